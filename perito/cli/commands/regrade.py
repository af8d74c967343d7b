"""`perito regrade`: recorded evidence, graded by the rubric of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.classroom.archive import EVIDENCE, is_class
from perito.cli.commands import memory, regrade_class
from perito.cli.commands.check import show
from perito.cli.commands.regrade_class import Options
from perito.errors import UsageError
from perito.models.wanted import Wanted
from perito.report.outputs import apart
from perito.support.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from perito.classroom.run_practice import Given
    from perito.documents.result import Result
    from perito.evidence.session import Session
    from perito.grading.settings import Grading
    from perito.report.outputs import Outputs


def run(recorded: Path, given: Given, outputs: Outputs, options: Options) -> int:
    """Grade a recording or a class of them; returns the exit status. Raises recording.EvidenceError, UsageError."""
    outputs.ready()
    if is_class(recorded):
        _only_of_one(given, outputs)
        with apart(outputs.files):
            return regrade_class.run(recorded, given, options)
    if options != Options(json=outputs.paths.get("json")):
        raise UsageError(
            _("--save, --replay, -j, --executor: of a class, and {recorded} is not the run of one").format(
                recorded=recorded
            )
        )
    before = memory.of_one(evidence_file(recorded))
    grading = before.again(given)
    grading.needs_a_grade(outputs.that_need_a_grade)
    with apart(outputs.files):
        session, result = replayed(before, grading)
        show(result, session, grading, {})
        outputs.write(result, session.evidence, grading.audience)
    return grading.exit_status(result)


def _only_of_one(given: Given, outputs: Outputs) -> None:
    """Raises UsageError for options that do not fit a class."""
    others = {"--student": given.judging.student is not None, "--fail-under": given.fail_under is not None}
    outputs.for_class(others, shown=("json",))


def replayed(before: memory.Memory, grading: Grading) -> tuple[Session, Result]:
    """The session and the result of a recording. Raises UsageError where its grade would have another shape."""
    from perito.evidence.session import Session
    from perito.grading.grade import grade

    session = Session.replay(before.evidence)
    graded = grade(session, grading.assignment(Wanted.of(session.asked), session.now))
    return session, grading.judging.applied(before.marked(graded, whole=grading.judging.whole))


def evidence_file(recorded: Path) -> Path:
    """The evidence in a run's directory, or the file itself. Raises UsageError."""
    if recorded.is_dir():
        if not (recorded / EVIDENCE).is_file():
            raise UsageError(
                _("{recorded}: no {name} in it, so it is not a run").format(recorded=recorded, name=EVIDENCE)
            )
        return recorded / EVIDENCE
    if not recorded.is_file():
        raise UsageError(_("{recorded}: no such run").format(recorded=recorded))
    return recorded
