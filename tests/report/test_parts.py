"""What the grade of a whole assignment is made of, as people read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.documents.result import BoundResult, CriterionLevel, CriterionResult, Outcome, PartScore, Result
from perito.grading import marking
from perito.report import formats, terminal
from perito.report.parts import limits, part_rows
from perito.report.view import View
from perito.support import i18n
from tests.report.samples import sound

if TYPE_CHECKING:
    import pytest

LEVELS = (CriterionLevel(id="full", title="All of it", points=1),)
QUESTION = CriterionResult(id="question", title="Question", possible=1, levels=LEVELS)
DOCUMENT = CriterionResult(id="document", title="Document", possible=2)


def whole(*criteria: CriterionResult, bounds: tuple[BoundResult, ...] = ()) -> Result:
    parts = (
        PartScore(id="poc", title="First", earned=2, possible=2),
        PartScore(id="exercise", title="Exercise", earned=4.125, possible=5),
        PartScore(id="heroku", title="Heroku", earned=1, possible=1, bonus=True),
    )
    result = alone().model_copy(update={"parts": parts, "bounds": bounds})
    return marking.marked(result, criteria)


def alone() -> Result:
    """One deployment graded alone; making the sample chooses a language, and these tests speak English."""
    result = sound()
    i18n.use("en")
    return result


def test_a_row_for_each_part_and_criterion() -> None:
    marked = DOCUMENT.model_copy(update={"points": 1.5, "comment": "neat"})
    full = QUESTION.model_copy(update={"points": 1, "level": "full"})
    assert [(row.title, row.text, row.outcome, row.comment) for row in part_rows(whole(full, marked))] == [
        ("First", "2 of 2", Outcome.PASSED, ""),
        ("Exercise", "4.13 of 5", Outcome.FAILED, ""),
        ("Heroku", "1 of 1 · on top", Outcome.PASSED, ""),
        ("Question", "1 of 1", Outcome.PASSED, "All of it"),
        ("Document", "1.5 of 2", Outcome.MANUAL, "neat"),
    ]


def test_a_deployment_graded_alone_has_no_parts() -> None:
    assert part_rows(alone()) == ()


def test_pending_marks_make_the_grade_a_range() -> None:
    assert View(whole(QUESTION, DOCUMENT)).grade == "7.13–10.13"
    assert (
        View(whole(*(one.model_copy(update={"points": one.possible}) for one in (QUESTION, DOCUMENT)))).grade == "10.13"
    )
    assert View(alone()).grade == "10.00"


def test_bounds_are_said() -> None:
    bound = BoundResult(check="access.status", deployment="poc", title="It answers 200", at_most=4)
    result = whole(QUESTION, DOCUMENT, bounds=(bound,))
    assert limits(result) == ("The grade is at most 4 because of: It answers 200",)
    assert View(result).grade == "4.00"


def test_every_report_for_people_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    result = whole(QUESTION, DOCUMENT)
    page = formats.render("html", result, None, "student")
    assert page.count("pending, up to 2") == 1
    assert re.search(r"7\.13–10\.13</strong> <span>/ 10", page)
    terminal.show(result, evidence=None, verbosity=0, audience="student", paths={})
    said = capsys.readouterr().out
    assert "7.13–10.13 / 10" in said
    assert "Document  pending, up to 2" in said
