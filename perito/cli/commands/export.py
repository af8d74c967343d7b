"""`perito export`: a class's grades as a file for Moodle, Canvas or a spreadsheet; of several runs, what counts."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito import errors
from perito.errors import UsageError
from perito.grading.settings import one_of
from perito.report.outputs import save
from perito.support import atomic_write, i18n
from perito.support.i18n import _
from perito.support.progress import Work
from perito.support.standard_streams import complain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from perito.classroom.run_directory import RunDirectory
    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult

FORMATS = ("moodle", "canvas", "csv", "xlsx")
IMPORTS = ("moodle", "canvas")


@dataclass(frozen=True)
class Options:
    """The options of `perito export`, as given."""

    format: str
    runs: tuple[Path, ...]
    output: Path | None
    practice: Path | None
    marks: Path | None


def run(options: Options) -> int:
    """Write the file; returns the exit status. Raises UsageError, rubric.RubricError, marks.MarksError."""
    from perito.classroom.history import named

    one_of("FORMAT", options.format, FORMATS)
    if options.format == "xlsx" and options.output is None:
        raise UsageError("xlsx: a workbook is no text; say where to write it with --output F")
    runs = named(options.runs)
    with Work(_("Writing the export")):
        graded, told = class_of(runs, options)
        text = rendered(options, graded, told)
    _write(options, text)
    _tell(options, graded, told)
    return errors.OK


def class_of(runs: Sequence[RunDirectory], options: Options) -> tuple[ClassResult, dict[str, History]]:
    """The class in its language: a single run unchanged; of several, each student's attempt that counts."""
    from perito.classroom.files import document, policy_of
    from perito.classroom.history import attempts_of
    from perito.documents.attempts import counting, histories

    classes = [document(one, options.marks) for one in runs]
    last = classes[-1]
    i18n.use(last.language)
    for one, graded in zip(runs, classes, strict=True):
        if graded.practice != last.practice:
            raise UsageError(f"{one.path}: its practice is {graded.practice}, and not {last.practice}")
    if len(runs) == 1:
        if options.practice is not None:
            policy_of(runs[0], options.practice)
        return last, {}
    policy = policy_of(runs[-1], options.practice)
    attempts = [attempts_of(one, graded.students) for one, graded in zip(runs, classes, strict=True)]
    told = histories(attempts, policy)
    return counting(last, told, {who: _too_late(one) for who, one in told.items()}, str(runs[-1].path)), told


def _too_late(told: History) -> str:
    if told.policy.deadline is None:
        return ""
    return _("no attempt before {deadline}").format(deadline=moment(told.policy.deadline))


def moment(when: object) -> str:
    """A time by this computer's clock."""
    from datetime import datetime

    assert isinstance(when, datetime)
    return when.astimezone().strftime("%Y-%m-%d %H:%M")


def rendered(options: Options, graded: ClassResult, told: Mapping[str, History]) -> str | bytes:
    """The file's content. Raises UsageError where nothing is installed that writes workbooks."""
    from perito.report import gradebook, workbook

    if options.format != "xlsx":
        return gradebook.render(options.format, graded, told)
    try:
        return workbook.render(graded, told)
    except workbook.NoWorkbooks as missing:
        raise UsageError(f"xlsx: {missing}") from None


def _write(options: Options, content: str | bytes) -> None:
    if isinstance(content, str) and options.output in (None, atomic_write.STANDARD_OUTPUT):
        sys.stdout.write(content.replace("\r\n", "\n"))
        return
    assert options.output is not None
    save(options.output, content)


def _tell(options: Options, graded: ClassResult, told: Mapping[str, History]) -> None:
    """List on standard error the students left out of an import, and the late attempts."""
    from perito.report import gradebook
    from perito.report.class_page import state
    from perito.report.safe import line

    for one in gradebook.left_out(graded) if options.format in IMPORTS else ():
        why = f"{state(one)}: {one.reason}" if one.reason else state(one)
        complain(_("left out: {student}: {reason}").format(student=line(one.id), reason=line(why)), errors.OK)
    for who, history in told.items():
        late = [one for one in history.attempts if history.late(one)]
        if late:
            numbers = ", ".join(f"{history.attempts.index(one) + 1} ({moment(one.at)})" for one in late)
            complain(_("late: {student}: attempt {numbers}").format(student=line(who), numbers=numbers), errors.OK)
