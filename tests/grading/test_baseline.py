"""No worse than an earlier result: what is compared, what is not, and how the gate ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from perito.documents.result import LeftOut, Outcome, PracticeUsed, Result, Scope
from perito.errors import UsageError
from perito.grading.baseline import check_usable, compared
from perito.grading.settings import Grading
from perito.practice import locate
from perito.report import formats, github, terminal
from tests.cli.running import ROOT, perito
from tests.report import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from perito.documents.gate import BaselineResult

SCHEMA = json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8"))


def graded(outcomes: dict[str, Outcome] | None = None, grade: float | None = None, **fields: object) -> Result:
    """A sound result in which some checks ended otherwise."""
    result = samples.sound()
    wanted = outcomes or {}
    checks = tuple(
        one.model_copy(update={"outcome": wanted[one.id], "earned": 0.0}) if one.id in wanted else one
        for one in result.checks
    )
    score = result.score.model_copy(update={"grade": result.score.grade if grade is None else grade})
    return result.model_copy(update={"checks": checks, "score": score, **fields})


def beside(now: Result, then: Result) -> BaselineResult:
    check_usable(then, "then.json", now.practice)
    result = compared(now, then, "then.json")
    jsonschema.validate(json.loads(result.to_json()), SCHEMA)
    assert result.baseline is not None
    return result.baseline


def status(now: Result, then: Result, fail_under: float | None = None) -> int:
    grading = Grading(locate.find(), samples.loaded(), frozenset(), "es", "student", fail_under, 0)
    grading = grading.beside("then.json", then)
    return grading.exit_status(grading.finished(now))


LOST = {"service.active": Outcome.FAILED}
SAME = graded(LOST, grade=8.0)


def test_a_check_that_passed_and_fails_now_is_worse() -> None:
    found = beside(graded({**LOST, "directory.mode": Outcome.BLOCKED}, grade=8.0), SAME)
    assert {(one.check, one.before, one.after) for one in found.worse} == {("directory.mode", "passed", "blocked")}
    assert found.is_worse
    assert not found.lower


@pytest.mark.parametrize(
    ("now", "then", "fail_under", "expected"),
    [
        (SAME, SAME, None, 0),  # it failed before
        (graded(grade=10), SAME, None, 0),
        (graded({"directory.mode": Outcome.FAILED}, grade=9.0), SAME, None, 1),  # better in all, worse in one
        (graded(LOST, grade=7.99), SAME, None, 1),  # only the grade is lower
        (SAME, SAME, 9.0, 1),  # --fail-under holds beside it
        (SAME, SAME, 7.0, 0),
        (graded(LOST, grade=7.0), SAME, 5.0, 1),
        (graded({"directory.mode": Outcome.ERROR}, complete=False), SAME, None, 3),  # nobody knows
        (graded(LOST), graded({"service.active": Outcome.WAIVED}), None, 0),  # a waiver ended: it did not pass then
        (graded(LOST), graded({"service.active": Outcome.ERROR}, complete=False), None, 0),  # nobody knew
    ],
)
def test_how_the_gate_ends(now: Result, then: Result, fail_under: float | None, expected: int) -> None:
    assert status(now, then, fail_under) == expected


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: one.model_copy(update={"complete": False}), "provisional"),
        (
            lambda one: one.model_copy(update={"scope": Scope(graded=1, left_out=(LeftOut(check="x"),))}),
            "solo se comprobó una parte",
        ),
        (
            lambda one: one.model_copy(
                update={"judged_by": one.judged_by.model_copy(update={"practice": PracticeUsed(version="0")})}
            ),
            "rúbrica",
        ),
    ],
    ids=["provisional", "partial", "other-rubric"],
)
def test_a_grade_that_cannot_be_compared_is_not_and_that_is_told(
    change: Callable[[Result], Result], words: str
) -> None:
    found = beside(graded(LOST, grade=1.0), change(SAME))
    assert (found.lower, found.grade, found.grade_before) == (False, None, None)
    assert words in found.notes[0]
    assert beside(graded({"directory.mode": Outcome.FAILED}), change(SAME)).worse, "checks are"


def test_new_checks_and_removed_ones_are_told() -> None:
    first = SAME.checks[0]
    fewer = SAME.model_copy(update={"checks": SAME.checks[1:]})
    name = f"{first.deployment}/{first.id}" if first.deployment else first.id
    assert beside(SAME, fewer).new == (name,)
    assert beside(fewer, SAME).gone == (name,)
    assert not beside(fewer, SAME).is_worse
    scope = Scope(graded=1, left_out=(LeftOut(check=first.id, deployment=first.deployment),))
    assert beside(fewer.model_copy(update={"scope": scope}), SAME).gone == (), "it was not asked for"
    failing = SAME.model_copy(
        update={"checks": (first.model_copy(update={"outcome": Outcome.FAILED}), *SAME.checks[1:])}
    )
    assert "nueva" in beside(failing, fewer).notes[0]


@pytest.mark.parametrize(
    "then",
    [
        SAME.model_copy(update={"practice": "otra"}),
        SAME.model_copy(update={"status": "refused", "checks": ()}),
        SAME.model_copy(update={"checks": ()}),
    ],
    ids=["another-practice", "not-reached", "nothing-seen"],
)
def test_what_says_nothing_is_no_baseline(then: Result) -> None:
    with pytest.raises(UsageError, match=r"^--baseline then\.json: "):
        check_usable(then, "then.json", "flask")


@pytest.mark.parametrize("content", [b"", b"{}", b'{"schema": "perito/result/9"}', None])
def test_a_baseline_that_cannot_be_read_is_told_before_connecting(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "then.json").write_bytes(content)
    ended = perito("check", "usuario@nowhere.invalid", "--baseline", "then.json", cwd=tmp_path)
    assert ended.status == 2
    assert len(ended.said) == 1
    assert ended.said[0].startswith("then.json: ")


def test_every_report_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    now = compared(graded({"directory.mode": Outcome.FAILED}, grade=7.5), SAME, "then.json")
    title = next(one.title for one in now.checks if one.id == "directory.mode")
    terminal.show(now)
    assert "Peor que en then.json" in capsys.readouterr().out
    assert "Peor que en then.json" in formats.render("html", now)
    suite = next(one for one in ET.fromstring(formats.render("junit", now)) if one.get("name") == "baseline")  # noqa: S314
    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert json.loads(formats.render("ctrf", now))["results"]["summary"]["extra"]["baseline"]["lower"]
    lines = github.commands(now).splitlines()
    assert lines[0].startswith("::error title=Peor que en then.json::")
    assert title in lines[0]
    assert not any(line.startswith("::error title=") for line in lines[1:] if "Peor" not in line)
    assert "8,00" in terminal_free(github.summary(now))
    better = compared(graded(grade=9.0), SAME, "then.json")
    assert "::error" not in github.commands(better)
    assert "No está peor" in github.summary(better)


def terminal_free(text: str) -> str:
    return text.replace("&#44;", ",")
