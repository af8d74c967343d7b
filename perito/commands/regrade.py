"""`perito regrade`: recorded evidence, graded by the rubric of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.commands import regrade_class
from perito.commands.check import show
from perito.commands.kept import EVIDENCE
from perito.commands.outputs import apart
from perito.commands.regrade_class import Options
from perito.discovery import Wanted
from perito.targets import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from perito.commands.common import Grading
    from perito.commands.outputs import Outputs
    from perito.result import Result
    from perito.session import Session

RUN = "run.json"


def run(recorded: Path, grading: Grading, outputs: Outputs, options: Options) -> int:
    """Grade a recording or a class of them; returns the exit status. Raises evidence.EvidenceError, UsageError."""
    if is_class(recorded):
        _only_of_one(grading, outputs)
        with apart(outputs.files):
            return regrade_class.run(recorded, grading, options)
    if options != Options(json=outputs.json):
        raise UsageError(f"--save, --replay, -j, --executor: of a class, and {recorded} is not the run of one")
    grading.needs_a_grade({"--gradescope": outputs.gradescope})
    with apart(outputs.files):
        session, result = replayed(recorded, grading)
        show(result, session, grading, {})
        outputs.write(result, session.evidence, grading.audience)
    return grading.exit_status(result)


def is_class(recorded: Path) -> bool:
    """Whether a directory is the run of a class."""
    return (recorded / RUN).is_file()


def language_of(recorded: Path, given: str | None) -> str:
    """The language asked for; else, for a class, the one it was graded in, and Spanish. Raises UsageError."""
    if given is None and is_class(recorded):
        from perito.batch.rundir import RunDirectory

        return str(RunDirectory(recorded).asked().get("language", "es"))
    return given or "es"


def _only_of_one(grading: Grading, outputs: Outputs) -> None:
    """Raises UsageError for what makes no sense of a class."""
    asked = {
        **{f"--{name}": getattr(outputs, name) for name in ("junit", "html", "ctrf", "gradescope", "github")},
        "--student": grading.judging.student,
        "--fail-under": grading.fail_under is not None,
    }
    wrong = [option for option, given in asked.items() if given]
    if wrong:
        raise UsageError(f"{', '.join(wrong)}: of one server, and this is the run of a class")


def replayed(recorded: Path, grading: Grading) -> tuple[Session, Result]:
    """The session and the result of a recording."""
    from perito.grading import grade
    from perito.session import Session

    session = Session.replay(evidence_file(recorded))
    graded = grade(session, grading.assignment(Wanted.of(session.asked), session.now))
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
