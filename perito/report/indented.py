"""Indented lines on a terminal: what does not fit goes on under where it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.report.lines import Line, printed

if TYPE_CHECKING:
    from rich.text import Text

    from perito.support.console import Console


def put(console: Console, text: Text) -> None:
    """Print a line. A terminal folds it at words, under its own indent; elsewhere it stays one line."""
    indent = len(text.plain) - len(text.plain.lstrip(" "))
    lines = printed([Line(text[indent:], indent=indent)], console.width) if console.is_terminal else [text]
    for one in lines:
        console.print(one, soft_wrap=True, highlight=False)
