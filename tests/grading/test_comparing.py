"""Why two gradings differ: the server, the rubric, Perito, a waiver, a mark, or another check."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from perito.documents.result import CheckResult, JudgedBy, Outcome, PracticeUsed, Result
from perito.grading.comparing import Why, compared, settings
from tests.report import samples

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = samples.sound().model_copy(
    update={"judged_by": JudgedBy(digest="d", practice=PracticeUsed(id="flask", digest="p"))}
)
LATER = OLD.model_copy(update={"started": OLD.started + timedelta(days=1)})
FIRST, SECOND = OLD.checks[0].id, OLD.checks[1].id


def judged(result: Result, **by: object) -> Result:
    """The same, judged otherwise."""
    return result.model_copy(update={"judged_by": result.judged_by.model_copy(update=by)})


def ended(result: Result, check: str, outcome: Outcome, **more: object) -> Result:
    """The same, and one check ended so."""
    changed = {"outcome": outcome, "earned": 0.0, **more}
    checks = tuple(one.model_copy(update=changed) if one.id == check else one for one in result.checks)
    return result.model_copy(update={"checks": checks})


def reasons(before: Result, after: Result) -> dict[str, tuple[tuple[Why, ...], str]]:
    """Why each check moved."""
    return {one.check: (one.why, one.by) for one in compared(before, after)[1]}


RUBRIC = {"practice": PracticeUsed(id="flask", digest="other")}


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (LATER, (Why.SERVER,)),
        (judged(OLD, **RUBRIC), (Why.RUBRIC,)),
        (judged(OLD, digest="other"), (Why.PERITO,)),
        (judged(LATER, **RUBRIC), (Why.SERVER, Why.RUBRIC)),
    ],
)
def test_a_check_that_fails_now_does_so_by_what_is_otherwise(after: Result, why: tuple[Why, ...]) -> None:
    assert reasons(OLD, ended(after, FIRST, Outcome.FAILED)) == {FIRST: (why, "")}


@pytest.mark.parametrize(
    ("outcome", "why"), [(Outcome.WAIVED, Why.WAIVER), (Outcome.ERROR, Why.UNSEEN), (Outcome.MANUAL, Why.MARK)]
)
def test_waivers_marks_and_what_cannot_be_seen_are_reasons_of_their_own(outcome: Outcome, why: Why) -> None:
    assert reasons(OLD, ended(LATER, FIRST, outcome)) == {FIRST: ((why,), "")}


def test_what_another_check_blocks_follows_from_it_and_is_no_reason() -> None:
    after = ended(ended(LATER, FIRST, Outcome.FAILED), SECOND, Outcome.BLOCKED, cause=FIRST)
    assert reasons(OLD, after)[SECOND] == ((Why.FOLLOWS,), FIRST)
    assert compared(OLD, after)[2] == (Why.SERVER,)
    assert reasons(after, OLD)[SECOND] == ((Why.FOLLOWS,), FIRST)


def test_a_waiver_alone_lets_nothing_pass() -> None:
    before = ended(ended(OLD, FIRST, Outcome.FAILED), SECOND, Outcome.BLOCKED, cause=FIRST)
    assert reasons(before, ended(LATER, FIRST, Outcome.WAIVED))[SECOND] == ((Why.SERVER,), "")
    assert reasons(before, ended(OLD, FIRST, Outcome.WAIVED))[SECOND] == ((Why.FOLLOWS,), FIRST)


def test_a_check_of_one_rubric_only_is_the_rubrics() -> None:
    without: Callable[[Result], Result] = lambda result: result.model_copy(update={"checks": result.checks[1:]})  # noqa: E731
    assert reasons(OLD, without(judged(LATER, **RUBRIC))) == {FIRST: ((Why.RUBRIC,), "")}


def test_other_points_are_weight() -> None:
    checks: tuple[CheckResult, ...] = tuple(
        one.model_copy(update={"possible": one.possible + 1}) if one.id == FIRST else one for one in OLD.checks
    )
    after = judged(OLD, **RUBRIC).model_copy(update={"checks": checks})
    assert reasons(OLD, after)[FIRST] == ((Why.WEIGHT,), "")


def test_the_same_twice_is_no_difference() -> None:
    found, checks, why = compared(OLD, LATER)
    assert (found.changed, checks, why) == (False, (), ())
    assert settings(OLD, LATER) == ()
    assert [one.name for one in settings(OLD, judged(OLD, waivers="w" * 9, **RUBRIC))] == ["practice", "waivers"]
