"""Canvas's gradebook, exported and filled in: one assignment's column, by its heading `Title (id)`.

Canvas's import takes "Points Possible" for the assignment's new maximum, drops read-only columns and cells of students
without the assignment, and asks to create students whom it does not find (docs/gradebook.md). All else stays.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from perito.report.gradebooks import layout, numbers
from perito.report.gradebooks.cells import WorksheetError
from perito.report.gradebooks.csv_sheet import LINE_END, CsvSheet
from perito.report.gradebooks.layout import Columns, Layout, beside
from perito.report.gradebooks.matching import Identity, plain
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from perito.report.gradebooks.cells import Sheet

TITLED = re.compile(r"(.*)\s\((\d+)\)")
TOTALS = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
POINTS = "Points Possible"
HIDDEN = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
READ_ONLY = re.compile(r"read\s+only|solo lectura", re.IGNORECASE)
PERSON = ("id", "sis user id", "sis login id", "integration id")
NAMES = ("student", "lastname", "firstname")
LOOKED_AT = 3  # lines that Canvas tells the delimiter by


def laid_out(sheet: Sheet, asked: Mapping[str, str], title: str) -> Layout:
    """The layout of a gradebook. Raises WorksheetError, with all that Canvas would not read as it is meant."""
    columns = Columns(sheet, asked)
    section = _section(columns)
    points = next((row for row in range(1, len(sheet.rows)) if POINTS in columns.text(row, 0)), None)
    students = [row for row in range(1, len(sheet.rows)) if row != points and not _is_hidden(columns, row)]
    grade = _assignment(columns, section, points, title)
    wrong = [*_delimiter(sheet), *_line_ends(sheet), *_ids(columns, students)]
    if wrong:
        raise WorksheetError(wrong)
    possible = numbers.read(columns.text(points, grade)) if points is not None else None
    said = _("it says no points possible: grades are written as they are")
    return Layout(
        rows={row: _identity(columns, row) for row in students},
        grade=grade,
        feedback=columns.given(layout.FEEDBACK),
        keeps=beside,
        maximum=_maxima(possible, students),
        habit=numbers.habit(columns.below(grade)),
        bounded=False,
        refused=dict(_refused(columns, grade, students)),
        notes=() if possible else (f"{columns.place(grade)}: {said}",),
    )


def _section(columns: Columns) -> int:
    """The last column about the student. Raises WorksheetError where this is no gradebook of Canvas's."""
    found = columns.headings
    named = found[0].endswith("student") and "id" in found[1:2]
    split = found[0].endswith("lastname") and found[1:3] == ["firstname", "id"]
    if not (named or split) or "section" not in found:
        said = _("no gradebook of Canvas's: it begins with Student, ID and Section")
        raise WorksheetError([f"{columns.place(0)}: {said}"])
    return found.index("section")


def _assignment(columns: Columns, section: int, points: int | None, title: str) -> int:
    """The assignment's column: as asked by heading, title or number, else the practice's title, else the only one."""
    texts = [cell.text for cell in columns.sheet.rows[columns.at]]
    there = [
        one for one in range(section + 1, len(texts)) if TITLED.fullmatch(texts[one]) and not TOTALS.search(texts[one])
    ]
    wanted = columns.asked.get(layout.GRADE)
    if wanted is not None:
        found = [one for one in there if plain(wanted) in _names(texts[one])]
    else:
        found = [one for one in there if plain(title) in _names(texts[one])]
        open_ = [one for one in there if points is None or not READ_ONLY.search(columns.text(points, one))]
        found = found or (open_ if len(open_) == 1 else [])
    if len(found) != 1:
        raise columns.unclear(layout.GRADE, found or there)
    if points is not None and READ_ONLY.search(columns.text(points, found[0])):
        said = _("Canvas has this column read-only and takes no grades in it")
        raise WorksheetError([f"{columns.place(found[0])}: {said}"])
    return found[0]


def _names(heading: str) -> tuple[str, ...]:
    """What an assignment may be called by: its heading, its title, its number."""
    found = TITLED.fullmatch(heading)
    return (plain(heading), plain(found[1]), found[2]) if found else (plain(heading),)


def _is_hidden(columns: Columns, row: int) -> bool:
    """Whether a row only says which assignments are posted by hand."""
    return all(HIDDEN.fullmatch(cell.text) for cell in columns.sheet.rows[row])


def _delimiter(sheet: Sheet) -> Iterator[str]:
    """Canvas takes semicolons where its first lines, each by itself, have as many cells by them; else commas."""
    if not isinstance(sheet, CsvSheet) or sheet.delimiter == ",":
        return
    lines = LINE_END.split(sheet.text)[:LOOKED_AT]
    counts = {len(next(csv.reader([line], delimiter=";"), ())) for line in lines if line}
    if sheet.delimiter != ";" or counts != {len(sheet.rows[0])}:
        yield f"{sheet.rows[0][0].place}: " + _("Canvas would not tell its delimiter: export it with commas")


def _line_ends(sheet: Sheet) -> Iterator[str]:
    """Ruby takes the first end of a line that it sees, also within quotes, for the one that ends every row."""
    if not isinstance(sheet, CsvSheet):
        return
    first = LINE_END.search(sheet.text)
    for row in sheet.rows:
        end = LINE_END.match(sheet.text, row[-1].end)
        if first and end and (end[0] != first[0] or (row is sheet.rows[0] and end.start() != first.start())):
            yield f"{row[-1].place}: " + _(
                "Canvas takes the first end of a line for that of all, and this is another one"
            )
            return


def _ids(columns: Columns, students: Sequence[int]) -> Iterator[str]:
    """Students without Canvas's own number, or with one that stands twice."""
    column = columns.headings.index("id")
    seen: dict[str, int] = {}
    for row in students:
        cell, number = columns.sheet.rows[row][column], columns.text(row, column)
        if not number:
            yield f"{cell.place}: " + _("the ID is empty: Canvas would take this row for a new student")
        elif number in seen:
            said = _("the identifier {text} stands in line {line}, too")
            yield f"{cell.place}: {said.format(text=repr(number), line=seen[number])}"
        seen.setdefault(number, cell.place.line)


def _identity(columns: Columns, row: int) -> Identity:
    texts = {heading: columns.text(row, number) for number, heading in enumerate(columns.headings) if heading in PERSON}
    ids = [text for text in texts.values() if text]
    names = [columns.text(row, one) for one, heading in enumerate(columns.headings) if heading.strip() in NAMES]
    return Identity(tuple(ids), tuple(one for one in ids if "@" in one), " ".join(names))


def _maxima(possible: Decimal | None, students: Sequence[int]) -> dict[int, Decimal]:
    return dict.fromkeys(students, possible) if possible else {}


def _refused(columns: Columns, grade: int, students: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Rows whose grade Canvas would drop, or where it would undo what a teacher said."""
    for row in students:
        text = columns.text(row, grade).upper()
        if text == "N/A":
            yield row, _("Canvas has not assigned this to the student (N/A) and would drop the grade")
        elif text == "EX":
            yield row, _("the student is excused in Canvas (EX): a grade would undo that")
