"""A run is graded by the practice that it records, with its waivers and marks, or the command says why not."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.classroom.recorded_class import class_run, practice_with, roster_of
from tests.cli.running import ROOT, perito

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENABLED = ("service.enabled:\n        points: 0.15\n", "service.enabled:\n        points: 1.2\n")
OTHER = ("practice: flask\n", "practice: nginx\n")
WAIVED = "- {check: service.enabled, reason: granted, expires: 2099-01-01}\n"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A practice of another name, by which the same server has another grade."""
    return practice_with(tmp_path / "other", OTHER, ENABLED)


@pytest.fixture
def run(tmp_path: Path, other: Path) -> Path:
    """A class that was graded by it."""
    return class_run(tmp_path / "run", {"luis": "not-enabled"}, by=other)


def files(directory: Path) -> dict[str, bytes]:
    there = (path for path in directory.rglob("*") if path.is_file() and path.name != "run.lock")
    return {str(path.relative_to(directory)): path.read_bytes() for path in there}


def grade_of(path: Path) -> float:
    found: float = json.loads(path.read_text())["score"]["grade"]
    return found


def again(run: Path, *words: object) -> tuple[int, dict[str, Any], str]:
    """How `perito regrade` of a class ended, its document, and what it said."""
    file = run.parent / "differences.json"
    ended = perito("regrade", run, "--json", file, *words)
    return ended.status, json.loads(file.read_text()) if file.exists() else {}, ended.err


def test_a_class_is_graded_again_by_its_own_practice(run: Path) -> None:
    before = files(run)
    status, told, said = again(run, "--save")
    assert (status, told["practice"], told["unchanged"]) == (0, "nginx", 1), said
    assert {name: files(run)[name] for name in before if name.startswith("luis/")} == {
        name: content for name, content in before.items() if name.startswith("luis/")
    }


@pytest.mark.parametrize("what", ["directory", "evidence"])
def test_a_single_run_is_graded_again_by_its_own_practice(run: Path, tmp_path: Path, what: str) -> None:
    single = tmp_path / "single"
    shutil.copytree(run / "luis", single)
    before = grade_of(single / "result.json")
    recording = single if what == "directory" else single / "evidence.jsonl.gz"
    ended = perito("regrade", recording, "--json", "again.json", cwd=tmp_path)
    assert ended.status == 1, ended.err
    assert json.loads((tmp_path / "again.json").read_text())["practice"] == "nginx"
    assert grade_of(tmp_path / "again.json") == before


COMMANDS: dict[str, Callable[[Path], tuple[object, ...]]] = {
    "regrade": lambda run: ("regrade", run),
    "regrade --save": lambda run: ("regrade", run, "--save"),
    "regrade of one": lambda run: ("regrade", run / "luis"),
    "export": lambda run: ("export", "csv", run),
    "export of two": lambda run: ("export", "csv", run, second(run)),
    "marks new": lambda run: ("marks", "new", run, "-o", run.parent / "marks.yaml"),
    "marks check": lambda run: ("marks", "check", marks_file(run), "--roster", run),
    "grade --resume": lambda run: ("grade", roster_of(run), "--run", run, "--resume"),
}  # fmt: skip


def second(run: Path) -> Path:
    return class_run(run.parent / "two", {"luis": "sound"}, by=run.parent / "other")


def marks_file(run: Path) -> Path:
    path = run.parent / "given.yaml"
    path.write_text("students: {luis: {document: 1}}")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_another_practice_is_refused_with_both_names(run: Path, tmp_path: Path, command: str) -> None:
    words = COMMANDS[command](run)
    before = files(run)
    ended = perito(*words, "--practice", ROOT)
    assert ended.status == 2, ended
    assert len(ended.said) == 1
    assert "flask" in ended.said[0]
    assert "nginx" in ended.said[0]
    assert files(run) == before
    assert not (tmp_path / "marks.yaml").exists()


@pytest.mark.parametrize("command", [one for one in COMMANDS if one != "export"])  # whose grades are as they were
def test_a_practice_that_is_gone_is_never_replaced_by_one_of_another_name(run: Path, other: Path, command: str) -> None:
    words = COMMANDS[command](run)
    before = files(run)
    other.rename(other.with_name("elsewhere"))
    ended = perito(*words)
    assert ended.status == 2, ended
    assert "nginx" in ended.said[0]
    assert "flask" in ended.said[0]
    assert files(run) == before
    if not command.startswith("grade"):
        assert perito(*words, "--practice", other.with_name("elsewhere")).status in {0, 1}


