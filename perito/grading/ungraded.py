"""The result of a server that could not be looked at at all: no checks, no grade, and why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from perito.documents.result import Problem, Result, Score
from perito.grading.grade import judged_by
from perito.support.i18n import language
from perito.support.version import __version__
from perito.transport.unreadable import encodable

if TYPE_CHECKING:
    from perito.evidence.session import Session
    from perito.grading.grade import Assignment
    from perito.transport.base import TransportError


def ungraded(session: Session, assignment: Assignment, error: TransportError) -> Result:
    """The result document that says why there is none: `status` and one problem, in words.

    The grade may be anything from nothing to full marks.
    """
    rubric = assignment.rubric
    scale = float(rubric.scale)
    return Result(
        perito=__version__,
        practice=rubric.practice,
        title=rubric.title.in_language(language()),
        language=language(),
        target=dict(session.evidence.target),
        started=session.now,
        finished=datetime.now(UTC),
        complete=False,
        status=str(error.reason),
        score=Score(earned=0.0, possible=0.0, scale=scale, grade=None, lowest=0.0, highest=scale),
        problems=(Problem(reason=str(error.reason), text=encodable(str(error))),),
        stats={name: seconds for name, seconds in session.evidence.stats.items() if name == "waited"},
        waivers=assignment.waivers.results(),
        judged_by=judged_by(assignment),
    )
