"""A class's grades as CSV: a sheet for people, and files that Moodle and Canvas import.

UTF-8, commas, decimal points, CRLF (RFC 4180). Only final grades go into an import: an empty cell there would erase an
existing grade, so students without one are left out.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from typing import TYPE_CHECKING

from perito.report.safe import line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult, Student

KINDS = ("csv", "moodle", "canvas")
FEEDBACK_LIMIT = 500
# Those of a full-width keyboard, too, which spreadsheets in Japanese and Chinese take for the same signs.
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render(kind: str, graded: ClassResult, told: Mapping[str, History] | None = None) -> str:
    """A class in the format `kind`, one of KINDS; `told`: attempts by id. ValueError for another kind."""
    kinds = {"csv": lambda one: sheet(one, told), "moodle": moodle, "canvas": canvas}
    if kind not in kinds:
        raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")
    return kinds[kind](graded)


def left_out(graded: ClassResult) -> tuple[Student, ...]:
    """Students left out of imports, for want of a final grade."""
    return tuple(student for student in graded.students if not student.final)


def sheet(graded: ClassResult, told: Mapping[str, History] | None = None) -> str:
    """Every student, graded or not; provisional grades are there with `complete` = no; a part of the practice has no
    grades.

    With attempts: their number, and number, date and grade of the one that counts; `late`: numbers of the late ones.
    Last come `lowest` and `highest`: the range of the grade.
    """
    return "".join(sheet_lines(graded, told))


def sheet_lines(graded: ClassResult, told: Mapping[str, History] | None = None) -> Iterator[str]:
    """The same, student by student."""
    head = ["id", "name", "email", "status", "grade", "scale", "complete", "pending", "first_cause", "reason", "result"]
    head += ["attempts", "attempt", "attempt_date", "attempt_grade", "late"] if told else []
    head += ["lowest", "highest"]
    rows = ([*_sheet_row(one), *(_attempts(told.get(one.id)) if told else ()), *_range(one)] for one in graded.students)
    return csv_lines(chain([head], rows))


def _range(student: Student) -> Iterable[str]:
    """The lowest and the highest grade still possible."""
    ends = (student.score.least, student.score.highest) if student.score else (None, None)
    return [f"{one:.2f}" if one is not None else "" for one in ends]


def _attempts(told: History | None) -> Iterable[str]:
    if told is None:
        return [""] * 5
    late = [str(number) for number, one in enumerate(told.attempts, 1) if told.late(one)]
    counts = told.counts
    if counts is None:
        return [str(len(told.attempts)), "", "", "", " ".join(late)]
    moment = counts.at.astimezone().isoformat(timespec="minutes")
    return [str(len(told.attempts)), str(told.number), moment, _grade(counts.student), " ".join(late)]


def _sheet_row(student: Student) -> Iterable[str]:
    score = student.score
    yield from (student.id, student.name, student.email, student.status)
    yield from (_grade(student), f"{score.scale:g}" if score else "")
    yield "yes" if student.complete else "no"
    yield f"{score.pending:g}" if score else ""
    yield student.first_cause.text if student.first_cause else ""
    yield from (student.reason, student.result or "")


def moodle(graded: ClassResult) -> str:
    """Moodle's grade import (Grades > Import > CSV): map by email address or ID number."""
    head = ["ID number", "Email address", line(graded.title or graded.practice), "Feedback comments"]
    rows = [[s.id, s.email, _grade(s), _feedback(s)] for s in graded.students if s.final]
    return csv_text([head, *rows])


def canvas(graded: ClassResult) -> str:
    """Canvas's gradebook import: the roster's `id` as SIS User ID, its email as SIS Login ID."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", line(graded.title or graded.practice)]
    final = [student for student in graded.students if student.final]
    scale = next((f"{s.score.scale:g}" for s in final if s.score), "10")
    rows = [[s.name, "", s.id, s.email, "", _grade(s)] for s in final]
    return csv_text([head, ["    Points Possible", "", "", "", "", scale], *rows])


def _grade(student: Student) -> str:
    return f"{student.grade:.2f}" if student.grade is not None else ""


def _feedback(student: Student) -> str:
    return student.first_cause.text if student.first_cause else ""


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV: every cell on one line, and none a formula."""
    return "".join(csv_lines(rows))


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The same, row by row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def _cell(value: str) -> str:
    """One line, and never a formula: a spreadsheet executes cells that begin with one of these signs.

    Where a comma is the decimal sign, spreadsheets take a semicolon for the end of a cell.
    """
    padding = value[: len(value) - len(value.lstrip(" "))]
    text = padding + re.sub(
        r"(;\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])", r"\1'", shortened(line(value), FEEDBACK_LIMIT)
    )
    return f"'{text}" if text.lstrip().startswith(FORMULA_STARTS) else text
