"""Rows, and blocks of them, as a page or a terminal draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.report.evidence.characters import Piece

WIDTH = 300  # characters of a row
ROWS = 10  # of a table or a log
FOLDED = 24  # rows that can be unfolded


@dataclass(frozen=True)
class Drawn:
    """One row: a label (a line's number, a key, a time), its text in pieces, and remarks about it below. `marked`: it
    is the culprit; `aside`: the file that says so."""

    label: str
    text: tuple[Piece, ...]
    marked: bool = False
    aside: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The text without marks."""
        return "".join(piece.text for piece in self.text)


@dataclass(frozen=True)
class Part:
    """Rows that follow one another; `left_out`: how many more there are of them that are nowhere."""

    rows: tuple[Drawn, ...]
    folded: bool = False
    left_out: int = 0

    @property
    def count(self) -> int:
        """How many rows it stands for."""
        return len(self.rows) + self.left_out


@dataclass(frozen=True)
class Block:
    """`kind`: file, table, log, http or text."""

    kind: str
    title: str
    parts: tuple[Part, ...] = ()

    @property
    def shown(self) -> tuple[Drawn, ...]:
        """The rows that are not folded."""
        return tuple(row for part in self.parts if not part.folded for row in part.rows)
