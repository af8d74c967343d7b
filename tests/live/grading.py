"""Grade a server of the lab as the command line does."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from perito import models
from perito.documents.result import Outcome, Result
from perito.evidence.session import Session
from perito.grading.grade import Assignment, grade
from perito.lab.matrix import roots_of, row, unsaid
from perito.models.wanted import Wanted
from perito.practice import locate, rubric
from perito.support import i18n

if TYPE_CHECKING:
    from perito.evidence.recording import Evidence
    from perito.lab.scripts import Change
    from perito.lab.server import Server
    from perito.practice.rubric import Rubric
    from perito.transport.target import Target

APP = "mi_aplicacion"
START = 0.3  # seconds that the command line takes before it connects: what was done to the server was done before


def target_of(server: Server, app: str | None = APP) -> Target:
    """How to reach a server of the lab, and what to grade: with the exercise, both; without `app`, what is found."""
    if not app:
        return replace(server.target, apps=())
    return server.target if server.further else replace(server.target, apps=(("", app),))


def graded(server: Server, app: str | None = APP) -> tuple[Result, Evidence]:
    """The result, and what was seen."""
    time.sleep(START)
    session = Session.live(target_of(server, app), before=partial(models.before_login, locate.find()))
    session.open()
    try:
        return of_session(session), session.evidence
    finally:
        session.close()


def of_session(session: Session) -> Result:
    """The result of a session, live or replayed."""
    i18n.use("es")
    return grade(session, Assignment(locate.find(), shipped_rubric(), Wanted.of(session.asked)))


@cache
def shipped_rubric() -> Rubric:
    """Read once: half of what a replay takes."""
    return rubric.load(locate.find().rubric)


def roots(result: Result) -> set[str]:
    """Names of the root causes."""
    return {cause.check for cause in result.root_causes}


def assert_as_told(result: Result, change: Change) -> None:
    """A fault is pinned to its causes and nothing else, a sound variant passes untouched, and all could be seen."""
    assert roots_of(change, result) == {*change.pins, *change.loses}, not_passed(result)
    assert list(unsaid(change, result)) == []
    assert result.complete or change.unseen, result.problems
    if change.loses or change.unseen:
        assert row(change, "", result).right, not_passed(result)
    elif change.pins:
        assert result.score.highest is not None
        assert result.score.highest < 10
    else:
        assert_sound(result)


def assert_sound(result: Result) -> None:
    """Everything that can pass has passed."""
    assert not_passed(result) == {}
    assert result.complete, result.problems
    assert result.count(Outcome.PASSED) >= 60
    assert result.root_causes == ()
    assert result.score.highest == 10


def not_passed(result: Result) -> dict[str, str]:
    """Every check that did not pass or leave the fraction, with what was found: what a failing test shows."""
    fine = {Outcome.PASSED, Outcome.NOT_APPLICABLE, Outcome.MANUAL}
    return {
        check.id: f"{check.outcome} {check.expected!r} / {check.actual!r} {check.detail} ← {check.blocked_by}"
        for check in result.checks
        if check.outcome not in fine
    }
