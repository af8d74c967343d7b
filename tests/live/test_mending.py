"""What is promised for a cause is what comes of mending it: several mistakes on a real server, mended one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.grading.adding import Bill, fraction
from perito.grading.worth import Worth
from perito.lab.library import shipped
from tests.live.grading import graded, not_passed
from tests.live.mending import Mended

if TYPE_CHECKING:
    from perito.documents.result import Result
    from perito.lab.fixtures import ServerFactory

FAULTS = shipped().faults
SHARES = 0.1  # of the grade: what a point of another check weighs where a freed one turns out not to apply
COMBINATIONS = [
    ("gunicorn-stopped", "site-not-enabled"),
    ("env-produccion", "site-socket-elsewhere", "nginx-not-enabled"),
    ("site-server-name-misspelt", "application-raises"),
    ("unit-bind-outside", "env-missing", "site-without-www"),
    ("pipfile-lock-missing", "site-not-enabled", "application-syntax"),
    ("service-not-enabled", "site-access-log-off", "env-produccion"),
    ("nginx-stopped", "unit-enviroment"),
    ("site-socket-elsewhere", "unit-directory-misspelt"),
    ("wsgi-missing", "site-not-enabled"),
    ("unit-user-root", "site-without-proxy-params"),
    ("application-500", "site-listen-8080", "env-missing", "service-not-enabled"),
    ("site-semicolon", "gunicorn-stopped", "env-produccion", "pipfile-without-flask"),
    ("application-crashes-worker", "site-not-enabled", "nginx-stopped"),
    ("site-listen-8080", "application-500", "site-not-enabled"),
    ("site-socket-elsewhere", "env-missing", "nginx-stopped"),
]


@pytest.mark.parametrize("names", COMBINATIONS, ids="+".join)
def test_what_was_promised_comes_of_it(names: tuple[str, ...], server_factory: ServerFactory) -> None:
    mended = Mended(server_factory())
    for name in names:
        mended.make(FAULTS[name])
    left = dict.fromkeys(names)
    result = graded(mended.server)[0]
    first = result
    while left:
        assert {one.check for one in result.root_causes} == pins(left), not_passed(result)
        name = next(one for one in left if result.root_causes[0].check in FAULTS[one].pins)
        keys = [(one.deployment, one.check) for one in result.root_causes if one.check in FAULTS[name].pins]
        promised = Worth(result.checks, Bill.of(result)).of(keys)
        if len(keys) == 1:
            assert result.root_causes[0].points == promised
        mended.mend(FAULTS[name])
        del left[name]
        before, result = result, graded(mended.server)[0]
        assert rise(before, result) == pytest.approx(promised, abs=tolerance(before, result)), (
            name,
            not_passed(result),
        )
    assert not_passed(result) == {}
    everything = Worth(first.checks, Bill.of(first)).of((one.deployment, one.check) for one in first.root_causes)
    assert rise(first, result) == everything


def pins(names: dict[str, None]) -> set[str]:
    return {check for name in names for check in FAULTS[name].pins}


def rise(before: Result, after: Result) -> float:
    assert before.score.grade is not None
    assert after.score.grade is not None
    return float(fraction(after.score.grade) - fraction(before.score.grade))


def tolerance(before: Result, after: Result) -> float:
    """Nothing, unless a check applies after it and did not before, or the other way: nobody could know that."""
    was = {one.key: one.outcome is Outcome.NOT_APPLICABLE for one in before.checks}
    changed = any(was[one.key] is not (one.outcome is Outcome.NOT_APPLICABLE) for one in after.checks if one.key in was)
    return SHARES if changed else 1e-9
