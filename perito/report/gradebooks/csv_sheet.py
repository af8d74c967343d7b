"""A CSV file whose cells are filled in without another byte changed: RFC 4180, and what PHP and Ruby read in it.

Encoding, byte-order mark, delimiter, ends of lines and quotes stay. Only readings on which every program agrees are
accepted: a file that two programs would read differently is refused, with its place.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.report.gradebooks.cells import Cell, Place, WorksheetError
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from perito.report.gradebooks.cells import Entry

DELIMITERS = (",", ";", "\t")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
# fgetcsv() of PHP: a backslash keeps the next sign from ending the cell.
QUOTED_BY_PHP = re.compile(r'"([^"\\]*(?:(?:\\.|"")[^"\\]*)*)"', re.DOTALL)
LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Encoded:
    """A text and how its file wrote it: `bom` before it, then `encoding`."""

    text: str
    encoding: str
    bom: bytes = b""

    def bytes(self, text: str) -> bytes:
        """A text as the file writes it; a sign that its encoding lacks as an entity of HTML."""
        return self.bom + text.encode(self.encoding, "xmlcharrefreplace")


def decoded(data: bytes) -> Encoded:
    """The text of a file: by its byte-order mark, else UTF-8, else Windows' own, else Latin-1. Never loses a byte."""
    for bom, name in BOMS:
        if data.startswith(bom):
            with_bom = _as(data[len(bom) :], name)
            if with_bom is not None:
                return Encoded(with_bom, name, bom)
    for name in ("utf-8", "cp1252"):
        text = _as(data, name)
        if text is not None:
            return Encoded(text, name)
    return Encoded(data.decode("latin-1"), "latin-1")


def _as(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if text.encode(encoding) == data else None


class CsvSheet:
    """A CSV file. Blank lines are no rows."""

    def __init__(self, path: Path, data: bytes) -> None:
        """Read it. Raises WorksheetError where it cannot be read, or where programs would read it differently."""
        self.path = path
        self.encoded = decoded(data)
        self.delimiter, self.rows = self._read()
        self._problems(self.rows)

    @property
    def text(self) -> str:
        """The whole file, without its byte-order mark."""
        return self.encoded.text

    def _read(self) -> tuple[str, list[list[Cell]]]:
        """The delimiter by which all rows have as many cells as the first; of several, the one with most cells.

        Raises WorksheetError where there is none, by the delimiter with most cells in the first row.
        """
        found: dict[str, list[list[Cell]] | WorksheetError] = {}
        for delimiter in sorted(DELIMITERS, key=self._headings, reverse=True):
            try:
                rows = list(self._rows(delimiter))
            except WorksheetError as error:
                found[delimiter] = error
                continue
            if rows and len(rows[0]) > 1 and all(len(row) == len(rows[0]) for row in rows):
                return delimiter, rows
            found[delimiter] = rows
        first, likely = next(iter(found.items()))
        if self._headings(first) < 2:
            raise WorksheetError([f"{Place(self.path, 1)}: " + _("no table: its first line has no two cells")])
        raise likely if isinstance(likely, WorksheetError) else WorksheetError(list(self._uneven(likely)))

    def _headings(self, delimiter: str) -> int:
        """How many cells the first row has by a delimiter."""
        try:
            return len(next(self._rows(delimiter), ()))
        except WorksheetError:
            return LINE_END.split(self.text, maxsplit=1)[0].count(delimiter) + 1

    def _rows(self, delimiter: str) -> Iterator[list[Cell]]:
        """The rows of cells. Raises WorksheetError for a quote that ends nowhere, or before the cell does."""
        plain = re.compile(rf"[^{delimiter}\r\n]*")
        opening = re.compile(r' *"' if delimiter == "\t" else r'[ \t]*"')
        row: list[Cell] = []
        at, line, end = 0, 1, len(self.text)
        while at < end or row:
            place = Place(self.path, line, len(row) + 1)
            cell = self._cell(at, place, opening, plain)
            row.append(cell)
            line += len(LINE_END.findall(self.text, at, cell.end))
            at = cell.end
            if self.text.startswith(delimiter, at):
                at += 1
                continue
            over = LINE_END.match(self.text, at)
            if over is None and at < end:
                raise WorksheetError([f"{place}: " + _("there is text after the closing quote")])
            if len(row) > 1 or row[0].end > row[0].start:
                yield row
            row, line, at = [], line + 1, over.end() if over else end

    def _cell(self, at: int, place: Place, opening: re.Pattern[str], plain: re.Pattern[str]) -> Cell:
        opened = opening.match(self.text, at)
        if opened is None:
            found = plain.match(self.text, at)
            assert found is not None
            return Cell(found[0], place, at, found.end())
        if opened.end() - 1 > at:
            raise WorksheetError([f"{place}: " + _("there is a blank before the opening quote")])
        found = QUOTED.match(self.text, at)
        if found is None:
            raise WorksheetError([f"{place}: " + _("the opening quote has no closing one")])
        return Cell(found[1].replace('""', '"'), place, at, found.end())

    def _problems(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Raise WorksheetError for cells that PHP or Ruby would end elsewhere."""
        wrong = []
        for cell in (cell for row in rows for cell in row):
            if self.text.startswith('"', cell.start):
                by_php = QUOTED_BY_PHP.match(self.text, cell.start)
                if by_php is None or by_php.end() != cell.end:
                    said = _("a backslash before a quote: PHP would go on reading in the next cell or row")
                    wrong.append(f"{cell.place}: {said}")
            elif '"' in cell.text:
                wrong.append(f"{cell.place}: " + _("a quote within a cell that has none around it"))
        if wrong:
            raise WorksheetError(wrong)

    def _uneven(self, rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
        wanted = len(rows[0])
        for row in rows[1:]:
            if len(row) != wanted:
                said = _("{found} cells, and the headings are {wanted}").format(found=len(row), wanted=wanted)
                yield f"{row[0].place}: {said}"

    def filled(self, entries: Mapping[tuple[int, int], Entry]) -> bytes:
        """The file with new texts in these cells, by row and column from 0; every other byte as it was."""
        pieces, at = [], 0
        for row, column in sorted(entries):
            cell = self.rows[row][column]
            pieces += [self.text[at : cell.start], self._written(cell, entries[row, column].text)]
            at = cell.end
        return self.encoded.bytes("".join([*pieces, self.text[at:]]))

    def _written(self, cell: Cell, text: str) -> str:
        """A text as a cell: in quotes where the cell had them, or needs them."""
        quoted = self.text.startswith('"', cell.start) or re.search(rf'[{self.delimiter}"\r\n]|^\s|\s$', text)
        return '"' + text.replace('"', '""') + '"' if quoted else text