def test_a_practice_that_is_gone_and_ships_with_perito_is_taken_and_that_is_said(tmp_path: Path) -> None:
    place = practice_with(tmp_path / "copy")
    run = class_run(tmp_path / "run", {"luis": "not-enabled"}, by=place)
    shutil.rmtree(place)
    status, _told, said = again(run)
    assert status == 0
    assert str(place) in said


def test_another_state_of_the_practice_is_said_before_anything_is_saved(tmp_path: Path) -> None:
    run = class_run(tmp_path / "run", {"luis": "not-enabled"})
    newer = practice_with(tmp_path / "newer", ENABLED, ('version: "1"\n', 'version: "2026.2"\n'))
    status, told, said = again(run, "--practice", newer, "--save")
    assert (status, told["saved"]) == (1, True)
    assert "2026.2" in said
    assert "2026.2" in said.splitlines()[0]
    by = json.loads((run / "run.json").read_text())
    assert (by["graded_by"]["practice"]["version"], by["graded_by"]["practice"]["place"]) == ("2026.2", str(newer))
    assert by["regraded"][0]["graded_by"]["practice"]["version"] == "1"
    judged = json.loads((run / "luis" / "result.json").read_text())["judged_by"]["practice"]
    assert judged == by["graded_by"]["practice"]


def test_the_same_practice_is_not_worth_a_word(run: Path) -> None:
    assert perito("regrade", run / "luis").said == []


@pytest.mark.parametrize("practice", ["flask", "nginx"])
def test_runs_of_an_earlier_perito_still_work_or_are_refused(tmp_path: Path, practice: str) -> None:
    by = None if practice == "flask" else practice_with(tmp_path / "other", OTHER)
    run = class_run(tmp_path / "run", {"luis": "not-enabled"}, by=by, old=True)
    result = run / "luis" / "result.json"
    document = json.loads(result.read_text())
    del document["judged_by"]["practice"]
    result.write_text(json.dumps(document))
    for words in (("regrade", run), ("regrade", run / "luis"), ("marks", "new", run, "-o", tmp_path / "m.yaml")):
        ended = perito(*words)
        assert ended.status == (2 if by else 1 if words[1] != run and words[0] == "regrade" else 0), ended
        assert not by or "nginx" in ended.said[0]


# Marks and the shape of a grade


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A class of which one deployment was graded."""
    return class_run(tmp_path / "run", {"luis": "not-enabled"})


@pytest.mark.parametrize(
    "command", ["regrade", "regrade --save", "regrade of one", "report", "export", "grade --resume"]
)
def test_marks_do_not_make_a_whole_assignment_of_one_deployment(alone: Path, command: str) -> None:
    words: tuple[object, ...] = ("report", alone / "luis") if command == "report" else COMMANDS[command](alone)
    marks = marks_file(alone)
    before = files(alone)
    ended = perito(
        *words, "--marks", marks, *(("--student", "luis") if "one" in command or command == "report" else ())
    )
    assert ended.status == 2, ended
    assert "--whole" in ended.said[0]
    assert files(alone) == before


def test_with_whole_the_shape_changes_and_that_is_said_first(alone: Path) -> None:
    before = grade_of(alone / "luis" / "result.json")
    status, told, said = again(alone, "--marks", marks_file(alone), "--whole", "--save")
    assert (status, told["saved"]) in {(1, True), (3, True)}
    assert "1/1" not in said.splitlines()[0]
    assert str(alone) in said.splitlines()[0]
    assert grade_of(alone / "luis" / "result.json") < before - 3
    asked = json.loads((alone / "run.json").read_text())["graded_by"]
    assert asked["whole"] is True
    assert (alone / "marks.yaml").read_text() == marks_file(alone).read_text()
    assert again(alone)[1]["unchanged"] == 1


def test_marks_that_have_changed_since_are_said_and_those_of_then_stay(tmp_path: Path) -> None:
    run = class_run(tmp_path / "run", {"luis": "not-enabled"}, whole=True)
    marks = marks_file(run)
    assert again(run, "--marks", marks, "--save")[0] in {1, 3}
    before = (run / "luis" / "result.json").read_bytes()
    marks.write_text("students: {luis: {document: 2}}")
    _status, told, said = again(run, "--save")
    assert f"--marks {marks}" in said
    assert told["unchanged"] == 1
    assert (run / "luis" / "result.json").read_bytes() == before
    marks.unlink()
    assert "--marks" not in again(run)[2]


def test_marks_that_say_nothing_yet_change_nothing(alone: Path) -> None:
    empty = alone.parent / "empty.yaml"
    empty.write_text("students: {luis: {document: }}")
    status, told, _said = again(alone, "--marks", empty)
    assert (status, told["unchanged"]) == (0, 1)


def test_a_rubric_that_grades_another_shape_replaces_nothing(alone: Path, tmp_path: Path) -> None:
    """Parts that one deployment makes up would make the grade the whole assignment's."""
    text = (ROOT / "rubric.yaml").read_text()
    exercise = text[text.index("  exercise:\n") : text.index("  heroku:\n")]
    practice = practice_with(tmp_path / "small", ("  exercise:\n", "  exercise2:\n"))
    rubric = practice / "rubric.yaml"
    new = exercise.replace("points: 5", "points: 5\n    deployment: no")
    rubric.write_text(rubric.read_text().replace(exercise.replace("  exercise:", "  exercise2:"), new))
    before = files(alone)
    status, told, said = again(alone, "--practice", practice, "--save")
    assert status == 3, said
    assert [one["id"] for one in told["not_regraded"]] == ["luis"]
    assert files(alone)["luis/result.json"] == before["luis/result.json"]


