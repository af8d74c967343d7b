"""Indented lines on a terminal: what does not fit goes on under where it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def put(console: Console, text: Text) -> None:
    """Print a line. A terminal folds it at words, under its own indent; elsewhere it stays one line."""
    if not console.is_terminal:
        console.print(text, soft_wrap=True, highlight=False)
        return
    indent = len(text.plain) - len(text.plain.lstrip(" "))
    console.print(Padding(text[indent:], (0, 0, 0, indent), expand=False), highlight=False)
