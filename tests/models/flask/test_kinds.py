"""Kinds of failure that no recorded server shows: each comes out with its own finding, and its sentence has no gaps."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from perito.models.flask import verdicts
from perito.models.flask.directory import Directory
from perito.models.flask.environment import Environment
from perito.practice.expect import Failure
from perito.practice.words import PLACEHOLDER, filled
from perito.probes.files import FileText, PathInfo
from perito.probes.python import pipenv
from perito.probes.python.tools import Tool
from tests.live.grading import shipped_rubric

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = {name: name for name in ("app", "directory", "service", "virtualenv", "user")}


def told(verdict: Callable[[Any], None], subject: object) -> tuple[str, str]:
    """The finding, and what is said of it."""
    with pytest.raises(Failure) as raised:
        verdict(subject)
    failure = raised.value
    names = {**NAMES, "expected": failure.expected, "actual": failure.actual, "detail": failure.detail, **failure.said}
    words = shipped_rubric().words.of(failure.finding)
    assert words is not None
    for _keys, text in words.texts():
        whole = filled(text, names)
        assert not PLACEHOLDER.search(whole), whole
    said = filled(words.says.in_language("es"), names)
    assert "—" not in said
    return failure.finding, said


def with_env(text: str) -> Any:
    """A deployment of which only .env is known."""
    directory = SimpleNamespace(text_of=lambda _name: FileText(".env", text), trail=[])
    return SimpleNamespace(environment=Environment(directory), directory=directory)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "finding", "said"),
    [
        ("flask_env=production\n", "misspelt-key", "La línea 1 de .env dice flask_env"),
        ("FLASK_APP=wsgi.py\n", "missing", "ninguna línea que empiece por FLASK_ENV="),
        ("FLASK_DEBUG=0\n", "missing", "ninguna línea que empiece por FLASK_ENV="),
        ("FLASK_APP=wsgi.py;FLASK_ENV=production\n", "on-another-line", "«FLASK_APP=wsgi.py;FLASK_ENV=production»"),
        ("FLASK_ENV\n", "without-value", "La línea 1 de .env nombra FLASK_ENV"),
        ("# nada\n", "empty-file", "no contiene ninguna variable"),
        ("FLASK_ENV=\n", "empty", "no hay nada detrás de FLASK_ENV="),
        ("\n\nFLASK_ENV=Production\n", "misspelt-value", "La línea 3 de .env dice FLASK_ENV=Production"),
        ("FLASK_ENV=testing\n", "other-value", "La línea 1 de .env dice FLASK_ENV=testing"),
    ],
)
def test_flask_env(text: str, finding: str, said: str) -> None:
    kind, sentence = told(verdicts.flask_env_must_be_production, with_env(text))
    assert kind == f"env.flask-env/{finding}"
    assert said in sentence


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("flask_app=wsgi.py\n", "misspelt-key"),
        ("$env:FLASK_APP = wsgi.py\n", "misspelt-key"),
        ("FLASK_ENV=production\n", "missing"),
        ("FLASK_ENV=production FLASK_APP=wsgi.py\n", "on-another-line"),
        ("FLASK_APP\n", "without-value"),
    ],
)
def test_flask_app(text: str, finding: str) -> None:
    kind, _sentence = told(verdicts.flask_app_must_be_set, with_env(text))
    assert kind == f"env.flask-app/{finding}"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("FLASK_APP\n", "without-value"),
        ("FLASK_APP wsgi.py\nFLASK_ENV production\n", "several"),
        ("FLASK_APP='wsgi.py\n", "quotes-open"),
        ("set FLASK_APP=wsgi.py\n", "other"),
    ],
)
def test_lines_of_env(text: str, finding: str) -> None:
    kind, _sentence = told(verdicts.every_line_must_be_an_assignment, with_env(text))
    assert kind == f"env.syntax/{finding}"


@pytest.mark.parametrize(
    ("mode", "finding"),
    [(0o644, "nobody-enters"), (0o750, "other"), (0o771, "other"), (0o577, "other"), (0o1777, "anybody-writes")],
)
def test_modes(mode: int, finding: str) -> None:
    kind, sentence = told(verdicts.mode_must_be_775, SimpleNamespace(directory=SimpleNamespace(mode=mode)))
    assert kind == f"directory.mode/{finding}"
    assert f"{mode & 0o777:o}" in sentence


def with_tool(**known: Any) -> Any:
    """The tools of a user, of which one is known."""
    tool = Tool("pipenv", **known)
    return SimpleNamespace(pip=tool, pipenv=tool, server=SimpleNamespace(deploy_user="ana"))


@pytest.mark.parametrize(
    ("places", "finding"),
    [
        (("/home/ana/.local/bin/pipenv",), "not-on-path"),
        (("/opt/pipenv/bin/pipenv",), "not-on-path"),
        (("/home/anabel/.local/bin/pipenv",), "of-another-user"),
        (("/root/.local/bin/pipenv",), "of-another-user"),
    ],
)
def test_where_pipenv_is(places: tuple[str, ...], finding: str) -> None:
    kind, sentence = told(verdicts.pipenv_must_be_found, with_tool(elsewhere=places))
    assert kind == f"tools.pipenv/{finding}"
    assert places[0] in sentence
    assert told(verdicts.pip_must_be_found, with_tool(elsewhere=places))[0] == "tools.pip/not-on-path"


@pytest.mark.parametrize(
    ("known", "finding", "said"),
    [
        ({"missing_module": "distutils", "exit_code": 1, "message": "x"}, "module-missing", "el módulo distutils"),
        ({"exit_code": 124}, "hangs", "no contestó en 15 segundos"),
        ({"exit_code": 0}, "silent", "no dice nada"),
        ({"exit_code": 0, "message": "hola"}, "says-no-version", "contesta «hola»"),
        ({"exit_code": 1, "message": "OSError: disco lleno"}, "fails", "con un error: OSError: disco lleno"),
    ],
)
def test_a_pipenv_that_does_not_run(known: dict[str, Any], finding: str, said: str) -> None:
    kind, sentence = told(verdicts.pipenv_must_run, with_tool(path="/usr/bin/pipenv", **known))
    assert kind == f"tools.pipenv-version/{finding}"
    assert said in sentence


def with_pipfile(text: str) -> Any:
    """A deployment of which only the Pipfile is known."""
    return SimpleNamespace(virtualenv=SimpleNamespace(pipfile=pipenv.parse_pipfile(text)))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('[packages]\nflak = "*"\n', "misspelt"),
        ('[dev-packages]\nflask = "*"\n', "for-development"),
        ('[packages]\nwerkzeug = "*"\n', "missing"),
        ('[packages]\n"flask-cors" = "*"\n', "missing"),
        ("[packages]\n", "no-packages"),
    ],
)
def test_pipfiles_without_flask(text: str, finding: str) -> None:
    kind, _sentence = told(verdicts.pipfile_must_list_flask, with_pipfile(text))
    assert kind == f"virtualenv.pipfile-flask/{finding}"
    kind, _sentence = told(verdicts.pipfile_must_list_gunicorn, with_pipfile(text.replace("flask", "gunicorn")))
    assert kind.startswith("virtualenv.pipfile-gunicorn/")


def directory_with(*names: str, target: str | None = None) -> Directory:
    """The directory /d with files of these names, or links where there is a target."""
    kind = "file" if target is None else "symlink"
    infos = [PathInfo(f"/d/{name}", kind, 0o664, "ana", "www-data", 1, 1, target=target) for name in names]
    server: Any = SimpleNamespace(web_tree=infos, trail=[], see=lambda _probe: {})
    found: Any = SimpleNamespace(directory="/d", app="d")
    command: Any = SimpleNamespace(module=None, code_directory="/d")
    unit: Any = None
    return Directory(server, found, unit, command)


@pytest.mark.parametrize(
    ("wanted", "there", "meant"),
    [
        (".env", "env", "env"),
        (".env", ".env.txt", ".env.txt"),
        (".env", ".ENV", ".ENV"),
        (".env", ".evn", ".evn"),
        (".env", ".gitignore", ""),
        ("Pipfile", "pipfile", "pipfile"),
        ("Pipfile", "Pipfile.txt", "Pipfile.txt"),
        ("Pipfile", "Pipfile.lock", ""),
        ("Pipfile.lock", "Pipfile", ""),
        ("wsgi.py", "wsgy.py", "wsgy.py"),
        ("wsgi.py", "wsgi.py.txt", "wsgi.py.txt"),
        ("wsgi.py", "application.py", ""),
    ],
)
def test_which_file_was_meant(wanted: str, there: str, meant: str) -> None:
    directory = directory_with(there)
    assert directory.lookalike(wanted) == meant
    assert directory.why_no_file(wanted) == ("named-otherwise" if meant else "missing")


def test_a_link_to_nothing_is_said_so() -> None:
    subject = SimpleNamespace(directory=directory_with(".env", target="/tmp/nada"))
    kind, sentence = told(verdicts.env_must_exist, subject)
    assert (kind, "/tmp/nada" in sentence) == ("env.exists/dangling-link", True)
