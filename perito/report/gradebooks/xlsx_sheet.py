"""A workbook (XLSX) whose first sheet is filled in: only the cells meant change in its XML, all other parts stay.

ECMA-376, part 1: a workbook is a zip; `xl/workbook.xml` names the sheets, a sheet has rows `row` of cells `c` with a
reference (`r="D5"`), a style (`s`) and a type (`t`), texts in common stand in `xl/sharedStrings.xml`.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape

from perito.report.gradebooks.cells import LARGEST, Cell, Place, WorksheetError
from perito.support import workbooks
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from pathlib import Path

    from perito.report.gradebooks.cells import Entry

MAGIC = b"PK\x03\x04"
BOOK, RELATIONS, TEXTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 1_000, 400_000


@dataclass
class _Element:
    """A cell in the sheet's XML: its bytes, its attributes, its text."""

    start: int
    attributes: dict[str, str]
    end: int = 0
    text: str = ""
    formula: bool = False


@dataclass
class _Row:
    """A row in the sheet's XML. `end`: where its end tag begins, 0 where it has none."""

    start: int
    end: int = 0
    cells: dict[int, _Element] = field(default_factory=dict)


class XlsxSheet:
    """The first sheet of a workbook that is not hidden."""

    def __init__(self, path: Path, data: bytes) -> None:
        """Read it. Raises WorksheetError where it is none that can be read."""
        self.path, self.data = path, data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                workbooks.check(archive)
                self.part = _first_sheet(archive)
                self.xml = _part(archive, self.part)
                texts = _texts(_part(archive, TEXTS)) if TEXTS in archive.namelist() else []
            self.reading = _Reading(self.xml, texts)
        except (zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError, EOFError, NotImplementedError) as error:
            said = _("no workbook that can be read: {reason}").format(reason=str(error).strip("'\""))
            raise WorksheetError([f"{Place(path, 1)}: {said}"]) from None
        self.rows = self._rows()

    def _rows(self) -> list[list[Cell]]:
        """All rows up to the last one, each as wide as the widest; a missing cell is an empty one."""
        rows = self.reading.rows
        width = max((max(row.cells, default=-1) + 1 for row in rows.values()), default=0)
        height = max(rows, default=-1) + 1
        if width * height > MOST_CELLS:
            raise WorksheetError([f"{Place(self.path, 1)}: " + _("more than {count} cells").format(count=MOST_CELLS)])
        return [[self._cell(rows.get(row, _Row(0)), row, column) for column in range(width)] for row in range(height)]

    def _cell(self, row: _Row, number: int, column: int) -> Cell:
        place, found = Place(self.path, number + 1, column + 1), row.cells.get(column)
        return Cell(found.text, place, found.start, found.end, found.formula) if found else Cell("", place)

    def filled(self, entries: Mapping[tuple[int, int], Entry]) -> bytes:
        """The workbook with new texts in these cells, by row and column from 0; all else as it was."""
        if not entries:
            return self.data
        edits = sorted((*self._edit(row, column), entry) for (row, column), entry in entries.items())
        pieces, at = [], 0
        for start, end, column, tag, entry in edits:
            del column
            pieces += [self.xml[at:start], self._written(tag, entry)]
            at = end
        return _with_part(self.data, self.part, b"".join([*pieces, self.xml[at:]]))

    def _edit(self, row: int, column: int) -> tuple[int, int, int, str]:
        """The bytes that a cell replaces, its column, and the attributes of its tag."""
        there = self.reading.rows[row]
        found = there.cells.get(column)
        if found is not None:
            style = found.attributes.get("s")
            return found.start, found.end, column, f'r="{_name(row, column)}"' + (f' s="{style}"' if style else "")
        after = [there.cells[one].start for one in sorted(there.cells) if one > column]
        place = after[0] if after else there.end
        return place, place, column, f'r="{_name(row, column)}"'

    def _written(self, tag: str, entry: Entry) -> bytes:
        prefix = self.reading.prefix
        if entry.number is not None:
            return f"<{prefix}c {tag}><{prefix}v>{_plain(entry.number)}</{prefix}v></{prefix}c>".encode()
        text = escape("".join(one for one in entry.text if one >= " " or one in "\t\n\r"))
        inner = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
        return f'<{prefix}c {tag} t="inlineStr">{inner}</{prefix}c>'.encode()


