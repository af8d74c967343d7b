"""A teacher's own table, and Google Classroom's: CSV or a workbook, with students below any headings.

Classroom's has rows "Date", "Points" and "Class average" above the students; its points are the assignment's maximum.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.report.gradebooks import headings, layout, numbers
from perito.report.gradebooks.cells import WorksheetError
from perito.report.gradebooks.csv_sheet import CsvSheet
from perito.report.gradebooks.layout import Columns, Layout, beside
from perito.report.gradebooks.matching import Identity, plain
from perito.report.gradebooks.numbers import Habit
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from perito.report.gradebooks.cells import Sheet

TITLES = 10  # rows that may stand above the headings
SUMMARY = re.compile(
    r"(due )?date|points|class average|average|fecha( de entrega)?|puntos|(nota )?media( de la clase)?"
    r"|punts|mitjana( de la classe)?|total"
)
POINTS = frozenset(["points", "puntos", "punts"])
OUT_OF = re.compile(r"(.*?)[\s(\[]*(?:/|sobre|out of|von|sur)\s*(\d+(?:[.,]\d+)?)\s*[)\]]?")
FINAL = frozenset(
    [f"{word}{tail}" for word in headings.GRADE for tail in (" final", " global", " practica", " practice")]
    + [f"final {word}" for word in headings.GRADE]
    + ["points", "puntos", "punts", "score", "punkte"]
)
NUMBERS = headings.NUMBER | headings.IDENTIFIER
PARTS = (headings.FIRST, headings.LAST | {"primer apellido", "primer cognom"}, {"segundo apellido", "segon cognom"})


def laid_out(sheet: Sheet, asked: Mapping[str, str], title: str) -> Layout:
    """The layout of a table. Raises WorksheetError where it has no headings, or they could mean two things."""
    columns = Columns(sheet, asked, _headings(sheet, asked))
    who = _Who(columns)
    below = range(columns.at + 1, len(sheet.rows))
    summary = {row for row in below if _is_summary(columns, who, row)}
    rows = {row: identity for row in below if row not in summary and (identity := who.of(row)) is not None}
    grade = _grade(columns, title, summary)
    maximum = _maximum(columns, grade, summary)
    return Layout(
        rows=rows,
        grade=grade,
        feedback=_feedback(columns),
        keeps=beside,
        maximum=_maxima(columns, rows, maximum),
        habit=_habit(columns, grade),
        bounded=False,
        refused=_formulas(columns, rows, grade),
        notes=tuple(_notes(columns, grade, maximum)),
    )


def _habit(columns: Columns, grade: int) -> Habit:
    """How the column writes numbers; where it has only whole ones, by the sign of the table, or of spreadsheets whose
    separator is a semicolon: they read 7.5 as a day in May."""
    own = [*columns.below(grade), *(text for one in columns.named(headings.MAXIMUM) for text in columns.below(one))]
    found = numbers.habit(own)
    if found.places:
        return found
    table = numbers.habit(cell.text for row in columns.sheet.rows for cell in row)
    semicolons = isinstance(columns.sheet, CsvSheet) and columns.sheet.delimiter == ";"
    return Habit(table.sign if table.places else "," if semicolons else ".")


def _notes(columns: Columns, grade: int, maximum: Decimal | None) -> Iterator[str]:
    if maximum is None and not columns.named(headings.MAXIMUM):
        yield f"{columns.place(grade)}: " + _("it says no maximum: grades are written as they are")
    if any(cell.formula for row in columns.sheet.rows for cell in row):
        said = _("it has formulas: recalculate them once (Ctrl+Alt+F9, in LibreOffice Ctrl+Shift+F9)")
        yield f"{columns.sheet.path}: {said}"


class _Who:
    """The columns that say who is in a row."""

    def __init__(self, columns: Columns) -> None:
        """Raises WorksheetError where none does."""
        self.columns = columns
        given = {role: columns.given(role) for role in (layout.ID, layout.EMAIL, layout.NAME)}
        one = {role: [column] for role, column in given.items() if column is not None}
        self.ids = one.get(layout.ID) or columns.named(NUMBERS)
        self.emails = one.get(layout.EMAIL) or columns.named(headings.EMAIL)
        parts = [column for names in PARTS for column in columns.named(names)]
        whole = columns.named(headings.NAME)
        self.names = one.get(layout.NAME) or (parts if columns.named(headings.LAST) else whole[:1] or parts)
        if not (self.ids or self.emails or self.names):
            raise columns.unclear(layout.EMAIL, ())

    def of(self, row: int) -> Identity | None:
        """What a row says; None where it says nothing."""
        ids = tuple(text for one in self.ids if (text := self.columns.text(row, one)))
        emails = tuple(text for one in self.emails if (text := self.columns.text(row, one)))
        name = " ".join(text for one in self.names if (text := self.columns.text(row, one)))
        return Identity(ids, emails, name) if ids or emails or name else None


def _headings(sheet: Sheet, asked: Mapping[str, str]) -> int:
    """The first row with a heading that tells students, or that was asked for."""
    known = (
        NUMBERS | headings.EMAIL | headings.NAME | headings.LAST | {plain(one).rstrip(".") for one in asked.values()}
    )
    for row in range(min(TITLES, len(sheet.rows))):
        found = [one for one in Columns(sheet, asked, row).headings if one]
        if len(found) > 1 and known.intersection(found):
            return row
    place = sheet.rows[0][0].place if sheet.rows and sheet.rows[0] else sheet.path
    said = _("no headings are known: say them with --column email=HEADING and --column grade=HEADING")
    raise WorksheetError([f"{place}: {said}"])


def _is_summary(columns: Columns, who: _Who, row: int) -> bool:
    """Whether a row is Classroom's own, above or below the students."""
    first = next((plain(cell.text) for cell in columns.sheet.rows[row] if cell.text.strip()), "")
    return bool(SUMMARY.fullmatch(first)) and not any("@" in columns.text(row, one) for one in who.emails)


