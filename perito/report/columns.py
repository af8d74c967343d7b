"""A table of text: on a terminal the widest columns give way, in a log file every cell is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

GAP = 2  # columns of the terminal between two cells
LEAST = 8  # columns of the terminal that a cell keeps


def columns(
    heads: Sequence[str], rows: Sequence[Sequence[Text]], width: int | None, right: Collection[int] = ()
) -> Iterator[Text]:
    """A line for the heads and one for each row. `width`: of the terminal, None in a log file; `right`: the columns
    that are aligned at their right edge, from 0."""
    table = [[Text(head, style="bold") for head in heads], *rows]
    widths = [max(row[at].cell_len for row in table) for at in range(len(heads))]
    while width is not None and sum(widths) + GAP * (len(heads) - 1) > width and max(widths) > LEAST:
        widths[widths.index(max(widths))] -= 1
    for row in table:
        cells = [_cell(text, wide, right=at in right) for at, (text, wide) in enumerate(zip(row, widths, strict=True))]
        text = Text(" " * GAP).join(cells)
        text.rstrip()
        yield text


def _cell(text: Text, width: int, *, right: bool) -> Text:
    cell = text.copy()
    cell.truncate(width, overflow="ellipsis")
    blanks = " " * (width - cell.cell_len)
    return Text.assemble(blanks, cell) if right else Text.assemble(cell, blanks)
