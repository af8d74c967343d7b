"""`perito export`: a class's grades as a file for Moodle, Canvas or a spreadsheet; of several runs, what counts."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito import errors
from perito.errors import UsageError
from perito.grading.settings import one_of
from perito.report.gradebooks.registry import GRADEBOOKS
from perito.report.outputs import apart, save
from perito.support import atomic_write, i18n
from perito.support.i18n import _, moment
from perito.support.progress import Work
from perito.support.standard_streams import complain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from perito.classroom.run_directory import RunDirectory
    from perito.classroom.worksheet import Class
    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult

FORMATS = tuple(GRADEBOOKS)


@dataclass(frozen=True)
class Options:
    """The options of `perito export`, as given. `columns`: `ROLE=HEADING` of the worksheet."""

    format: str
    runs: tuple[Path, ...]
    output: Path | None
    practice: Path | None
    marks: Path | None
    worksheet: Path | None = None
    feedback_zip: Path | None = None
    columns: tuple[str, ...] = ()
    partial: bool = False


@dataclass(frozen=True)
class Ready:
    """`files`: what is written where (None: standard output); `notes`: what is told, a line each."""

    files: tuple[tuple[Path | None, str | bytes], ...]
    notes: tuple[str, ...] = ()


def run(options: Options) -> int:
    """Write the file; returns the exit status. Raises UsageError, rubric.RubricError, marks.MarksError."""
    from perito.classroom.history import named

    one_of("FORMAT", options.format, FORMATS)
    _agree(options)
    runs = named(options.runs)
    with Work(_("Writing the export")):
        graded, told = class_of(runs, options)
        ready = _ready(options, graded, told, runs)
    for path, content in ready.files:
        _write(path, content)
    _tell(options, graded, told)
    for note in ready.notes:
        complain(note, errors.OK)
    return errors.OK


def _agree(options: Options) -> None:
    """Raise UsageError for options that do not go together."""
    book = GRADEBOOKS[options.format]
    if options.worksheet is None:
        alone = {"--feedback-zip": options.feedback_zip, "--column": options.columns, "--partial": options.partial}
        given = [option for option, value in alone.items() if value]
        if given:
            raise UsageError(_("{options}: only with --worksheet").format(options=", ".join(given)))
    elif book.laid_out is None:
        known = ", ".join(name for name, one in GRADEBOOKS.items() if one.laid_out is not None)
        raise UsageError(
            "--worksheet: " + _("{format} has none; there are: {known}").format(format=options.format, known=known)
        )
    if options.feedback_zip is not None:
        if not book.feedback_zip:
            known = ", ".join(name for name, one in GRADEBOOKS.items() if one.feedback_zip)
            said = _("{format} takes none; there are: {known}").format(format=options.format, known=known)
            raise UsageError(f"--feedback-zip: {said}")
        with apart(
            {"--output": options.output or atomic_write.STANDARD_OUTPUT, "--feedback-zip": options.feedback_zip}
        ):
            pass  # one place cannot hold both
    if book.each is not None and (options.output is None or atomic_write.to_standard_output(options.output)):
        said = _("a file for each student: say with --output in which directory")
        raise UsageError(f"{options.format}: {said}")
    if book.binary and options.output is None:
        raise UsageError(
            _("{format}: a workbook is no text; say where to write it with --output F").format(format=options.format)
        )


def class_of(runs: Sequence[RunDirectory], options: Options) -> tuple[ClassResult, dict[str, History]]:
    """The class in its language: a single run unchanged; of several, each student's attempt that counts."""
    from perito.classroom.files import document, policy_of
    from perito.classroom.history import attempts_of
    from perito.documents.attempts import counting, histories

    classes = [document(one, options.marks) for one in runs]
    last = classes[-1]
    i18n.use_of(last.language)
    for one, graded in zip(runs, classes, strict=True):
        if graded.practice != last.practice:
            raise UsageError(
                _("{path}: its practice is {practice}, and not {wanted}").format(
                    path=one.path, practice=graded.practice, wanted=last.practice
                )
            )
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


def _ready(options: Options, graded: ClassResult, told: Mapping[str, History], runs: Sequence[RunDirectory]) -> Ready:
    if options.worksheet is not None:
        return filled(options, graded, runs)
    return rendered(options, graded, told) if GRADEBOOKS[options.format].each is None else each(options, graded, runs)


def each(options: Options, graded: ClassResult, runs: Sequence[RunDirectory]) -> Ready:
    """A file for each student in a directory, and who has which."""
    from perito.classroom import worksheet

    assert options.output is not None
    found = worksheet.each(options.format, _of(options, graded, runs))
    return Ready(tuple((options.output / name, content) for name, content in found.items()))


def _of(options: Options, graded: ClassResult, runs: Sequence[RunDirectory]) -> Class:
    from perito.classroom.worksheet import Class
    from perito.practice.marks import load

    return Class(graded, runs, load(options.marks) if options.marks is not None else None)


def rendered(options: Options, graded: ClassResult, told: Mapping[str, History]) -> Ready:
    """A file of our own. Raises UsageError where nothing is installed that writes workbooks."""
    from perito.report import workbook

    made = GRADEBOOKS[options.format].made
    if made is None:
        raise UsageError(f"{options.format}: " + _("only with --worksheet: it takes no file of ours"))
    try:
        return Ready(((options.output, made(graded, told)),))
    except workbook.NoWorkbooks as missing:
        raise UsageError(f"{options.format}: {missing}") from None


def filled(options: Options, graded: ClassResult, runs: Sequence[RunDirectory]) -> Ready:
    """The program's own file, filled in. Raises UsageError, cells.WorksheetError, marks.MarksError."""
    from perito.classroom import worksheet
    from perito.report.gradebooks.layout import roles

    assert options.worksheet is not None
    of = _of(options, graded, runs)
    asked = roles(options.columns)
    done = worksheet.filled(options.format, options.worksheet, asked, of, partial=options.partial)
    files: list[tuple[Path | None, str | bytes]] = [(options.output, done.content)]
    if options.feedback_zip is not None:
        files.append((options.feedback_zip, worksheet.feedback_zip(done, asked, of)))
    return Ready(tuple(files), done.notes)


def _write(path: Path | None, content: str | bytes) -> None:
    open_ = sys.__stdout__ is not None  # otherwise the writer of files says so
    if isinstance(content, str) and path in (None, atomic_write.STANDARD_OUTPUT) and open_:
        sys.stdout.write(content.replace("\r\n", "\n"))
    else:
        save(path or atomic_write.STANDARD_OUTPUT, content)


def _tell(options: Options, graded: ClassResult, told: Mapping[str, History]) -> None:
    """List on standard error the students left out of an import, and the late attempts."""
    from perito.report import gradebook
    from perito.report.class_states import state_and_reason
    from perito.report.safe import line

    for one in gradebook.left_out(graded) if GRADEBOOKS[options.format].imports or options.worksheet else ():
        why = line(state_and_reason(one))
        complain(_("left out: {student}: {reason}").format(student=line(one.id), reason=why), errors.OK)
    for who, history in told.items():
        late = [one for one in history.attempts if history.late(one)]
        if late:
            numbers = "; ".join(f"{history.attempts.index(one) + 1} · {moment(one.at)}" for one in late)
            complain(_("late: {student}: attempt {numbers}").format(student=line(who), numbers=numbers), errors.OK)