def _grade(columns: Columns, title: str, summary: set[int]) -> int:
    """The column of the grades: as asked, the practice's title, else what is called so, else the only one of points."""
    given = columns.given(layout.GRADE)
    if given is not None:
        return given
    names = [_base(heading) for heading in columns.headings]
    found = [one for one, name in enumerate(names) if name == plain(title)]
    found = found or [one for one, name in enumerate(names) if name in headings.GRADE | FINAL]
    if not found:
        points = [row for row in summary if plain(columns.text(row, 0)) in POINTS]
        found = [one for one in range(len(names)) for row in points if numbers.read(columns.text(row, one))]
    if len(found) != 1:
        raise columns.unclear(layout.GRADE, found)
    return found[0]


def _base(heading: str) -> str:
    """A heading without its maximum: `nota (sobre 10)` is `nota`."""
    found = OUT_OF.fullmatch(heading)
    return found[1].strip() if found and found[1].strip() else heading


def _maximum(columns: Columns, grade: int, summary: set[int]) -> Decimal | None:
    """The maximum in Classroom's row of points, or in the heading."""
    for row in sorted(summary):
        if plain(columns.text(row, 0)) in POINTS:
            return numbers.read(columns.text(row, grade)) or None
    found = OUT_OF.fullmatch(columns.headings[grade])
    return numbers.read(found[2]) or None if found else None


def _maxima(columns: Columns, rows: Mapping[int, Identity], maximum: Decimal | None) -> dict[int, Decimal]:
    column = next(iter(columns.named(headings.MAXIMUM)), None)
    if maximum is not None or column is None:
        return dict.fromkeys(rows, maximum) if maximum is not None else {}
    found = {row: numbers.read(columns.text(row, column)) for row in rows}
    return {row: value for row, value in found.items() if value}


def _feedback(columns: Columns) -> int | None:
    given = columns.given(layout.FEEDBACK)
    if given is not None:
        return given
    found = columns.named(headings.FEEDBACK)
    if len(found) > 1:
        raise columns.unclear(layout.FEEDBACK, found)
    return found[0] if found else None


def _formulas(columns: Columns, rows: Mapping[int, Identity], grade: int) -> dict[int, str]:
    """Rows whose grade a formula computes."""
    said = _("a formula computes this cell: a grade would replace it")
    cells = ((row, columns.cell(row, grade)) for row in rows)
    return {row: said for row, cell in cells if cell and (cell.formula or cell.text.lstrip().startswith("="))}
