"""A program's own file, filled in with a class's grades, and the students' pages for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.classroom.roster.directories import directory_names
from perito.classroom.worker import EVIDENCE
from perito.documents.result import Result
from perito.errors import UsageError
from perito.report.gradebooks import feedback, layout
from perito.report.gradebooks.fill import fill
from perito.report.gradebooks.registry import GRADEBOOKS, sheet_of
from perito.support import invalid, reading
from perito.support.i18n import _
from perito.support.printable import dumps
from perito.support.progress import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from perito.classroom.run_directory import RunDirectory
    from perito.documents.class_result import ClassResult, Student
    from perito.practice.marks import Marks
    from perito.report.gradebooks.cells import Sheet
    from perito.report.gradebooks.fill import Filling

INDEX = "students.json"


@dataclass(frozen=True)
class Class:
    """A graded class and where its results are. `marks`: the teacher's, not in the results yet."""

    graded: ClassResult
    runs: Sequence[RunDirectory]
    marks: Marks | None = None

    def place(self, student: Student) -> Path | None:
        """A student's result document, of the run whose attempt counts."""
        if student.result is None:
            return None
        return self.runs[0].path / student.result if len(self.runs) == 1 else _found(student.result)

    def result(self, student: Student) -> Result | None:
        """A student's result, marks included; None without one. Raises UsageError where it cannot be read."""
        from perito.grading.marking import apply

        path = self.place(student)
        if path is None:
            return None
        try:
            result = Result.model_validate_json(reading.json_text(path))
        except (OSError, ValueError) as error:
            raise UsageError(
                _("{path}: not a result document: {reason}").format(path=path, reason=invalid.first(error))
            ) from None
        return apply(result, self.marks.of(student.id)) if self.marks is not None else result

    def page(self, student: Student) -> bytes | None:
        """A student's page, as the student may see it: without advice for the teacher."""
        from perito.evidence import recording
        from perito.report import formats
        from perito.report.view import STUDENT

        path, result = self.place(student), self.result(student)
        if path is None or result is None:
            return None
        recorded = path.with_name(EVIDENCE)
        seen = recording.load(recorded) if recorded.is_file() else None
        return formats.render("html", result, seen, STUDENT).encode()


def _found(result: str) -> Path:
    from pathlib import Path

    return Path(result)


@dataclass(frozen=True)
class Filled:
    """A worksheet, filled in. `notes`: what is told, a line each."""

    content: bytes
    notes: tuple[str, ...]
    sheet: Sheet
    filling: Filling


def filled(kind: str, file: Path, asked: Mapping[str, str], of: Class, *, partial: bool) -> Filled:
    """The worksheet with the class's final grades and feedback. Raises WorksheetError, UsageError."""
    sheet = sheet_of(kind, file)
    laid_out = GRADEBOOKS[kind].laid_out
    assert laid_out is not None
    found = laid_out(sheet, asked, of.graded.title or of.graded.practice)
    texts = dict(_texts(of)) if found.feedback is not None else {}
    filling = fill(sheet, found, of.graded, texts, partial=partial)
    return Filled(sheet.filled(filling.entries), tuple(filling.notes), sheet, filling)


def _texts(of: Class) -> Iterator[tuple[str, str]]:
    """The feedback of everybody with a final grade, by id; of who handed in nothing, that."""
    from perito.report.class_states import state

    final = [student for student in of.graded.students if student.final]
    with Work(_("Reading the results"), len(final)) as work:
        for student in work.through(final):
            result = of.result(student)
            yield student.id, feedback.text(result) if result is not None else state(student)


def each(kind: str, of: Class) -> dict[str, str]:
    """A document for every student with a final grade and a result, by path, and `students.json`: whose is which.

    Raises UsageError for results that cannot be read.
    """
    book = GRADEBOOKS[kind]
    assert book.each is not None
    final = [student for student in of.graded.students if student.final and student.result is not None]
    places = directory_names(student.id for student in final)
    found, index = {}, {}
    with Work(_("Writing the results"), len(final)) as work:
        for student in work.through(final):
            result = of.result(student)
            if result is not None:
                found[f"{places[student.id]}/{book.named}"] = book.each(result)
                index[student.email or student.id] = f"{places[student.id]}/{book.named}"
    return {**found, INDEX: dumps(index, indent=2) + "\n"}


def feedback_zip(done: Filled, asked: Mapping[str, str], of: Class) -> bytes:
    """The pages of the students in the worksheet, in the folders that Moodle expects."""
    from perito.report.gradebooks import moodle, moodle_zip

    columns = layout.Columns(done.sheet, asked)
    column = moodle.identifier(columns)
    students = {student.id: student for student in of.graded.students}
    placed = ((students[who], columns.text(row, column)) for who, row in done.filling.placed.items())
    with Work(_("Writing the pages"), len(done.filling.placed)) as work:
        pages = ((student, identifier, of.page(student)) for student, identifier in work.through(placed))
        return moodle_zip.archive((one.name or one.id, identifier, page) for one, identifier, page in pages if page)
