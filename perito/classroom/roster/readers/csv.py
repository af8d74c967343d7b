"""A table as text: comma, semicolon or tab between the cells, headings in the first line or below a title."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from perito.classroom.roster.headings import FIELD_OF, title
from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Cell, Place, visible
from perito.classroom.roster.sheet import Line, Sheet
from perito.classroom.roster.source import LONGEST
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from perito.classroom.roster.rows import Problems, Row
    from perito.classroom.roster.source import Source

SEPARATORS = ",;\t"
MOST_CELLS = 1_000_000
ABOVE = 15  # lines with content, among which the headings are
SUFFIXES = (".csv", ".tsv")
Numbered = tuple[Place, "Sequence[str]"]


def is_it(source: Source) -> bool:
    """Whether the name says so, or the first line has headings."""
    if source.suffix in SUFFIXES:
        return True
    return (not source.suffix and _headings(source.head)) or (
        source.suffix in {".txt", ".dat"} and _headings(source.head)
    )


def _headings(head: str) -> bool:
    cells = [title(cell) for cell in head.split(separator(head))]
    return sum(cell in FIELD_OF for cell in cells) > 1


def rows(reading: Reading) -> list[Row]:
    """The students in the table."""
    return of_text(reading, reading.source.path, reading.source.text)


def of_text(reading: Reading, path: Path, text: str) -> list[Row]:
    """The students in a table's text."""
    sheet = sheet_of(list(_lines(path, text, reading.problems)), reading.given.headings, reading.problems)
    return reading.people(sheet) if sheet else []


def separator(text: str) -> str:
    """The separator that gives one of the first lines the most known headings."""
    head = [line[:LONGEST] for line in text.split("\n", 3 * ABOVE)[: 3 * ABOVE] if line.strip()][:ABOVE]
    hint = re.fullmatch(r"\"?sep=([,;\t])\"?", head[0].strip(" ")) if head else None
    if hint:
        return hint[1]

    def sense(character: str) -> tuple[int, int]:
        cells = [[title(cell) for cell in line.split(character)] for line in head]
        return max((sum(cell in FIELD_OF for cell in one) for one in cells), default=0), len(cells[0]) if cells else 0

    return max(SEPARATORS, key=sense)


def _lines(path: Path, text: str, problems: Problems) -> Iterator[Numbered]:
    """Each line with content, and its place."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    before = count = 0
    try:
        for cells in lines:
            line, before = before + 1, lines.line_num
            count += len(cells)
            if count > MOST_CELLS:
                problems.add(Place(path, line), _("more than {count} cells").format(count=MOST_CELLS))
                return
            if any(cell.strip() for cell in cells) and not re.fullmatch(r"sep=.?", cells[0]):
                yield Place(path, line), cells
    except csv.Error as error:
        problems.add(Place(path, before + 1), _("no CSV: {problem}").format(problem=visible(str(error))))


def sheet_of(lines: Sequence[Numbered], given: Iterable[str], problems: Problems) -> Sheet | None:
    """The table: its headings are in the first line that has two known ones, else in the first line; None: empty.

    A line with more cells than headings is an error.
    """
    if not lines:
        return None
    wanted = {*FIELD_OF, *map(title, given)}
    known = [sum(title(cell) in wanted for cell in cells) for _place, cells in lines[:ABOVE]]
    first = next((number for number, count in enumerate(known) if count > 1), 0)
    place, headings = lines[first]
    sheet = Sheet([Cell(cell, Place(place.file, place.line, n)) for n, cell in enumerate(headings, 1)], [])
    for here, cells in lines[first + 1 :]:
        wide = next((n for n, cell in enumerate(cells[len(headings) :], len(headings) + 1) if cell.strip()), None)
        if wide is not None:
            text = _("{values} values under {headings} headings").format(values=len(cells), headings=len(headings))
            problems.add(Place(here.file, here.line, wide), text)
            continue
        found = {
            n: Cell(cell.strip(), Place(here.file, here.line, n + 1)) for n, cell in enumerate(cells) if cell.strip()
        }
        sheet.lines.append(Line(here, found))
    return sheet


READER = Reader("csv", is_it, rows)
