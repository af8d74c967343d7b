"""A server that could not be looked at: every document that was asked for says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito import errors
from perito.cli.commands.common import tell_expired
from perito.report.outputs import Later
from perito.support.standard_streams import complain

if TYPE_CHECKING:
    from perito.classroom.archive import Keep
    from perito.evidence.session import Session
    from perito.grading.grade import Assignment
    from perito.grading.settings import Grading
    from perito.report.outputs import Outputs
    from perito.transport.base import TransportError


def write(
    error: TransportError, session: Session, assignment: Assignment, grading: Grading, outputs: Outputs, keep: Keep
) -> None:
    """Write the requested documents; what cannot be written is told, a line each. The caller raises `error` again.

    Nothing is kept under --reports: there is nothing to look at again.
    """
    from perito.classroom.archive import Keep
    from perito.grading.ungraded import ungraded

    tell_expired(assignment.waivers)  # there is no report on the terminal that would
    result = ungraded(session, assignment, error)
    later = Later()
    with later:
        Keep(None, keep.evidence).begin(session).evidence()
    with later:
        outputs.write(result, session.evidence, grading.audience)
    for problem in later.problems:
        complain(problem, errors.USAGE)
