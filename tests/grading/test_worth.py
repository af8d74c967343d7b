"""What mending a cause gives: what is promised is what comes of it, and all of them give what was lost."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perito.documents.result import CheckResult, CriterionResult, DeploymentNames, Outcome, Result, Rounding, Together
from perito.grading import marking, result_fields
from perito.grading.adding import Bill, fraction
from perito.grading.causes import Graph, Ledger
from perito.grading.worth import Worth
from perito.practice import rubric
from tests.cli.running import ROOT
from tests.report.samples import broken

if TYPE_CHECKING:
    from collections.abc import Collection

    from perito.documents.result import RootCause

SHIPPED = rubric.load(ROOT / "rubric.yaml")
NAMES = tuple(SHIPPED.order())
APPS = (DeploymentNames(label="poc", app="a"), DeploymentNames(label="exercise", app="b"))
Key = tuple[str | None, str]
Facts = dict[Key, Outcome]


BASE = broken()


@cache
def bounded(at_most: float | None, ceiling: float | None = None) -> rubric.Rubric:
    bounds = () if at_most is None else (rubric.Bound(check="access.status", at_most=Decimal(str(at_most))),)
    return SHIPPED.model_copy(update={"bounds": bounds, "ceiling": None if ceiling is None else Decimal(str(ceiling))})


def graded(facts: Facts, blockers: dict[Key, tuple[str, ...]], by: rubric.Rubric, *, whole: bool) -> Result:
    """A result as a run makes it; `facts` in the order in which they ended."""
    place = {name: number for number, name in enumerate(by.checks)}
    checks = [
        result_fields.entered(
            CheckResult(
                id=name, step="", deployment=label, title=name, outcome=outcome,
                blocked_by=blockers.get((label, name), ()),
            ),
            by, {},
        )
        for (label, name), outcome in sorted(facts.items(), key=lambda one: place[one[0][1]])
    ]  # fmt: skip
    fields = result_fields.weighed(checks, by, APPS, whole=whole, proofs={})
    return BASE.model_copy(update={**fields, "problems": ()})


@st.composite
def servers(draw: st.DrawFn) -> tuple[Facts, dict[Key, tuple[str, ...]]]:
    """Checks of two deployments and the bonus; each lost one is a root, or blocked by some that were lost before."""
    facts: Facts = {}
    blockers: dict[Key, tuple[str, ...]] = {}
    ways = st.sampled_from((*Outcome, Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED, Outcome.BLOCKED))
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=14, unique=True)):
        label = None if SHIPPED.part_of(name) == "heroku" else draw(st.sampled_from(("poc", "exercise")))
        outcome = draw(ways)
        before = [key[1] for key, one in facts.items() if one.costs and key[0] == label]
        if outcome is Outcome.BLOCKED and before:
            blockers[label, name] = tuple(draw(st.lists(st.sampled_from(before), min_size=1, max_size=3, unique=True)))
        elif outcome in {Outcome.BLOCKED, Outcome.MANUAL}:
            outcome = Outcome.FAILED
        facts[label, name] = outcome
    return facts, blockers


RULES = st.tuples(st.sampled_from((None, 1.5, 4, 7)), st.sampled_from((None, 10)))


def mend(facts: Facts, blockers: dict[Key, tuple[str, ...]], mended: Collection[Key]) -> Facts:
    """The server with these causes gone: what has no lost check before it any more passes."""
    now = dict(facts)
    for key in facts:  # in the order in which they ended
        left = [one for one in blockers.get(key, ()) if now[key[0], one].costs]
        if key in mended or (facts[key] is Outcome.BLOCKED and not left):
            now[key] = Outcome.PASSED
    return now


def as_right(facts: Facts) -> Facts:
    """What could not be looked at is counted as right in a promise."""
    return {key: Outcome.PASSED if one is Outcome.ERROR else one for key, one in facts.items()}


def key_of(cause: RootCause) -> Key:
    return (cause.deployment, cause.check)


def named(name: str) -> Key:
    label, _slash, check = name.rpartition("/")
    return (label or None, check)


def risen(before: float | None, after: float | None) -> float:
    assert before is not None
    assert after is not None
    return float(fraction(after) - fraction(before))


@settings(deadline=None, max_examples=25)
@given(servers(), RULES, st.booleans())
def test_what_is_promised_is_what_comes_of_it(
    server: tuple[Facts, dict[Key, tuple[str, ...]]], rules: tuple[float | None, float | None], whole: bool
) -> None:
    (facts, blockers), by = server, bounded(*rules)
    told = graded(facts, blockers, by, whole=whole)
    before = graded(as_right(facts), blockers, by, whole=whole).score.grade
    for cause in told.root_causes:
        after = graded(mend(as_right(facts), blockers, {key_of(cause)}), blockers, by, whole=whole).score.grade
        assert cause.points == risen(before, after)
        for more in cause.together:
            mended = {key_of(cause), *map(named, more.others)}
            after = graded(mend(as_right(facts), blockers, mended), blockers, by, whole=whole).score.grade
            assert more.points == risen(before, after)


@settings(deadline=None, max_examples=25)
@given(servers(), RULES, st.booleans())
def test_all_of_them_give_what_was_lost(
    server: tuple[Facts, dict[Key, tuple[str, ...]]], rules: tuple[float | None, float | None], whole: bool
) -> None:
    (facts, blockers), by = server, bounded(*rules)
    told = graded(as_right(facts), blockers, by, whole=whole)
    best = graded(
        {key: Outcome.PASSED if one.costs else one for key, one in as_right(facts).items()}, {}, by, whole=whole
    )
    everything = Worth(told.checks, Bill.of(told)).of(map(key_of, told.root_causes))
    assert everything == risen(told.score.grade, best.score.grade)


@settings(deadline=None, max_examples=25)
@given(servers(), RULES, st.booleans())
def test_who_gives_most_alone_comes_first(
    server: tuple[Facts, dict[Key, tuple[str, ...]]], rules: tuple[float | None, float | None], whole: bool
) -> None:
    found = graded(*server, bounded(*rules), whole=whole).root_causes
    assert all(one.points + 0.01 >= other.points for one, other in pairwise(found))  # each is a difference of two
    for cause in found:
        assert all(len(one.others) <= len(other.others) for one, other in pairwise(cause.together))


def lost(name: str, points: float, *blocked_by: str, **fields: Any) -> CheckResult:
    outcome = Outcome.BLOCKED if blocked_by else Outcome.FAILED
    return CheckResult(
        id=name,
        step="a",
        deployment="poc",
        title=name,
        outcome=outcome,
        possible=points,
        blocked_by=blocked_by,
        **fields,
    )


def bill(checks: list[CheckResult], **fields: Any) -> Bill:
    from perito.documents.result import PartScore

    possible = sum(one.possible for one in checks)
    part = PartScore(id="poc", title="", earned=10 - possible, possible=10)
    given: dict[str, Any] = {"parts": [part], "criteria": (), "limits": (), "rounding": Rounding(), "scale": 10}
    return Bill(**given | fields)


def worth(checks: list[CheckResult], **fields: Any) -> dict[str, tuple[float, tuple[Together, ...]]]:
    from perito.grading.causes import root_causes

    roots = root_causes(checks, {check.key: (check.id, "", "") for check in checks})
    return {one.check: (one.points, one.together) for one in Worth(checks, bill(checks, **fields)).told(roots)}


def test_what_two_block_neither_gives_alone() -> None:
    checks = [lost("a.one", 0.2), lost("b.two", 0.1), lost("c.three", 1, "a.one", "b.two")]
    assert worth(checks) == {
        "a.one": (0.2, (Together(others=("poc/b.two",), points=1.3),)),
        "b.two": (0.1, (Together(others=("poc/a.one",), points=1.3),)),
    }


def test_what_only_one_blocks_is_followed_to_the_end() -> None:
    checks = [lost("a.one", 1), lost("a.two", 2, "a.one"), lost("a.three", 3, "a.two"), lost("b.other", 1)]
    assert worth(checks) == {"a.one": (6, ()), "b.other": (1, ())}


def test_what_was_not_tried_may_be_held_by_what_it_wants() -> None:
    page = lost("c.page", 3, "a.nginx", wants=("b.service", "b.socket"))
    checks = [lost("a.nginx", 1), lost("b.service", 1), lost("b.socket", 1, "b.service"), page]
    assert worth(checks) == {
        "b.service": (2, (Together(others=("poc/a.nginx",), points=6),)),
        "a.nginx": (1, (Together(others=("poc/b.service",), points=6),)),
    }


def test_what_is_not_tried_is_told_by_what_blocks_it_alone() -> None:
    page = lost("c.page", 3, "a.nginx", wants=("b.service",))
    graph = Graph([lost("a.nginx", 1), lost("b.service", 1), page])
    assert [one.id for one in graph.roots(page)] == ["a.nginx"]
    assert [one.id for one in graph.holders(page)] == ["a.nginx", "b.service"]


def test_what_the_facts_rule_out_holds_nothing() -> None:
    ledger = Ledger()
    for name in ("site.name", "service.active", "access.status"):
        ledger.record("poc", name, Outcome.FAILED)
    ledger.cleared["poc", "access.status"] = frozenset({"site.name"})
    wants = ("site.name", "service.active", "access.status", "env.file")
    assert ledger.wanted("poc", wants, ("access.status",), "access.page") == ("service.active",)


def test_of_ways_that_meet_again_all_must_be_free() -> None:
    checks = [
        lost("a.one", 1), lost("e.five", 1), lost("b.two", 1, "a.one"), lost("c.three", 1, "a.one", "e.five"),
        lost("d.four", 1, "b.two", "c.three"),
    ]  # fmt: skip
    assert worth(checks) == {
        "a.one": (2, (Together(others=("poc/e.five",), points=5),)),
        "e.five": (1, (Together(others=("poc/a.one",), points=5),)),
    }


def test_under_a_limit_only_what_lifts_it_gives_something() -> None:
    from perito.documents.result import BoundResult

    limit = BoundResult(check="c.three", deployment="poc", title="", at_most=4)
    checks = [lost("a.one", 0.2), lost("b.two", 0.1), lost("c.three", 1, "b.two")]
    assert worth(checks, limits=(limit,)) == {
        "b.two": (5.8, ()),
        "a.one": (0.0, (Together(others=("poc/b.two",), points=6.0),)),
    }


def test_a_part_of_the_practice_tells_points() -> None:
    assert worth([lost("a.one", 1), lost("a.two", 2, "a.one")], partial=True) == {"a.one": (3, ())}


def test_marks_that_reach_the_ceiling_leave_less_to_gain() -> None:
    result = graded({("poc", name): Outcome.FAILED if name == "env.flask-env" else Outcome.PASSED for name in NAMES if
                     SHIPPED.part_of(name) is None}, {}, bounded(None, 10), whole=True)  # fmt: skip
    (cause,) = result.root_causes
    assert cause.points > 0
    full = [one.model_copy(update={"points": one.possible}) for one in result.criteria]
    bonus = CriterionResult(id="extra", title="", possible=9, points=9, bonus=True)
    assert marking.marked(result, full).root_causes[0].points == cause.points
    assert marking.marked(result, [*full, bonus]).root_causes[0].points == 0


def test_a_check_that_two_other_reasons_lost_is_freed_by_neither() -> None:
    """Of checks that block each other in a circle nobody knows which came first."""
    checks = [lost("a.one", 1), lost("b.two", 1, "c.three"), lost("c.three", 1, "b.two")]
    assert worth(checks) == {"a.one": (1, ())}


@pytest.mark.parametrize(("decimals", "points"), [(0, 0.04), (1, 0.04), (2, 0.04), (3, 0.038)])
def test_it_has_as_many_decimals_as_grades_and_no_less_than_two(decimals: int, points: float) -> None:
    assert worth([lost("a.one", 0.038)], rounding=Rounding(decimals=decimals)) == {"a.one": (points, ())}
