"""Models by name: those that are shipped, those that somebody installed, and the one that nothing is asked for."""

from __future__ import annotations

import inspect
import json
import re
import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from perito import models
from perito.cli.commands.lint import _of_model
from perito.models.flask.tools import PACKAGES
from perito.models.model import Model
from perito.practice import locate, own_model
from perito.server.integrity.asking import first_questions
from perito.server.machine import NGINX_PACKAGES
from tests.cli.running import Ended, document, perito

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = """\
schema: perito/rubric/1
practice: small
title: {{es: Pequeña, en: Small}}
{head}steps:
  one:
    title: {{es: Uno, en: One}}
    checks:
      one.a: {{title: {{es: A, en: "A of {{address}}"}}, hint: {{es: "¿Y?", en: "And {{address}}?"}}}}
"""
OF_FLASK = re.compile(
    r"flask|gunicorn|pipenv|mi_aplicacion|/var/www|\.env\b|virtualenv|heroku|unit_file", re.IGNORECASE
)


def practice_of(
    directory: Path, head: str = "", takes: str = "host", body: str = "assert True", more: str = ""
) -> Path:
    (directory / "checks").mkdir(parents=True)
    (directory / "rubric.yaml").write_text(RUBRIC.format(head=head))
    (directory / "checks" / "test_01_one.py").write_text(
        f'import pytest\nfrom perito import check\n\n{more}\n\n@check("one.a")\ndef test_a({takes}):\n    {body}\n'
    )
    return directory


def lint(practice: Path, **env: str) -> Ended:
    return perito("lint", "--practice", practice, "--lang", "en", env=env)


def graded(practice: Path, *words: object) -> Ended:
    return perito("check", "local", "--practice", practice, "--no-report", "--lang", "en", *words, cwd=practice)


@pytest.mark.parametrize("name", models.SHIPPED)
def test_the_shipped_ones_are_whole(name: str) -> None:
    found = models.load(name)
    assert not [one for one in models._interface(Model) if not hasattr(found, one)]
    for one, wanted in inspect.getmembers(Model, inspect.isfunction):
        if not one.startswith("_"):
            assert inspect.signature(getattr(type(found), one)).parameters.keys() == (
                inspect.signature(wanted).parameters.keys()
            )


def test_the_shipped_ones_are_declared_to_others_as_well() -> None:
    from importlib.metadata import distribution

    declared = {one.name: one.value for one in distribution("perito").entry_points if one.group == models.GROUP}
    assert declared == models.SHIPPED


def installed(place: Path, entries: str, code: str) -> dict[str, str]:
    """What makes Python find a distribution with these entry points."""
    (place / "theirs.py").write_text(textwrap.dedent(code))
    info = place / "theirs-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[perito.models]\n{entries}\n")
    from tests.cli.running import ROOT

    return {"PYTHONPATH": f"{ROOT}:{place}"}


THEIRS = """
from perito.models.none.model import Nothing


class Theirs(Nothing):
    def survey(self, session, wanted, *, whole):
        server, found = super().survey(session, wanted, whole=whole)
        server.called = "theirs"
        return server, found


MODEL = Theirs()
PARTS = object()
"""


def test_a_model_that_somebody_installed(tmp_path: Path) -> None:
    env = installed(tmp_path, "databases = theirs:MODEL", THEIRS)
    practice = practice_of(tmp_path / "p", "model: databases\n", "server", 'assert server.called == "theirs"')
    ended = perito("check", "local", "--practice", practice, "--no-report", cwd=tmp_path, env=env)
    assert ended.status == 0, ended


@pytest.mark.parametrize(
    ("entries", "name", "said"),
    [
        ("databases = theirs:MODEL", "database", "no model is called 'database'; there are databases, flask, none"),
        ("databases = theirs:NOTHING", "databases", "cannot be loaded from theirs:NOTHING: AttributeError"),
        ("databases = nowhere:MODEL", "databases", "cannot be loaded from nowhere:MODEL: ModuleNotFoundError"),
        ("databases = theirs:PARTS", "databases", "(theirs:PARTS) has no extension, fixtures"),
    ],
)
def test_a_model_that_cannot_be_used(tmp_path: Path, entries: str, name: str, said: str) -> None:
    env = installed(tmp_path, entries, THEIRS)
    practice = practice_of(tmp_path / "p", f"model: {name}\n")
    ended = lint(practice, **env)
    (line,) = ended.said
    assert line.startswith(f"{practice}/rubric.yaml:4:8: ")
    assert said in line
    assert ended.status == 2


def test_nobody_connects_for_an_unknown_model(tmp_path: Path) -> None:
    practice = practice_of(tmp_path / "p", "model: databases\n")
    ended = perito("check", "user@nowhere.invalid", "--practice", practice, "--no-report", "--lang", "en", cwd=tmp_path)
    assert ended.status == 2
    assert "no model is called 'databases'" in " ".join(ended.said)
    assert "nowhere.invalid" not in ended.err


