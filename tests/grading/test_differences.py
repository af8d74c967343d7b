"""Two results side by side: what moved the grade adds up to the difference, in whatever parts the points are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perito.documents.result import CheckResult, DeploymentNames, Outcome, Result
from perito.grading import result_fields
from perito.grading.differences import difference
from perito.grading.scoring import Parts
from perito.practice import rubric
from perito.practice.locate import find
from perito.practice.rubric import Rubric
from perito.support import i18n
from tests.report import samples

if TYPE_CHECKING:
    from perito.grading.differences import Difference

SHIPPED = rubric.load(find().rubric)
LABELS = ("poc", "exercise")
NAMES = sorted(SHIPPED.checks)
OUTCOMES = st.lists(st.sampled_from(Outcome), min_size=len(NAMES), max_size=len(NAMES))


def changed(**fields: object) -> Rubric:
    return Rubric.model_validate(SHIPPED.model_dump(by_alias=True, exclude_unset=True) | fields)


def result(outcomes: list[Outcome], by: Rubric = SHIPPED) -> Result:
    """A result of the whole assignment: each check in the deployments that have it, or once for the extension."""
    i18n.use("es")
    checks = []
    for name, outcome in zip(NAMES, outcomes, strict=True):
        part = by.part_of(name)
        for label in LABELS if part is None else (part if part in LABELS else None,):
            found = CheckResult(id=name, step="", deployment=label, title="", outcome=outcome)
            checks.append(result_fields.entered(found, by, {}))
    apps = [DeploymentNames(label=one, app="app") for one in LABELS]
    return samples.sound().model_copy(update=result_fields.weighed(checks, by, apps, whole=True, proofs={}))


def between(before: Result, after: Result) -> Difference:
    return difference(before, after, Parts(SHIPPED, LABELS, whole=True).of, replayed=False)


@settings(deadline=None, max_examples=25)
@given(OUTCOMES, OUTCOMES)
def test_what_moved_adds_up_to_the_difference(before: list[Outcome], after: list[Outcome]) -> None:
    old, new = (
        result([one if one is not Outcome.MANUAL else Outcome.PASSED for one in two]) for two in (before, after)
    )
    found = between(old, new)
    hidden = 0.005 * len(old.checks)
    if old.score.possible and new.score.possible:
        assert found.grade == pytest.approx(sum(one.grade for one in found.moved), abs=hidden)
    assert {one.check for one in found.moved if one.ended_otherwise} == {
        name
        for name, was, now in zip(NAMES, before, after, strict=True)
        if {was, now} != {Outcome.MANUAL, Outcome.PASSED} and was is not now
    }


@settings(deadline=None, max_examples=25)
@given(OUTCOMES)
def test_the_same_is_no_difference(outcomes: list[Outcome]) -> None:
    found = between(result(outcomes), result(outcomes))
    assert (found.changed, found.differs, found.moved, found.reweighed) == (False, False, (), ())


def test_a_weight_is_told_and_not_what_follows_from_it() -> None:
    outcomes = [Outcome.FAILED if name == "directory.mode" else Outcome.PASSED for name in NAMES]
    steps = SHIPPED.model_dump(by_alias=True, exclude_unset=True)["steps"]
    steps["directory"]["checks"]["directory.mode"]["points"] = 1
    found = between(result(outcomes), result(outcomes, changed(steps=steps)))
    assert [one.check for one in found.reweighed] == ["directory.mode"]
    assert found.changed
    assert {one.check for one in found.moved} == {"directory.mode"}
    assert found.grade < 0


def test_a_limit_that_comes_into_force_is_told() -> None:
    outcomes = [Outcome.FAILED if name == "directory.mode" else Outcome.PASSED for name in NAMES]
    found = between(result(outcomes), result(outcomes, changed(bounds=[{"check": "directory.mode", "at_most": 4}])))
    assert [limit[0] for limit in found.limits] == ["+", "+"]
    assert found.after.grade == 4


def test_another_text_is_worth_saving_and_no_change() -> None:
    outcomes = [Outcome.PASSED] * len(NAMES)
    found = between(result(outcomes), result(outcomes, changed(title={"es": "Otro", "en": "Another"})))
    assert (found.changed, found.differs) == (False, True)


@pytest.mark.parametrize(("before", "unseen"), [(Outcome.PASSED, True), (Outcome.ERROR, False)])
def test_what_cannot_be_seen_any_more_is_told_apart(before: Outcome, unseen: bool) -> None:
    old = [before if name == "directory.mode" else Outcome.PASSED for name in NAMES]
    new = [Outcome.ERROR if name == "directory.mode" else Outcome.PASSED for name in NAMES]
    found = between(result(old), result(new))
    assert bool(found.unseen) is unseen
    assert not any(one.after and one.after.outcome is Outcome.FAILED for one in found.moved)
