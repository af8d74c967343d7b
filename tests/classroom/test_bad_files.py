"""A bad file of marks or waivers is told once, before anything: a line with file, line and column, nothing written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from perito.classroom.run_practice import Given, again
from perito.classroom.run_record import GradedBy
from perito.documents.result import PracticeUsed
from tests.classroom.recorded_class import class_run
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path

BAD = {
    "unknown check": ("- {check: service.actve, reason: x, expires: 2099-12-31}\n", "w.yaml:1:4: 0.check: ninguna"),
    "unknown deployment": (
        "- {check: service.active, deployment: pac, reason: x, expires: 2099-12-31}\n",
        "w.yaml:1:27: 0.deployment: ningún despliegue se llama 'pac': poc, exercise",
    ),
}


def roster(place: Path) -> Path:
    """Two students whose servers refuse."""
    path = place / "r.yaml"
    path.write_text(
        json.dumps({"students": [{"id": who, "host": "127.0.0.1", "port": 9, "user": "u"} for who in ("ana", "eva")]})
    )
    return path


@pytest.mark.parametrize("name", BAD)
def test_bad_waivers_are_told_once_before_anybody_is_graded(name: str, tmp_path: Path) -> None:
    text, said = BAD[name]
    (tmp_path / "w.yaml").write_text(text)
    ended = perito("grade", roster(tmp_path), "--run", "run", "--waivers", "w.yaml", cwd=tmp_path)
    assert (ended.status, ended.out) == (2, "")
    assert len(ended.said) == 1
    assert said in ended.said[0]
    assert not (tmp_path / "run").exists()


def test_an_expired_waiver_is_named_once_and_the_class_is_graded(tmp_path: Path) -> None:
    """By the day of the run: graded again, the recorded server gets what it got that day."""
    run = class_run(tmp_path / "run", {"eva": "stopped"})
    (tmp_path / "w.yaml").write_text("- {check: service.active, reason: x, expires: 2001-01-01}\n")
    ended = perito("regrade", run, "--waivers", "w.yaml", "--save", cwd=tmp_path)
    assert ended.status == 0, ended
    assert len([line for line in ended.said if line.startswith("w.yaml:1:")]) == 1
    result = json.loads((run / "eva" / "result.json").read_text())
    assert {one["id"]: one["outcome"] for one in result["checks"]}["service.active"] == "failed"
    assert [one["expired"] for one in result["waivers"]] == [True]


def files(run: Path) -> dict[str, bytes]:
    """Everything in a run."""
    return {str(path): path.read_bytes() for path in run.rglob("*") if path.is_file() and path.name != "run.lock"}


def test_grading_a_class_again_says_it_once_and_writes_nothing(tmp_path: Path) -> None:
    run = class_run(tmp_path / "run", {"ana": "sound", "eva": "stopped"})
    before = files(run)
    (tmp_path / "w.yaml").write_text(BAD["unknown check"][0])
    (tmp_path / "m.yaml").write_text("students:\n  nadie:\n    document: 1\n")
    for option, said in (("--waivers", BAD["unknown check"][1]), ("--marks", "m.yaml:3:5: nadie de la clase")):
        file = "w.yaml" if option == "--waivers" else "m.yaml"
        ended = perito("regrade", run, option, file, "--save", "--whole", cwd=tmp_path)
        assert (ended.status, ended.out) == (2, "")
        assert [line for line in ended.said if file in line] == ended.said[-1:]
        assert said in ended.said[-1]
        assert files(run) == before


def test_waivers_hold_for_a_whole_run_and_cost_nobody_the_grade(tmp_path: Path) -> None:
    """From its first day, 2026-11-20, also for whoever is graded after midnight or lacks what they are for."""
    (tmp_path / "w.yaml").write_text(
        "- {check: service.active, reason: x, expires: 2026-11-20}\n"
        "- {check: service.active, deployment: exercise, reason: x, expires: 2026-11-20}\n"
    )
    run = class_run(tmp_path / "run", {"ana": "stopped"})
    ended = perito("regrade", run, "--waivers", "w.yaml", "--save", cwd=tmp_path)
    assert ended.status in (1, 3), ended.err  # what a passing unit would have shown was not asked then
    outcome = {one["id"]: one["outcome"] for one in json.loads((run / "ana" / "result.json").read_text())["checks"]}
    assert outcome["service.active"] == "waived"


def test_for_whom_a_class_was_graded_is_remembered(tmp_path: Path) -> None:
    """`grade --as teacher`, and the pages of `regrade --save` are the teacher's, too, unless it says otherwise."""
    by = GradedBy(practice=PracticeUsed(), audience="teacher")
    assert again(tmp_path, by, Given()).audience == "teacher"
    assert again(tmp_path, by, Given(audience="student")).audience == "student"
    assert again(tmp_path, by.model_copy(update={"audience": ""}), Given()).audience == "student"
