"""How outcomes become a grade: parts, marks, limits and rounding."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.documents.result import (
    BoundResult,
    CheckResult,
    CriterionLevel,
    CriterionResult,
    Outcome,
    PartScore,
    Rounding,
    Score,
)
from perito.grading.adding import Bill, rounded
from perito.grading.scoring import Parts, manual
from perito.practice import rubric
from perito.support import i18n
from tests.cli.running import ROOT

SHIPPED = rubric.load(ROOT / "rubric.yaml")
CHECKS = [name for name in SHIPPED.checks if SHIPPED.part_of(name) is None]


def result(outcome: Outcome, points: float, check: str = "a.b", deployment: str | None = "poc") -> CheckResult:
    earned = points if outcome is Outcome.PASSED else 0.0
    return CheckResult(
        id=check, step="a", title="", outcome=outcome, earned=earned, possible=points, deployment=deployment
    )


POINTS = st.integers(0, 400).map(lambda cents: cents / 100)
LABELS = st.sampled_from(("poc", "exercise", None))
RESULTS = st.lists(st.builds(result, st.sampled_from(Outcome), POINTS, deployment=LABELS))


def total(*given: Any) -> Score:
    return Bill(*given).total()


def scored(results: list[CheckResult], *, whole: bool = True) -> Score:
    parts = Parts(SHIPPED, ("poc", "exercise"), whole)
    bounds, unseen = parts.bounds(results), parts.unseen_bounds(results)
    return Bill(parts.scores(results, {}), (), bounds, Rounding(), 10, unseen).total()


def ended(results: list[CheckResult], otherwise: Outcome) -> list[CheckResult]:
    """The same, but what could not be looked at ended otherwise."""
    return [
        result(otherwise, one.possible, one.id, one.deployment) if one.outcome is Outcome.ERROR else one
        for one in results
    ]


@given(RESULTS, st.booleans())
def test_the_grade_stays_within_the_scale(results: list[CheckResult], whole: bool) -> None:
    score = scored(results, whole=whole)
    assert 0 <= score.earned <= score.possible
    assert score.lowest is not None
    assert score.highest is not None
    assert 0 <= score.lowest <= score.highest <= 10
    assert score.grade is None or score.lowest <= score.grade <= score.highest


@given(RESULTS, st.booleans())
def test_what_could_not_be_seen_may_all_be_wrong_or_all_be_right(results: list[CheckResult], whole: bool) -> None:
    score = scored(results, whole=whole)
    assert score.lowest == scored(ended(results, Outcome.FAILED), whole=whole).grade
    assert score.highest == scored(ended(results, Outcome.PASSED), whole=whole).grade


@given(RESULTS)
def test_with_less_than_half_looked_at_there_is_no_grade(results: list[CheckResult]) -> None:
    alone = [one.model_copy(update={"deployment": "poc"}) for one in results]
    seen = sum(Fraction(str(one.possible)) for one in alone if one.outcome.counts)
    unseen = sum(Fraction(str(one.possible)) for one in alone if one.outcome is Outcome.ERROR)
    assert (scored(alone, whole=False).grade is None) is (seen < unseen)


@given(RESULTS, st.booleans())
def test_no_check_earns_more_than_it_can_or_less_than_nothing(results: list[CheckResult], whole: bool) -> None:
    for check in Parts(SHIPPED, ("poc", "exercise"), whole).weighed(results):
        assert 0 <= check.earned <= check.possible


@given(RESULTS, st.booleans())
def test_what_does_not_count_leaves_both_sides(results: list[CheckResult], whole: bool) -> None:
    counted = [one for one in results if one.outcome.counts]
    one, other = scored(results, whole=whole), scored(counted, whole=whole)
    assert (one.earned, one.possible) == (other.earned, other.possible)
    assert one.grade in {None, other.grade}


@given(RESULTS.flatmap(lambda results: st.permutations(results).map(lambda mixed: (results, mixed))))
def test_the_order_of_checks_does_not_matter(pair: tuple[list[CheckResult], list[CheckResult]]) -> None:
    assert scored(pair[0]) == scored(pair[1])


@given(RESULTS, st.integers(1, 5))
def test_regrouping_checks_does_not_change_a_deployments_points(results: list[CheckResult], cut: int) -> None:
    """A check split in `cut` equal ones, all ending as it did, is worth what it was."""
    split = [
        one.model_copy(update={"earned": one.earned / cut, "possible": one.possible / cut})
        for one in results
        for _piece in range(cut)
    ]
    parts = Parts(SHIPPED, ("poc", "exercise"), whole=True)
    whole, pieces = parts.scores(results, {}), parts.scores(split, {})
    assert [one.id for one in whole] == [one.id for one in pieces]
    for before, after in zip(whole, pieces, strict=True):
        assert (before.earned, before.possible) == pytest.approx((after.earned, after.possible), abs=1e-6)


@given(RESULTS)
def test_a_part_is_always_worth_its_points(results: list[CheckResult]) -> None:
    for part in Parts(SHIPPED, ("poc", "exercise"), whole=True).scores(results, {}):
        assert part.possible in {0.0, float(SHIPPED.parts[part.id].points)}


@given(RESULTS, RESULTS)
def test_a_mistake_in_one_deployment_costs_the_other_nothing(one: list[CheckResult], other: list[CheckResult]) -> None:
    parts = Parts(SHIPPED, ("poc", "exercise"), whole=True)
    mine = [check.model_copy(update={"deployment": "exercise"}) for check in one]
    theirs = [check.model_copy(update={"deployment": "poc"}) for check in other]
    alone = {part.id: part for part in parts.scores(mine, {})}
    together = {part.id: part for part in parts.scores([*mine, *theirs], {})}
    assert alone.get("exercise") == together.get("exercise")


def test_the_points_of_checks_add_up_to_their_part() -> None:
    results = [result(Outcome.PASSED, float(SHIPPED.weights[name]), name, "exercise") for name in CHECKS]
    weighed = Parts(SHIPPED, ("poc", "exercise"), whole=True).weighed(results)
    assert {check.part for check in weighed} == {"exercise"}
    assert sum(Fraction(str(check.earned)) for check in weighed) == pytest.approx(5)


def test_a_deployment_graded_alone_keeps_its_weights() -> None:
    results = [result(Outcome.PASSED, 0.15), result(Outcome.FAILED, 0.1)]
    weighed = Parts(SHIPPED, ("poc",), whole=False).weighed(results)
    assert weighed == [one.model_copy(update={"part": "poc"}) for one in results]


def test_what_could_not_be_looked_at_keeps_its_weight() -> None:
    (weighed,) = Parts(SHIPPED, ("poc", "exercise"), whole=True).weighed([result(Outcome.ERROR, 0.15)])
    assert (weighed.earned, weighed.possible) == (0, 0.15)


def test_a_part_of_which_something_is_unseen_says_from_what_to_what() -> None:
    results = [result(one, 1) for one in (Outcome.PASSED, Outcome.PASSED, Outcome.FAILED, Outcome.ERROR)]
    (part,) = Parts(SHIPPED, ("poc", "exercise"), whole=True).scores(results, {})
    assert part.earned == pytest.approx(4 / 3)
    assert part.possible == 2
    assert (part.lowest, part.highest, part.worth) == (1, 1.5, 2)
    (alone,) = Parts(SHIPPED, ("poc",), whole=False).scores(results, {})
    assert (alone.earned, alone.possible, alone.lowest, alone.highest, alone.worth) == (2, 3, 2, 3, 4)
    (seen,) = Parts(SHIPPED, ("poc",), whole=False).scores(results[:3], {})
    assert (seen.lowest, seen.highest, seen.worth) == (None, None, None)


def test_a_limit_of_an_unseen_check_holds_for_the_lowest_grade_only() -> None:
    bounded = SHIPPED.model_copy(update={"bounds": (rubric.Bound(check="access.status", at_most=Decimal(4)),)})
    parts = Parts(bounded, ("poc",), whole=False)
    checks = [result(Outcome.PASSED, 9), result(Outcome.ERROR, 1, "access.status")]
    assert parts.bounds(checks) == ()
    score = Bill(parts.scores(checks, {}), (), (), Rounding(), 10, parts.unseen_bounds(checks)).total()
    assert (score.grade, score.lowest, score.highest) == (10, 4, 10)


@pytest.mark.parametrize(("value", "said"), [("6.665", 6.67), ("6.664999", 6.66), ("0.005", 0.01), ("5", 5.0)])
def test_rounding_is_half_up(value: str, said: float) -> None:
    assert rounded(Fraction(value)) == said


@pytest.mark.parametrize(
    ("earned", "lost", "scale", "grade"), [(1.0, 2.0, 10, 3.33), (2.0, 1.0, 10, 6.67), (3.0, 1.0, 5, 3.75)]
)
def test_the_grade_is_the_share_of_the_scale(earned: float, lost: float, scale: float, grade: float) -> None:
    part = PartScore(id="poc", title="", earned=earned, possible=earned + lost)
    score = total([part], (), (), Rounding(), scale)
    assert (score.earned, score.possible, score.scale, score.grade) == (earned, earned + lost, scale, grade)


def test_nothing_to_grade_is_no_grade() -> None:
    score = total([], (), (), Rounding(), 10)
    assert (score.earned, score.possible, score.grade, score.highest) == (0, 0, 0, 0)


FULL = (
    PartScore(id="poc", title="", earned=2, possible=2),
    PartScore(id="exercise", title="", earned=4.5, possible=5),
    PartScore(id="heroku", title="", earned=1, possible=1, bonus=True),
)


def criterion(possible: float, points: float | None = None, *, bonus: bool = False) -> CriterionResult:
    return CriterionResult(id=f"of {possible}", title="", possible=possible, points=points, bonus=bonus)


@pytest.mark.parametrize(("level", "said"), [("all", "4 of 4: All"), ("none", "4 of 4: None"), ("", "4 of 4")])
def test_a_mark_says_its_level(level: str, said: str) -> None:
    levels = tuple(CriterionLevel(id=name, title=name.title(), points=0) for name in ("none", "half", "all"))
    marked = criterion(4, 4).model_copy(update={"levels": levels, "level": level})
    i18n.use("en")
    (shown,) = manual([marked])
    assert (shown.actual, shown.outcome, shown.earned, shown.possible) == (said, Outcome.MANUAL, 4, 4)


def test_until_the_marks_are_in_the_grade_is_a_range() -> None:
    score = total(FULL, [criterion(1), criterion(2)], (), Rounding(), 10)
    assert (score.grade, score.highest, score.pending, score.possible) == (7.5, 10.5, 3, 10)


def test_with_the_marks_it_is_final() -> None:
    score = total(FULL, [criterion(1, 0.75), criterion(2, 2)], (), Rounding(), 10)
    assert (score.grade, score.highest, score.pending) == (10.25, 10.25, 0)


@pytest.mark.parametrize(("ceiling", "grade"), [(None, 11.5), (10.0, 10.0)])
def test_a_bonus_is_on_top_unless_there_is_a_ceiling(ceiling: float | None, grade: float) -> None:
    marks = [criterion(1, 1), criterion(2, 2), criterion(1, 1, bonus=True)]
    assert total(FULL, marks, (), Rounding(ceiling=ceiling), 10).grade == grade


def test_without_a_required_check_the_grade_is_at_most_its_bound() -> None:
    limits = [BoundResult(check="access.status", title="", at_most=4)]
    score = total(FULL, [criterion(1), criterion(2)], limits, Rounding(), 10)
    assert (score.grade, score.highest, score.earned) == (4, 4, 7.5)


def test_bounds_are_of_lost_checks_only() -> None:
    bounded = SHIPPED.model_copy(
        update={"bounds": (rubric.Bound(check="access.status", part="poc", at_most=Decimal(4)),)}
    )
    parts = Parts(bounded, ("poc", "exercise"), whole=True)
    lost = [result(Outcome.BLOCKED, 1, "access.status"), result(Outcome.FAILED, 1, "access.status", "exercise")]
    lost.append(result(Outcome.FAILED, 1, "service.active"))
    assert [(one.check, one.deployment) for one in parts.bounds(lost)] == [("access.status", "poc")]
    assert parts.bounds([result(Outcome.PASSED, 1, "access.status"), result(Outcome.ERROR, 1, "access.status")]) == ()


def test_decimals_are_the_rubrics() -> None:
    part = PartScore(id="poc", title="", earned=2, possible=3)
    assert total([part], (), (), Rounding(decimals=0), 10).grade == 7
