"""Servers that do a part otherwise than the practice says, gated with a few lines of waivers; other mistakes show.

They are those of tests/live/otherwise: real supervisor, uv and poetry. docs/howto/waivers.md shows the same lines.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from perito.lab.library import Library
from perito.transport.browser import encoded
from tests.cli.running import APP, ROOT, Ended, check, document, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.lab.lab import Lab
    from perito.lab.server import Server

PRACTICE = ROOT / "tests" / "live" / "otherwise"
HOWTO = ROOT / "docs" / "howto" / "waivers.md"
FINE = {"passed", "not_applicable", "manual"}
PASSWORD = "claves-de-7-letras"
DIR, SITE = "/var/www/mi_aplicacion", "/etc/nginx/sites-available/mi_aplicacion"


@dataclass(frozen=True)
class Way:
    """What a server may lose without its waivers, and a mistake made on it with the check that names it."""

    loses: str
    mistake: str
    pinned: str
    judged: tuple[str, ...] = ("access.page", "access.log", "site.socket", "virtualenv.gunicorn")
    given: tuple[tuple[str, str], ...] = ()


WAYS = {
    "supervisor": Way(
        r"service\..*|gunicorn\.(loads|arguments)",
        f"sed -i 's/mi_aplicacion.sock/otra.sock/' {SITE} && systemctl reload nginx",
        "site.socket",
    ),
    "uv": Way(
        r"tools\.pipenv.*|virtualenv\.(pipfile|lock).*",
        f"rm -r {DIR}/.venv/lib/python3*/site-packages/flask {DIR}/.venv/lib/python3*/site-packages/flask-*",
        "virtualenv.flask",
    ),
    "poetry": Way(
        r"tools\.pipenv.*|virtualenv\.(pipfile|lock).*",
        f"chmod 755 {DIR}",
        "directory.mode",
    ),
    "nginx-org": Way(
        "-",
        "sed -i 's/mi_aplicacion.sock/otra.sock/' /etc/nginx/conf.d/mi_aplicacion.conf && systemctl reload nginx",
        "site.socket",
    ),
    "basic-auth": Way(
        r"access\..*",
        "systemctl stop flask_app",
        "service.active",
        given=(("PERITO_INPUT_VISITOR", "ana"), ("PERITO_INPUT_VISITOR_PASSWORD", PASSWORD)),
    ),
}


def lines_of(way: str) -> str:
    """The waivers that the how-to gives to this way; none where it needs none."""
    found = re.search(rf'```yaml title="{way}.yaml"\n(.*?)```', HOWTO.read_text("utf-8"), re.DOTALL)
    return found[1] if found else "[]\n"


@pytest.fixture
def server(lab: Lab, way: str) -> Iterator[Server]:
    with lab.up(variants=[way], library=Library(PRACTICE)) as one:
        yield one


def gated(
    server: Server, place: Path, lines: str, given: tuple[tuple[str, str], ...] = ()
) -> tuple[Ended, dict[str, str], list[str]]:
    """How it ended, the outcomes, and the checks that are root causes; `given`: variables of the environment."""
    file = place / "waivers.yaml"
    file.write_text(lines, "utf-8")
    kept = ("--json", "r.json", "--evidence", "e.jsonl.gz", "--no-report")
    ended = check(server, "--app", APP, "--waivers", file, *kept, cwd=place, env=dict(given))
    found = document(place / "r.json")
    return ended, outcomes(found), [cause["check"] for cause in found["root_causes"]]


def otherwise(found: dict[str, str]) -> dict[str, str]:
    return {one: outcome for one, outcome in found.items() if outcome not in FINE}


@pytest.mark.parametrize("way", ["basic-auth"])
def test_a_page_that_asks_for_a_password_says_so(server: Server, tmp_path: Path) -> None:
    """Not only that it answers 401: nobody gave a password, or it is another one."""
    given = WAYS["basic-auth"].given
    for variables, finding, sees in (
        ((), "access.status/password-wanted", "401: la página pide un nombre y una contraseña"),
        ((given[0], (given[1][0], "otra-clave")), "access.status/password-refused", "401: la página no acepta"),
    ):
        ended, _found, causes = gated(server, tmp_path, "[]", variables)
        assert causes[:1] == ["access.status"], causes
        (cause,) = (one for one in document(tmp_path / "r.json")["root_causes"] if one["check"] == "access.status")
        assert cause["finding"] == finding
        assert sees in " ".join(ended.out.split())


@pytest.mark.parametrize("way", WAYS)
def test_it_is_gated_with_a_few_lines(way: str, server: Server, tmp_path: Path) -> None:
    """Without them it loses what is otherwise and nothing else; with them nothing, and another mistake is found.

    Where the page asks for a password no waiver is needed: it is visited with the one that the practice is given.
    """
    told, lines = WAYS[way], lines_of(way)
    assert len(lines.splitlines()) <= 3
    ended, found, _causes = gated(server, tmp_path, "[]")
    assert ended.status == (1 if told.given or lines != "[]\n" else 0), otherwise(found)
    assert [one for one in otherwise(found) if not re.fullmatch(told.loses, one)] == []
    ended, found, _causes = gated(server, tmp_path, lines, told.given)
    assert ended.status == 0, (otherwise(found), ended)
    written = gzip.decompress((tmp_path / "e.jsonl.gz").read_bytes()).decode() + (tmp_path / "r.json").read_text()
    assert [one for one in (PASSWORD, encoded(f"ana:{PASSWORD}")) if one in written] == []
    assert [one for one in otherwise(found) if not re.fullmatch(told.loses, one)] == []
    assert {one: found[one] for one in told.judged} == dict.fromkeys(told.judged, "passed")
    assert server.run(told.mistake).returncode == 0
    ended, found, causes = gated(server, tmp_path, lines, told.given)
    assert ended.status == 1
    assert (found[told.pinned], told.pinned in causes) == ("failed", True), (causes, otherwise(found))
