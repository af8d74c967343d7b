"""Lines of a report for a terminal of any width, or for a log file: a marker, a text that wraps beside it, and figures
at the right edge.

What is said is made of these; how wide it may be is known only where it is printed. No line ends in blanks, and a path
breaks behind its slashes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from perito.report.style import LABEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GAP = 1  # columns between two cells
NARROWEST = 24  # columns that a text has at least, or its marker and figures give way
HANG = 2  # columns by which the rest of a text stands in where its marker is too wide
PIECE = re.compile(r"(?:(?<!\s)\s+)?\S+")
SLASHED = re.compile(r"[^/]*/+|[^/]+$")


@dataclass(frozen=True)
class Figure:
    """A text at the right edge. `width`: columns that it takes in every line."""

    text: Text
    width: int


@dataclass(frozen=True)
class Line:
    """A text with its marker before it, `indent` columns from the left, and its figures."""

    text: Text
    marker: Text = field(default_factory=Text)
    indent: int = 0
    figures: tuple[Figure, ...] = ()

    def inside(self, columns: int) -> Line:
        """The same line further in."""
        return Line(self.text, self.marker, self.indent + columns, self.figures)


@dataclass(frozen=True)
class Heading:
    """The beginning of a part of the report."""

    title: Text


@dataclass(frozen=True)
class Flow:
    """Pieces one after the other, each whole where a line holds it, with `joint` between them."""

    pieces: tuple[Text, ...]
    joint: Text
    indent: int = 0


Row = Line | Heading | Flow
BLANK = Line(Text())


def labelled(rows: Iterable[tuple[str, Text]], width: int = 0) -> list[Line]:
    """A line for each label and its text, the texts below one another. `width`: of the labels, to align several
    tables."""
    found = list(rows)
    width = max([width, *(cell_len(label) for label, _text in found)])
    return [Line(text, Text(f"{label}{' ' * (width - cell_len(label))} ", style=LABEL)) for label, text in found]


def printed(rows: Iterable[Row], width: int) -> Iterator[Text]:
    """The lines as a terminal of so many columns shows them."""
    for row in rows:
        if isinstance(row, Heading):
            yield from _ruled(row.title, width)
        elif isinstance(row, Flow):
            yield from _flowing(row, width)
        else:
            yield from _wrapped_line(row, width)


def logged(rows: Iterable[Row]) -> Iterator[Text]:
    """The lines as a log file keeps them: each whole, without rules and columns."""
    for row in rows:
        if isinstance(row, Heading):
            yield row.title
            continue
        if isinstance(row, Flow):
            yield Text.assemble(" " * row.indent, Text().join(_joined(row)))
            continue
        figures = [one.text for one in row.figures if one.text]
        told = Text("  ").join([row.text, *figures])
        yield _trimmed(Text.assemble(" " * row.indent, *((row.marker, " ") if row.marker else ()), told))


def _ruled(title: Text, width: int) -> Iterator[Text]:
    """A title, and a rule behind it where there is room for one."""
    rest = width - cell_len(title.plain) - GAP
    if rest > 0:
        yield Text.assemble(title, (" " + "─" * rest, LABEL))
    else:
        yield from wrapped(title, width)


def _wrapped_line(row: Line, width: int) -> Iterator[Text]:
    figures = sum(one.width + GAP for one in row.figures)
    before = row.indent + (cell_len(row.marker.plain) + GAP if row.marker else 0)
    if width - before - figures < NARROWEST and figures:
        told = Text("  ").join([row.text, *(one.text for one in row.figures if one.text)])
        yield from _wrapped_line(Line(told, row.marker, row.indent), width)
        return
    indent = " " * row.indent
    if width - before < NARROWEST and row.marker:
        yield _trimmed(Text.assemble(indent, row.marker))
        yield from _wrapped_line(Line(row.text, indent=row.indent + HANG), width)
        return
    first, *rest = wrapped(row.text, width - before - figures)
    begun = Text.assemble(indent, *((row.marker, " ") if row.marker else ()), first)
    yield _trimmed(_with_figures(begun, row.figures, width))
    yield from (_trimmed(Text.assemble(" " * before, one)) for one in rest)


def _joined(row: Flow) -> list[Text]:
    """The pieces, each but the first with the joint before it."""
    return [Text.assemble(row.joint, piece) if number else piece for number, piece in enumerate(row.pieces)]


def _flowing(row: Flow, width: int) -> Iterator[Text]:
    """As many pieces as a line holds; the next one begins with the joint, as it goes on."""
    line, room = Text(), max(1, width - row.indent)
    for piece in _joined(row):
        if line and cell_len(line.plain + piece.plain) > room:
            yield from _indented(line, row.indent, room)
            line = _trimmed(piece, start=True)
        else:
            line = Text.assemble(line, piece)
    yield from _indented(line, row.indent, room)


def _indented(text: Text, indent: int, room: int) -> Iterator[Text]:
    yield from (_trimmed(Text.assemble(" " * indent, one)) for one in wrapped(text, room))


def _with_figures(text: Text, figures: tuple[Figure, ...], width: int) -> Text:
    edge = width - sum(one.width + GAP for one in figures)
    for one in figures:
        edge += GAP + one.width
        blanks = edge - cell_len(text.plain) - cell_len(one.text.plain)
        text = Text.assemble(text, " " * max(GAP, blanks), one.text) if one.text else text
    return text


def wrapped(text: Text, width: int) -> list[Text]:
    """A text in lines of at most so many columns: broken at blanks, else behind slashes, else anywhere."""
    lines = []
    for part in text.split(allow_blank=True) or [Text()]:
        cuts = _cuts(part.plain, max(1, width))
        found = [_trimmed(one, start=number > 0) for number, one in enumerate(part.divide(cuts))]
        lines += found[1:] if len(found) > 1 and not found[0] else found
    return lines


def _cuts(text: str, width: int) -> list[int]:
    """The places at which a line begins that is not the first."""
    cuts, used, at = [], 0, 0
    for part in (part for piece in PIECE.findall(text) for part in _parts(piece, width)):
        shown = part
        if used + cell_len(part) > width and (used or part[:1].isspace()):
            shown = part.lstrip()
            at += len(part) - len(shown)
            cuts.append(at)
            used = 0
        used += cell_len(shown)
        at += len(shown)
    return cuts


def _parts(piece: str, width: int) -> Iterator[str]:
    """A word with the blanks before it, whole where a line holds it."""
    word = piece.lstrip()
    if cell_len(word) <= width:
        yield piece
        return
    blanks = piece[: len(piece) - len(word)]
    for number, part in enumerate(SLASHED.findall(word)):
        start = blanks if not number else ""
        for place, some in enumerate(_folded(part, width)):
            yield (start if not place else "") + some


def _folded(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for character in text:
        size = cell_len(character)
        if line and used + size > width:
            yield line
            line, used = "", 0
        line += character
        used += size
    yield line


def _trimmed(text: Text, *, start: bool = False) -> Text:
    """Without blanks at its end; `start`: nor at its beginning."""
    text = text.copy()
    text.rstrip()
    if start:
        blanks = len(text.plain) - len(text.plain.lstrip())
        text = text[blanks:] if blanks else text
    return text
