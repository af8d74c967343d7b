"""`perito report`: a finished run, shown again or written in another format."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from perito import errors
from perito.classroom.archive import EVIDENCE, RESULT, is_class
from perito.classroom.run_practice import needs_whole
from perito.documents.result import Result
from perito.errors import UsageError
from perito.grading.settings import one_of
from perito.report.outputs import apart
from perito.support import i18n, invalid, reading
from perito.support.i18n import _
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from pathlib import Path

    from perito.grading.settings import Judging
    from perito.report.outputs import Outputs


def run(
    finished: Path, outputs: Outputs, audience: str, verbosity: int, judging: Judging, students: tuple[str, ...] = ()
) -> int:
    """Show a run again, with the current marks, in the language of its grading; returns the exit status.

    `students`: of a class those to show, patterns allowed; of one server the one whose marks to take. Raises
    UsageError, marks.MarksError.
    """
    one_of("--as", audience, ("student", "teacher"))
    outputs.ready()
    if is_class(finished) and students:
        from perito.cli.commands import report_students

        options = report_students.Options(students, audience, verbosity, judging)
        return report_students.run(finished, outputs, options)
    if len(students) > 1:
        raise UsageError(_("--student: several, and {finished} is the run of one server").format(finished=finished))
    judging = replace(judging, student=next(iter(students), None))
    if is_class(finished):
        from perito.cli.commands import report_class

        return report_class.run(finished, outputs, judging, verbosity)
    from perito.evidence import recording
    from perito.report import terminal

    path = finished / RESULT if finished.is_dir() else finished
    result = load(path)
    recorded = path.with_name(EVIDENCE)
    seen = recording.load(recorded) if recorded.is_file() else None
    i18n.use_of(result.language)
    if judging.marks is not None and not result.of_whole:
        raise UsageError(needs_whole(path.parent))
    result = judging.applied(result)
    with apart(outputs.files):
        explain = f"{terminal.EXPLAIN} --run {shlex.quote(str(finished))}"
        terminal.show(result, evidence=seen, verbosity=verbosity, audience=audience, explain=explain)
        outputs.write(result, seen, audience)
    return errors.OK


def load(path: Path) -> Result:
    """A result document. Raises UsageError with its first error."""
    try:
        return Result.model_validate_json(reading.json_text(path))
    except OSError as error:
        raise UsageError(f"{path}: {reason(error)}") from None
    except (UnicodeDecodeError, ValidationError) as error:
        raise UsageError(
            _("{path}: not a result document: {reason}").format(path=path, reason=invalid.first(error))
        ) from None
