"""What replies, pages, addresses and files of another platform are taken for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.errors import UsageError
from perito.models.flask.heroku import checkout, page, platform, repository, router
from perito.models.flask.heroku.platform import Address, Platform
from perito.models.flask.heroku.router import Kind, Reply

if TYPE_CHECKING:
    from pathlib import Path

HEROKU = Platform()
FRAME = '<title>{}</title><body><iframe src="//www.herokucdn.com/error-pages/{}.html"></iframe></body>'
ERROR = Reply(503, (("Server", "Cowboy"),), FRAME.format("Application Error", "application-error"), 0.1)
VIA = (("Server", "gunicorn"), ("Via", "1.1 vegur"))


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(200, VIA, "<h1>Hola</h1>"), Kind.APPLICATION),
        (Reply(404, VIA, "<title>404 Not Found</title>"), Kind.APPLICATION),
        (Reply(503, VIA, "<title>Application Error</title>"), Kind.APPLICATION),
        (Reply(200, VIA, FRAME.format("x", "application-error")), Kind.APPLICATION),
        (ERROR, Kind.ERROR),
        (replace(ERROR, seconds=30.01), Kind.SLOW),
        (replace(ERROR, seconds=75.2), Kind.BOOTING),
        (Reply(503, (), FRAME.format("Own words", "application-error")), Kind.ERROR),
        (Reply(503, (), FRAME.format("Application Error", "x").replace("error-pages", "mine")), Kind.ERROR),
        (Reply(503, (), FRAME.format("Offline for Maintenance", "maintenance-mode")), Kind.MAINTENANCE),
        (Reply(404, (("Server", "heroku-router"),), FRAME.format("No such app", "no-such-app")), Kind.NO_SUCH_APP),
        (Reply(502, (), "<title>Heroku | Welcome to your new app!</title>"), Kind.BLANK),
        (Reply(failure="timeout"), Kind.BOOTING),
        (Reply(failure="refused"), Kind.NOBODY),
    ],
)
def test_who_answered(reply: Reply, kind: Kind) -> None:
    assert router.kind(reply, HEROKU) is kind


def test_who_waits_no_longer_than_the_router_knows_nothing_of_a_start() -> None:
    assert router.kind(Reply(failure="timeout"), replace(HEROKU, patience=20)) is Kind.NOBODY


@pytest.mark.parametrize(
    ("headers", "signed"),
    [
        (VIA, True),
        ((("server", "Heroku"), ("via", "1.1 heroku-router")), True),
        ((("Server", "cloudflare"), ("Via", "1.1 heroku-router, 1.1 x")), True),
        ((("Server", "heroku-router"),), True),
        ((("Server", "Cowboy"),), False),
        ((("Server", "nginx"), ("Via", "1.1 varnish")), False),
        ((), False),
    ],
)
def test_whose_router_it_was(headers: tuple[tuple[str, str], ...], signed: bool) -> None:
    assert router.signed(Reply(200, headers), HEROKU) is signed


@given(st.text(max_size=300), st.sampled_from([0, 200, 404, 502, 503]))
def test_any_body_is_somebodys(body: str, status: int) -> None:
    assert router.kind(Reply(status, (), body), HEROKU) in Kind
    assert isinstance(page.shown(body), str)
    page.belongs(body, [body])


@pytest.mark.parametrize(
    ("body", "own", "belongs"),
    [
        ("<h1>Aplicacion desplegada</h1>", (), True),
        ("<p>APLICACIÓN  Desplegada</p>", (), True),
        ("<title>Hello Azure - Python Quickstart</title>", (), True),
        ("<h1>Hola</h1>", (), False),
        ("<h1>Hola, soy Ana</h1>", ("<h1>Hola, soy Ana</h1>",), True),
        ("<h1>Hola, soy Ana, 10:31:02</h1>", ("<h1>Hola, soy Ana, 10:31:44</h1>",), True),
        ("<title>Ana</title>x", ("<title>Ana</title>{{ y }}",), True),
        ("<title>Ana</title>x", ("<title>{{ t }}</title>y",), False),
        ("", ("",), True),
        ("<h1>Zapatos</h1>", ("<h1>Hola, soy Ana</h1>", ""), False),
    ],
)
def test_whose_page_it_is(body: str, own: tuple[str, ...], belongs: bool) -> None:
    assert page.belongs(body, own) is belongs


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mi-app", Address("mi-app.herokuapp.com", 443, by_app_name=True)),
        ("mi-app.herokuapp.com", Address("mi-app.herokuapp.com", 443)),
        ("https://Mi-App.HerokuApp.com/hola?x=1", Address("mi-app.herokuapp.com", 443)),
        ("http://mi-app.herokuapp.com:80/", Address("mi-app.herokuapp.com", 443)),
        ("https://www.alumno.test:8443", Address("www.alumno.test", 8443)),
        ("www.alumno.test.", Address("www.alumno.test", 443)),
        ("España.test", Address("xn--espaa-rta.test", 443)),
    ],
)
def test_what_the_user_means(text: str, wanted: Address) -> None:
    assert platform.address(text, HEROKU) == wanted


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x", "Mi_App", "https://", "ftp://a.test", "https://192.0.2.1/", "https://[::1]/", "a b.test"),
        *("a..test", "https://a.test:0", "https://a.test:99999", "-app", f"{'a' * 64}.test", "http://["),
        "https://u@a.test",
    ],
)
def test_what_makes_no_sense_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="--heroku"):
        platform.address(text, HEROKU)


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_is_told(text: str) -> None:
    try:
        found = platform.address(text, HEROKU)
    except UsageError:
        return
    assert platform.DOMAIN.fullmatch(found.host)
    assert 0 < found.port < 1 << 16


def test_which_names_are_the_platforms() -> None:
    assert [HEROKU.owns(one) for one in ("a.herokuapp.com.", "x.HerokuDNS.com", "herokuapp.com.evil.test", "com")] == [
        True,
        True,
        False,
        False,
    ]


def test_another_platform_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "platform.yaml"
    file.write_text("app_suffix: apps.aula.test\nsuffixes: [apps.aula.test]\nhttps_port: 8443\n")
    found = platform.load(file)
    assert platform.address("mi-app", found) == Address("mi-app.apps.aula.test", 8443, by_app_name=True)
    assert Platform.from_json(found.to_json()) == found
    assert platform.load(None) == HEROKU


@pytest.mark.parametrize(
    ("text", "place"),
    [("app_sufix: x.test\n", ":1:1"), ("app_suffix: x.test\nhttps_port: 0\n", ":2:1"), ("request_wait: [1]\n", ":1:1")],
)
def test_what_is_wrong_in_it_is_told_with_its_place(text: str, place: str, tmp_path: Path) -> None:
    file = tmp_path / "platform.yaml"
    file.write_text(text)
    with pytest.raises(platform.PlatformError, match=f"platform.yaml{place}: "):
        platform.load(file)


def test_a_directory_is_read_as_it_lies_there(tmp_path: Path) -> None:
    (tmp_path / "Procfile").write_text("web: x\n")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "x.py").write_text("")
    (tmp_path / "notes.md").write_text("private")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "wsgi.py").symlink_to("/etc/passwd")
    found = checkout.read(str(tmp_path))
    assert (found.files, found.texts, found.commit) == (("Procfile", "notes.md"), {"Procfile": "web: x\n"}, "")
    assert repository.Repository.from_json(found.to_json()) == found


def test_a_repository_is_cloned_from_its_address(tmp_path: Path) -> None:
    from perito.lab.extension import AUTHOR, git

    (tmp_path / "Procfile").write_text("web: x\n")
    for words in (("init", "-q"), ("add", "."), (*AUTHOR, "commit", "-qm", "x")):
        git(tmp_path, *words)
    (tmp_path / "later.py").write_text("")
    there = checkout.read(f"file://{tmp_path}")
    here = checkout.read(str(tmp_path))
    assert there.texts == here.texts == {"Procfile": "web: x\n"}
    assert (there.uncommitted, here.uncommitted) == ((), ("later.py",))
    assert there.commit == here.commit != ""


def test_a_repository_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert "fatal: " in checkout.read(f"file://{tmp_path}/nada").problem
    assert checkout.read(str(tmp_path / "nada")).problem


def test_nothing_of_a_repository_is_run(tmp_path: Path) -> None:
    """A repository's own configuration may name programs: none of them starts."""
    from perito.lab.extension import AUTHOR, git

    (tmp_path / "Procfile").write_text("web: x\n")
    for words in (("init", "-q"), ("add", "."), (*AUTHOR, "commit", "-qm", "x")):
        git(tmp_path, *words)
    trap = tmp_path / "trap"
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "credential.helper"):
        git(tmp_path, "config", key, f"touch {trap}; true")
    assert checkout.read(str(tmp_path)).commit
    assert not trap.exists()
