"""Which attempt counts: by every policy, in any order of the runs, around a deadline and its time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.documents.attempts import LATE, Attempt, Policy, counting, histories, history
from perito.documents.class_result import ClassResult, Student
from perito.documents.result import Score
from perito.practice.rubric import RubricError, load
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = ROOT / "rubric.yaml"
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
POLICIES = ("last", "best", "before-deadline")


def attempt(hours: float, grade: float | None, run: str = "run", *, complete: bool = True, who: str = "ana") -> Attempt:
    score = None if grade is None else Score(earned=grade, possible=10, grade=grade)
    status = "unreachable" if score is None else "graded"
    student = Student(id=who, status=status, complete=complete, score=score, result=f"{who}/result.json")
    return Attempt(run, NOON + timedelta(hours=hours), student)


@st.composite
def several(draw: st.DrawFn) -> list[Attempt]:
    """Attempts at different moments around the deadline, with or without a grade."""
    hours = draw(st.lists(st.integers(-5, 5), min_size=1, max_size=6, unique=True))
    return [attempt(hour, draw(st.none() | st.integers(0, 10)), f"run{hour}") for hour in hours]


@given(several(), st.sampled_from(POLICIES))
def test_what_counts_has_a_grade_and_no_other_would_count_before_it(attempts: list[Attempt], policy: str) -> None:
    told = history(attempts, Policy.model_validate({"policy": policy, "deadline": NOON}))
    eligible = [one for one in attempts if one.graded and (policy != "before-deadline" or one.at <= NOON)]
    if told.counts is None:
        assert eligible == []
        return
    assert told.counts in eligible
    assert told.number is not None
    assert told.attempts[told.number - 1] is told.counts
    if policy == "best":
        assert all(_grade(one) <= _grade(told.counts) for one in eligible)
        assert all(one.at >= told.counts.at for one in eligible if _grade(one) == _grade(told.counts))
    else:
        assert all(one.at <= told.counts.at for one in eligible)


def _grade(one: Attempt) -> float:
    assert one.student.score is not None
    assert one.student.score.grade is not None
    return one.student.score.grade


@given(several().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))), st.sampled_from(POLICIES))
def test_the_order_of_the_runs_does_not_matter(pair: tuple[list[Attempt], list[Attempt]], policy: str) -> None:
    by = Policy.model_validate({"policy": policy, "deadline": NOON})
    assert history(pair[0], by) == history(pair[1], by)


@given(several(), st.sampled_from(("last", "best")))
def test_a_deadline_that_does_not_decide_only_says_who_was_late(attempts: list[Attempt], policy: str) -> None:
    free = history(attempts, Policy.model_validate({"policy": policy}))
    told = history(attempts, Policy.model_validate({"policy": policy, "deadline": NOON}))
    assert told.counts == free.counts
    assert [told.late(one) for one in told.attempts] == [one.at > NOON for one in told.attempts]
    assert not any(free.late(one) for one in free.attempts)


def test_the_last_moment_is_in_time_wherever_the_clock_is() -> None:
    madrid = timezone(timedelta(hours=1))
    by = Policy(policy="before-deadline", deadline=datetime(2026, 11, 30, 13, tzinfo=madrid))
    assert history([attempt(0, 5)], by).number == 1
    assert history([attempt(0.001, 5)], by).number is None


def test_of_equally_good_ones_a_final_grade_comes_first() -> None:
    told = history([attempt(1, 7, complete=False), attempt(2, 7), attempt(3, 7)], Policy(policy="best"))
    assert told.number == 2


def test_the_class_has_what_counts_who_was_late_and_who_never_came() -> None:
    by = Policy(policy="before-deadline", deadline=NOON)
    first = [attempt(-2, 5, "one"), attempt(-2, None, "one", who="eva"), attempt(-2, 4, "one", who="old")]
    second = [attempt(2, 9, "two"), attempt(2, 6, "two", who="luis"), attempt(2, None, "two", who="eva")]
    last = ClassResult(practice="flask", students=tuple(one.student for one in second))
    students = counting(last, histories([first, second], by), {"luis": "too late"}).students
    assert [(one.id, one.status, one.result) for one in students] == [
        ("ana", "graded", "one/ana/result.json"),
        ("luis", LATE, None),
        ("eva", "unreachable", "eva/result.json"),
        ("old", "graded", "one/old/result.json"),
    ]
    assert students[1].reason == "too late"
    assert not students[1].final


@pytest.mark.parametrize(
    ("written", "place", "said"),
    [
        ("{policy: first}", ":1:12", "'last', 'best' o 'before-deadline'"),
        ("{policy: before-deadline}", ":1:12", "no hay deadline"),
        ("{policy: best, deadline: 2026-11-30T23:59}", ":1:26", "sin zona horaria"),
        ("{policy: best, deadline: 2026-11-30 23:59:00}", ":1:26", "sin zona horaria"),
        ("{policy: best, deadline: 2026-11-30}", ":1:26", "no es un momento"),
        ("{policy: best, deadline: tomorrow}", ":1:26", "una fecha con hora"),
        ("{deadlin: 2026-11-30}", ":1:12", "aquí no se conoce esa clave"),
    ],
)
def test_a_policy_that_is_wrong_is_told_with_its_place(tmp_path: Path, written: str, place: str, said: str) -> None:
    path = tmp_path / "rubric.yaml"
    path.write_text(f"attempts: {written}\n" + SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(RubricError) as raised:
        load(path)
    assert [one.startswith(f"{path}{place}: attempts") for one in raised.value.problems] == [True]
    assert said in raised.value.problems[0]


@pytest.mark.parametrize("written", ["2026-11-30T23:59+01:00", "2026-11-30T23:59:00+01:00", "2026-11-30 22:59:00Z"])
def test_a_deadline_is_a_moment(tmp_path: Path, written: str) -> None:
    path = tmp_path / "rubric.yaml"
    policy = f"attempts: {{policy: before-deadline, deadline: {written}}}\n"
    path.write_text(policy + SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    assert load(path).attempts.deadline == datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
