"""The practices in examples/: sound, complete, and each mistake of theirs pinned on lab servers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from perito import models
from perito.evidence.session import Session
from perito.lab import library
from perito.models.flask.tools import PACKAGES
from perito.models.wanted import Wanted
from perito.practice import locate, rubric
from perito.practice.inputs import variable
from perito.server.integrity.asking import first_questions
from perito.server.machine import NGINX_PACKAGES
from perito.transport.base import Command
from tests.cli.running import ROOT, check, document, perito
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.lab import Lab
    from perito.practice.locate import Practice

EXAMPLES = ("static-site", "node-express")
ON_FLASK = ("django",)  # it stands on the Flask practice, whose mistakes are those of the lab
OF_FLASK = ("flask", "gunicorn", "pipenv", "mi_aplicacion", "/var/www", "virtualenv")


OF_FLASK_S_DISCOVERY = re.compile(r"pipenv|virtualenv|WORKON_HOME|heroku|\.env\b")


def place(example: str) -> Path:
    return ROOT / "examples" / example


def changes(example: str, folder: str) -> list[Path]:
    return sorted((place(example) / "lab" / folder).glob("*.sh"))


FOLDERS = ("faults", "variants")
CHANGES = [
    (example, file.stem)
    for example in (*EXAMPLES, *ON_FLASK)
    for folder in FOLDERS
    for file in changes(example, folder)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_it_is_sound_and_each_check_has_a_mistake(example: str) -> None:
    ended = perito("lint", "--practice", place(example), "--lang", "en")
    assert ended.status == 0, ended
    assert "not a look" not in ended.out
    pins = {
        line.removeprefix("# pins: ").split("/")[0].strip()
        for file in changes(example, "faults")
        for line in file.read_text().splitlines()
        if line.startswith("# pins: ")
    }
    assert pins == set(rubric.load(place(example) / "rubric.yaml").checks)
    assert len(changes(example, "faults")) >= 6
    assert len(changes(example, "variants")) >= 3


@pytest.mark.parametrize("example", ON_FLASK)
def test_what_it_adds_has_a_mistake_each(example: str) -> None:
    ended = perito("lint", "--practice", place(example), "--lang", "en")
    assert ended.status == 0, ended
    own = {
        name for step in ("django", "static") for name in rubric.load(place(example) / "rubric.yaml").steps[step].checks
    }
    pinned = {
        pin.partition("/")[0].strip()
        for file in changes(example, "faults")
        for line in file.read_text().splitlines()
        if line.startswith("# pins: ")
        for pin in line.removeprefix("# pins: ").split(",")
    }
    assert own <= pinned
    assert len(changes(example, "variants")) >= 3


@pytest.mark.parametrize("example", EXAMPLES)
def test_it_says_nothing_of_another_practice_s(example: str) -> None:
    files = [path for path in place(example).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert [(path, word) for path in files for word in OF_FLASK if word in path.read_text().lower()] == []


def asked_by(practice: Practice, recorded: Path) -> set[str]:
    """The scripts of the questions that the model of a practice asks about what a recording shows."""
    session, model = Session.replay(recorded), models.of(practice)
    session.compared = False
    _server, subjects = model.survey(session, Wanted(compared=False), whole=False)
    rounds = ("second_round", "third_round")
    asked: list[Any] = [getattr(one, name, list)() for one in subjects.values() for name in rounds]
    return {one.script for one in [*model.first_round(session), *(command for each in asked for command in each)]}


@pytest.mark.parametrize("example", [*EXAMPLES, *ON_FLASK])
def test_nothing_is_asked_that_is_not_the_practice_s_own(example: str, lab: Lab, tmp_path: Path) -> None:
    """Each question is its model's, or one that a check of its rests on; those of another practice: none."""
    practice = locate.find(place(example))
    its_lab, inputs = library.of(practice), rubric.load(practice.rubric)
    given = {variable(name, inputs): value for name, value in its_lab.inputs.items()}
    with lab.up(library=its_lab) as server:
        files = ("--json", "r.json", "--evidence", "e.jsonl", "--no-report")
        ended = check(server, "--practice", practice.directory, *files, cwd=tmp_path, env=given)
    assert ended.status == 0, ended
    own = asked_by(practice, tmp_path / "e.jsonl")
    rests = {number for one in document(tmp_path / "r.json")["checks"] for number in one["evidence"]}
    exchanges = Session.replay(tmp_path / "e.jsonl").evidence.exchanges
    asked = {one.number: one.asked for one in exchanges if isinstance(one.asked, Command)}
    others = [one.about or one.script for number, one in asked.items() if one.script not in own and number not in rests]
    assert others == []
    second = {one.script for packages in (NGINX_PACKAGES, PACKAGES) for one in first_questions(packages)}
    assert [one.script for one in asked.values() if one.script in second] == []
    if example in EXAMPLES:
        assert [one.script for one in asked.values() if OF_FLASK_S_DISCOVERY.search(one.script)] == []


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize(("example", "change"), CHANGES, ids=lambda one: one)
def test_a_mistake_is_pinned_and_a_variant_is_clean(example: str, change: str) -> None:
    ended = perito("lab", "verify", "--practice", place(example), change)
    assert ended.status == 0, ended


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize("example", [*EXAMPLES, *ON_FLASK])
def test_it_is_clean_on_debian_13_too(example: str) -> None:
    """There `localhost` is ::1 first, where another site may answer."""
    ended = perito("lab", "verify", "--practice", place(example), "--suite", "trixie", "as-deployed")
    assert ended.status == 0, ended


def test_no_question_of_it_names_what_another_practice_runs() -> None:
    """What is asked is shown with the answers; directories are the server's, programs are not."""
    for model in ("web", "none"):
        asked = models.load(model).first_round(Session.replay(store.demo("sound")))
        assert [one.script for one in asked if re.search(r"gunicorn|[Ff]lask|pipenv", one.script)] == []