def test_without_a_name_it_asks_nothing_but_what_is_the_practice_s_own(tmp_path: Path) -> None:
    body = 'assert host.run("test -f /etc").rc == 0'
    practice = practice_of(tmp_path / "p", body=body)
    result, evidence, page = tmp_path / "r.json", tmp_path / "e.jsonl", tmp_path / "r.html"
    ended = graded(practice, "-vv", "--json", result, "--evidence", evidence, "--html", page)
    assert ended.status == 1, ended
    asked = [json.loads(line) for line in evidence.read_text().splitlines()]
    scripts = [one["asked"]["script"] for one in asked if one.get("kind") == "command"]
    assert scripts == ["test -f /etc"]
    assert not [one for one in asked if one.get("kind") == "http"]
    assert document(result)["deployments"] == []
    for text in (ended.out, ended.err, result.read_text(), without_styles(page.read_text())):
        assert not OF_FLASK.findall(text)


def without_styles(page: str) -> str:
    return re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL)


def test_a_step_of_integrity_is_asked_for_where_the_rubric_has_one(tmp_path: Path) -> None:
    practice = practice_of(tmp_path / "p", takes="server", body='server.integrity.must_agree("integrity.accounts")')
    for name in ("rubric.yaml", "checks/test_01_one.py"):
        path = practice / name
        path.write_text(path.read_text().replace("one.a", "integrity.accounts").replace("  one:", "  integrity:"))
    evidence, result = tmp_path / "e.jsonl", tmp_path / "r.json"
    ended = graded(practice, "--evidence", evidence, "--json", result)
    assert len(evidence.read_text().splitlines()) > 10, ended
    (check,) = document(result)["checks"]
    assert check["outcome"] in {"passed", "error"}, check


@pytest.mark.parametrize("model", ["none", "web", "flask"])
def test_without_that_step_nothing_is_compared_and_it_is_said_so(model: str, tmp_path: Path) -> None:
    """Whoever asks for a comparison all the same reads why there is none; no second source is asked."""
    body = 'server.integrity.must_agree("integrity.accounts")'
    practice = practice_of(tmp_path / "p", f"model: {model}\n", takes="server", body=body)
    evidence, result = tmp_path / "e.jsonl", tmp_path / "r.json"
    ended = graded(practice, "--evidence", evidence, "--json", result)
    (check,) = document(result)["checks"]
    told = "two sources are compared only for a practice with a step `integrity`"
    assert (check["outcome"], check["detail"]) == ("not_applicable", told), (check, ended)
    asked = [json.loads(line) for line in evidence.read_text().splitlines()]
    scripts = {one["asked"]["script"] for one in asked if one.get("kind") == "command"}
    assert (
        scripts & {one.script for packages in (PACKAGES, NGINX_PACKAGES) for one in first_questions(packages)} == set()
    )


def test_old_practices_of_one_s_own_have_their_deployments(tmp_path: Path) -> None:
    assert locate.Practice(practice_of(tmp_path / "a", takes="deployment")).model == "flask"
    assert locate.Practice(practice_of(tmp_path / "b", takes="host, tools")).model == "flask"
    fixture = "@pytest.fixture\ndef mine(deployment):\n    return deployment\n"
    assert locate.Practice(practice_of(tmp_path / "c", takes="mine", more=fixture)).model == "flask"
    own = "@pytest.fixture()\ndef tools(host):\n    return host\n"
    assert locate.Practice(practice_of(tmp_path / "d", takes="tools", more=own)).model == "none"
    assert locate.Practice(practice_of(tmp_path / "e", "model: none\n", "tools", more=own)).model == "none"


def test_those_fixtures_are_the_shipped_practice_s_and_the_engine_s() -> None:
    from perito.models.flask import fixtures
    from perito.pytest_plugin import plugin

    def names(module: Any) -> set[str]:
        return {one for one in vars(module) if type(getattr(module, one)).__name__ == "FixtureFunctionDefinition"}

    assert names(fixtures), "no fixture is found"
    assert names(fixtures) | (names(plugin) - {"host", "inputs", "server", "session"}) == own_model.OF_DEPLOYMENTS


def test_lint_says_which_model_is_meant(tmp_path: Path) -> None:
    none = practice_of(tmp_path / "a")
    said = f"{none}/rubric.yaml:1:1: no `model:`, so `none`: nothing is asked but what the checks ask"
    assert lint(none).out.splitlines()[1:] == [said]
    flask = practice_of(tmp_path / "b", takes="deployment")
    (said,) = _of_model(locate.Practice(flask))
    assert all(one in said for one in ("`flask`", "`deployment`", f"({flask}/checks/test_01_one.py:7:12)"))
    assert not list(_of_model(locate.Practice(practice_of(tmp_path / "c", "model: none\n"))))
