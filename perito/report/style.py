"""The look of the terminal report: symbols, colours, and text that is never read as markup.

Sixteen colours at most, and never colour alone: each outcome has its own symbol.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from perito.documents.result import Outcome
from perito.report.safe import line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from perito.support.console import Console

SYMBOLS = {
    Outcome.PASSED: "✓",
    Outcome.FAILED: "✗",
    Outcome.BLOCKED: "⊘",
    Outcome.ERROR: "?",
    Outcome.NOT_APPLICABLE: "–",
    Outcome.WAIVED: "≈",
    Outcome.MANUAL: "✎",
}
PLAIN_SYMBOLS = {
    Outcome.PASSED: "+",
    Outcome.FAILED: "x",
    Outcome.BLOCKED: "o",
    Outcome.ERROR: "?",
    Outcome.NOT_APPLICABLE: "-",
    Outcome.WAIVED: "~",
    Outcome.MANUAL: "m",
}
STYLES = {
    Outcome.PASSED: "green",
    Outcome.FAILED: "bold red",
    Outcome.BLOCKED: "yellow",
    Outcome.ERROR: "magenta",
    Outcome.NOT_APPLICABLE: "dim",
    Outcome.WAIVED: "cyan",
    Outcome.MANUAL: "cyan",
}
LABEL = "dim"
COMMAND = "cyan"


def plain(console: Console) -> bool:
    """Whether the terminal's encoding lacks the symbols, so that ASCII is used."""
    try:
        "".join(SYMBOLS.values()).encode(console.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def symbol(outcome: Outcome, ascii_only: bool) -> Text:
    """The symbol of an outcome in its colour."""
    return Text((PLAIN_SYMBOLS if ascii_only else SYMBOLS)[outcome], style=STYLES[outcome])


def said(text: str, style: str = "") -> Text:
    """Any text on one line, made safe, wrapped where it is too long, without markup."""
    return Text(line(text), style=style, overflow="fold")


def fields(rows: Iterable[tuple[str, RenderableType]], width: int = 0) -> Table:
    """Labels and values in two columns; `width`: of the labels, to align several tables."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(style=LABEL, no_wrap=True, min_width=width)
    table.add_column(ratio=1, overflow="fold")
    for label, value in rows:
        table.add_row(Text(label), value)
    return table


def entry(marker: Text, content: RenderableType, *right: tuple[Text, int]) -> Table:
    """A marker, its content beside it, of any length, and right-aligned texts of fixed widths."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for _text, width in right:
        table.add_column(justify="right", width=width, no_wrap=True)
    table.add_row(marker, content, *(text for text, _width in right))
    return table
