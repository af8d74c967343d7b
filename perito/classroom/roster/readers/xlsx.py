"""A workbook (XLSX), by openpyxl: the first sheet that has two known headings, else the first one."""

from __future__ import annotations

import io
import zlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from perito.classroom.roster.headings import FIELD_OF, title
from perito.classroom.roster.readers.csv import ABOVE, sheet_of
from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Place
from perito.errors import UsageError
from perito.support import workbooks
from perito.support.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from perito.classroom.roster.readers.csv import Numbered
    from perito.classroom.roster.rows import Row
    from perito.classroom.roster.source import Source

MOST_CELLS, MOST_ROWS = 1_000_000, 100_000
OLD = b"\xd0\xcf\x11\xe0"  # a compound file: a workbook of before 2007


def is_it(source: Source) -> bool:
    """Whether it is a ZIP archive, or called a workbook."""
    return source.data.startswith((b"PK\x03\x04", OLD)) or source.suffix in {".xlsx", ".xlsm", ".xls"}


def rows(reading: Reading) -> list[Row]:
    """The students in the workbook. Raises UsageError where openpyxl is not installed."""
    source = reading.source
    if source.data.startswith(OLD) or source.suffix == ".xls":
        reading.problems.add(Place(source.path), _("an old workbook: save it as .xlsx or as CSV"))
        return []
    sheets = _sheets(reading)
    chosen = next((lines for lines in sheets if _known(lines) > 1), next((one for one in sheets if one), []))
    sheet = sheet_of(chosen, reading.given.headings, reading.problems)
    return reading.people(sheet) if sheet else []


def _sheets(reading: Reading) -> list[list[Numbered]]:
    """The lines with content of every sheet; nothing where it is no workbook."""
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise UsageError(_("a workbook is read with the extra xlsx: pip install 'perito[xlsx]'")) from None
    source = reading.source
    try:
        with ZipFile(io.BytesIO(source.data)) as archive:
            workbooks.check(archive)
        book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        return [_lines(source.path, sheet) for sheet in book.worksheets]
    except (
        BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        OSError,
        IndexError,
        TypeError,
        SyntaxError,
        EOFError,
        OverflowError,
        AttributeError,
        NotImplementedError,
        RecursionError,
        zlib.error,
    ) as error:
        said = str(error).partition("\n")[0]
        reading.problems.add(Place(source.path), _("no workbook: {said}").format(said=said or type(error).__name__))
        return []


def _lines(path: Path, sheet: Any) -> list[Numbered]:
    found: list[Numbered] = []
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = [_text(value) for value in row]
        cells += len(texts)
        if cells > MOST_CELLS:
            raise ValueError(_("more than {count} cells").format(count=MOST_CELLS))
        if number > MOST_ROWS:
            raise ValueError(_("more than {count} rows").format(count=MOST_ROWS))
        if any(texts):
            while texts and not texts[-1]:
                texts.pop()
            found.append((Place(path, number), texts))
    return found


def _text(value: object) -> str:
    """A cell as it would be typed: a whole number without a point, a date as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value).strip()


def _known(lines: list[Numbered]) -> int:
    return max((sum(title(cell) in FIELD_OF for cell in cells) for _place, cells in lines[:ABOVE]), default=0)


READER = Reader("xlsx", is_it, rows)
