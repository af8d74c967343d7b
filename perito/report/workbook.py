"""A class's grades as a workbook (XLSX): the grades, and everybody's attempts. No cell is ever a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from perito.errors import PeritoError
from perito.report.class_states import state
from perito.report.gradebook import FEEDBACK_LIMIT
from perito.report.safe import line, shortened
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult

NUMBER, MOMENT = "0.00", "yyyy-mm-dd hh:mm"
WIDEST = 60


class NoWorkbooks(PeritoError):  # noqa: N818 - says what is missing
    """openpyxl is not installed."""


def render(graded: ClassResult, told: Mapping[str, History] | None = None) -> bytes:
    """The workbook's file. Raises NoWorkbooks where openpyxl is not installed."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise NoWorkbooks(_("install Perito with its extra: perito[xlsx]")) from None
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    _fill(sheet, _("Grades"), *_grades(graded))
    if told:
        _fill(book.create_sheet(), _("Attempts"), *_attempts(graded, told))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _grades(graded: ClassResult) -> tuple[list[str], list[list[Any]]]:
    head = [_("ID"), _("Student"), _("Email"), _("Grade"), _("of"), _("State"), _("Pending"), _("First cause")]
    head += [_("Lowest"), _("Highest")]
    rows = [
        [
            one.id,
            one.name,
            one.email,
            one.score.grade if one.score else None,
            one.score.scale if one.score else None,
            state(one),
            one.score.pending if one.score else None,
            one.first_cause.text if one.first_cause else one.reason,
            one.score.least if one.score else None,
            one.score.highest if one.score else None,
        ]
        for one in graded.students
    ]
    return head, rows


def _attempts(graded: ClassResult, told: Mapping[str, History]) -> tuple[list[str], list[list[Any]]]:
    head = [_("ID"), _("Student"), _("Attempt"), _("Date"), _("Grade"), _("State"), _("Late"), _("Counts")]
    rows: list[list[Any]] = []
    for one in graded.students:
        for number, attempt in enumerate(told[one.id].attempts if one.id in told else (), 1):
            score = attempt.student.score
            marks = [_("yes") if told[one.id].late(attempt) else "", _("yes") if told[one.id].number == number else ""]
            grade = score.grade if score else None
            rows.append([one.id, one.name, number, local(attempt.at), grade, state(attempt.student), *marks])
    return head, rows


def local(moment: datetime) -> datetime:
    """A time by this computer's clock; workbooks have no time zones."""
    return moment.astimezone().replace(tzinfo=None)


def _fill(sheet: Any, title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.title = title
    widths = [len(name) + 2 for name in head]
    for number, row in enumerate([head, *rows], 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(number, column), value)
            widths[column - 1] = min(WIDEST, max(widths[column - 1], len(str(value)) + 2 if value is not None else 0))
    for column, width in enumerate(widths, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _write(cell: Any, value: Any) -> None:
    """Text stays text, also when somebody edits the cell (quotePrefix)."""
    if isinstance(value, str):
        cell.value = shortened(line(value), FEEDBACK_LIMIT)
        cell.data_type = "s"
        cell.quotePrefix = True
    elif value is not None:
        cell.value = value
        cell.number_format = NUMBER if isinstance(value, float) else "General" if isinstance(value, int) else MOMENT
