"""`perito regrade`: recorded evidence, graded by the rubric of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.commands.check import show, wanted_of
from perito.commands.kept import EVIDENCE
from perito.targets import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from perito.commands.common import Grading, Outputs
    from perito.result import Result
    from perito.session import Session


def run(recorded: Path, grading: Grading, outputs: Outputs) -> int:
    """Grade a recording; returns the exit status. Raises evidence.EvidenceError, UsageError."""
    session, result = replayed(recorded, grading)
    show(result, session, grading, {})
    outputs.write(result, session.evidence, grading.audience)
    return grading.exit_status(result)


def replayed(recorded: Path, grading: Grading) -> tuple[Session, Result]:
    """The session and the result of a recording."""
    from perito.grading import grade
    from perito.session import Session

    session = Session.replay(evidence_file(recorded))
    graded = grade(session, grading.assignment(wanted_of(session.asked), session.now))
    return session, grading.judging.applied(graded.result())


def evidence_file(recorded: Path) -> Path:
    """The evidence of a run's directory, or the file itself. Raises UsageError."""
    if recorded.is_dir():
        if not (recorded / EVIDENCE).is_file():
            raise UsageError(f"{recorded}: no {EVIDENCE} in it, so it is not a run")
        return recorded / EVIDENCE
    if not recorded.is_file():
        raise UsageError(f"{recorded}: no such run")
    return recorded