# Waivers


@pytest.fixture
def waivers(tmp_path: Path) -> Path:
    path = tmp_path / "given" / "waivers.yaml"
    path.parent.mkdir()
    path.write_text(WAIVED)
    return path


@pytest.fixture
def waived(tmp_path: Path, waivers: Path) -> Path:
    """A class for which something was waived."""
    return class_run(tmp_path / "run", {"luis": "not-enabled"}, waivers=waivers)


def outcome(run: Path) -> str:
    checks = json.loads((run / "luis" / "result.json").read_text())["checks"]
    return next(str(one["outcome"]) for one in checks if one["id"] == "service.enabled")


def test_what_was_waived_stays_so(waived: Path, waivers: Path) -> None:
    waivers.unlink()
    heavier = practice_with(waived.parent / "heavier", ENABLED)
    for words in ((), ("--replay",), ("--practice", heavier, "--save")):
        assert again(waived, *words)[0] == 0
        assert outcome(waived) == "waived"
    single = perito("regrade", waived / "luis", "--json", waived.parent / "again.json")
    assert single.said == []
    checks = json.loads((waived.parent / "again.json").read_text())["checks"]
    assert [one["outcome"] for one in checks].count("waived") == 1


def test_waivers_that_have_changed_since_are_said_and_taken_only_when_given(waived: Path, waivers: Path) -> None:
    waivers.write_text("[]\n")
    status, _told, said = again(waived)
    assert status == 0
    assert f"--waivers {waivers}" in said
    status, _told, said = again(waived, "--waivers", waivers, "--save")
    assert status == 1
    assert str(waivers) in said.splitlines()[0]
    assert "1/1" not in said.splitlines()[0]
    assert outcome(waived) == "failed"
    assert json.loads((waived / "run.json").read_text())["graded_by"]["waivers"]["digest"] != ""
    assert again(waived)[0] == 0


@pytest.mark.parametrize("old", [True, False])
def test_waivers_that_are_gone_are_not_left_away_in_silence(tmp_path: Path, waivers: Path, old: bool) -> None:
    run = class_run(tmp_path / "run", {"luis": "not-enabled"}, waivers=waivers, old=old)
    waivers.unlink()
    (run / "waivers.yaml").unlink(missing_ok=True)
    before = files(run)
    status, _told, said = again(run, "--save")
    assert status == 2
    assert "--waivers" in said
    assert files(run) == before
    (tmp_path / "none.yaml").write_text("[]\n")
    status, _told, said = again(run, "--save", "--waivers", tmp_path / "none.yaml")
    assert (status, outcome(run)) == (1, "failed")
