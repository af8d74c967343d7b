"""Blocks as lines of text, for a terminal and for `perito explain`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.report.evidence.characters import Piece
from perito.support.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perito.report.evidence.characters import Difference
    from perito.report.evidence.drawn import Block, Drawn, Part

POINTER = "> "
WIDEST = 46  # columns of a label; a longer one pushes its text aside


@dataclass(frozen=True)
class Told:
    """One line: what comes before its text, and the text in pieces. `marked`: it is the culprit; `muted`: it is about
    the lines around it and not one of them."""

    before: str
    text: tuple[Piece, ...]
    marked: bool = False
    muted: bool = False

    @property
    def plain(self) -> str:
        """All of it without marks."""
        return (self.before + "".join(piece.text for piece in self.text)).rstrip()

    @property
    def carets(self) -> str:
        """A line to stand below it, with ^ below each character that is not as it should be; empty where all are."""
        below = "".join(("^" if piece.kind else " ") * len(piece.text) for piece in self.text).rstrip()
        return " " * len(self.before) + below if below else ""


def lines(blocks: Sequence[Block]) -> Iterator[Told]:
    """The blocks, one below the other; folded rows by their number alone."""
    for block in blocks:
        if block.title:
            yield Told("", (Piece(block.title),), muted=True)
        width = min(max((len(row.label) for row in block.shown), default=0), WIDEST)
        for part in block.parts:
            if part.folded:
                yield _folded(part, width)
            else:
                for row in part.rows:
                    yield from _row(row, width, numbered=block.kind == "file")
                if part.left_out:
                    yield _folded(part, width)


def plainly(blocks: Sequence[Block]) -> Iterator[str]:
    """The same without colours: what is marked has its carets below it."""
    for one in lines(blocks):
        yield one.plain
        if one.carets:
            yield one.carets


def _folded(part: Part, width: int) -> Told:
    count = part.count if part.folded else part.left_out
    text = ngettext("… {count} line more", "… {count} lines more", count).format(count=count)
    return Told(" " * (len(POINTER) + width + 2), (Piece(text),), muted=True)


def _row(row: Drawn, width: int, *, numbered: bool) -> Iterator[Told]:
    label = row.label.rjust(width) if numbered else row.label.ljust(width)
    before = (POINTER if row.marked else " " * len(POINTER)) + (f"{label}  " if width else "")
    aside = (Piece(f"  ({row.aside})"),) if row.aside else ()
    yield Told(before, (*row.text, *aside), row.marked)
    for remark in row.remarks:
        yield Told(" " * len(before), (Piece(remark),), muted=True)


def of_difference(found: Difference, width: int = 0) -> Iterator[Told]:
    """Expected above found, the characters in which they differ marked, and the code points of those unseen. `width`:
    of the labels, to align them with others."""
    labels = (_("Expected"), _("Found"))
    width = max([width, *map(len, labels)])
    for label, text in zip(labels, (found.wanted, found.found), strict=True):
        yield Told(f"{label.ljust(width)} ", text)
    for remark in found.remarks:
        yield Told(" " * (width + 1), (Piece(remark),), muted=True)