def _plain(number: Decimal) -> str:
    """A number without an exponent and without needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Reading:
    """A sheet's XML: its rows of cells, and where in the bytes each stands."""

    def __init__(self, xml: bytes, texts: list[str]) -> None:
        """Raises ExpatError, ValueError."""
        self.xml, self.texts = xml, texts
        self.rows: dict[int, _Row] = {}
        self.prefix = ""
        self._row: _Row | None = None
        self._cell: _Element | None = None
        self._collects: list[str] | None = None
        self._number, self._count = -1, 0
        parser = _parser()
        self._parser = parser
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _colon, local = name.rpartition(":")
        at = self._parser.CurrentByteIndex
        if local == "row":
            self.prefix = f"{prefix}:" if prefix else ""
            self._number = int(attributes["r"]) - 1 if "r" in attributes else self._number + 1
            if self._number >= MOST_ROWS:
                raise ValueError(_("more than {count} rows").format(count=MOST_ROWS))
            self._row = self.rows[self._number] = _Row(at)
        elif local == "c" and self._row is not None:
            self._cell = _Element(at, attributes)
            self._row.cells[self._column(attributes)] = self._cell
            self._count += 1
            if self._count > MOST_CELLS:
                raise ValueError(_("more than {count} cells").format(count=MOST_CELLS))
        elif local == "f" and self._cell is not None:
            self._cell.formula = True
        elif local in {"v", "t"} and self._cell is not None:
            self._collects = []

    def _column(self, attributes: dict[str, str]) -> int:
        assert self._row is not None
        if "r" not in attributes:
            return max(self._row.cells, default=-1) + 1
        found = REFERENCE.fullmatch(attributes["r"])
        if found is None:
            raise ValueError(attributes["r"])
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        if column > MOST_COLUMNS:
            raise ValueError(_("more than {count} columns").format(count=MOST_COLUMNS))
        return column - 1

    def _characters(self, text: str) -> None:
        if self._collects is not None:
            self._collects.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        at = self._parser.CurrentByteIndex
        if local in {"v", "t"} and self._cell is not None and self._collects is not None:
            self._cell.text += "".join(self._collects)
            self._collects = None
        elif local == "c" and self._cell is not None:
            self._cell.end = self.xml.index(b">", max(at, self._cell.start)) + 1
            self._cell.text = self._meant(self._cell)
            self._cell = None
        elif local == "row" and self._row is not None:
            self._row.end = at if self.xml.startswith(b"</", at) else 0
            self._row = None

    def _meant(self, cell: _Element) -> str:
        if cell.attributes.get("t") != "s" or not cell.text.strip():
            return cell.text
        number = int(cell.text)
        if number >= len(self.texts):
            raise ValueError(f"text {number}")
        return self.texts[number]


def _parser() -> expat.XMLParserType:
    """A parser that takes no document type: entities of one's own have no place in a workbook."""
    parser = expat.ParserCreate("utf-8")

    def refuse(*_told: object) -> None:
        raise ValueError(_("it has a document type"))

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _texts(xml: bytes) -> list[str]:
    """The texts in common; of one in pieces all of them, without its pronunciation (rPh)."""
    found: list[str] = []
    inside: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        inside.append(local)
        if local == "si":
            found.append("")

    def characters(text: str) -> None:
        if inside[-1:] == ["t"] and "rPh" not in inside:
            found[-1] += text

    parser = _parser()
    parser.StartElementHandler, parser.CharacterDataHandler = start, characters
    parser.EndElementHandler = lambda _name: inside.pop() and None
    parser.Parse(xml, True)
    return found


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The part of the first sheet that is not hidden."""
    sheets = [one for name, one in _elements(_part(archive, BOOK)) if name == "sheet"]
    shown = [one for one in sheets if one.get("state", "visible") == "visible"]
    if not shown:
        raise ValueError(_("no sheet"))
    wanted = next(value for key, value in shown[0].items() if key.rpartition(":")[2] == "id" and ":" in key)
    targets = {one["Id"]: one["Target"] for name, one in _elements(_part(archive, RELATIONS)) if name == "Relationship"}
    target = targets[wanted]
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(xml, True)
    return found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part's content. Raises KeyError where there is none, ValueError where it is too large."""
    if archive.getinfo(name).file_size > LARGEST:
        raise ValueError(_("{name} is larger than {size} MiB").format(name=name, size=LARGEST >> 20))
    with archive.open(name) as part:
        data = part.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(_("{name} is larger than {size} MiB").format(name=name, size=LARGEST >> 20))
    return data


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A zip with another content in one of its parts: the others, their order and dates stay."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, content if entry.filename == name else old.read(entry))
    return file.getvalue()


def _name(row: int, column: int) -> str:
    """A cell's reference: row 4, column 3 is D5."""
    letters, number = "", column + 1
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{letters}{row + 1}"
