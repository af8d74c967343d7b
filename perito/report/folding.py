"""Plain lines as they fit the terminal that they are printed on."""

from __future__ import annotations

import shutil
import sys
import textwrap

from perito.report.safe import shortened


def folded(text: str) -> str:
    """A line as it fits a terminal, whole words on each; what is indented further is quoted, and only cut."""
    if not sys.stdout.isatty():
        return text
    width = shutil.get_terminal_size().columns
    if text.startswith("    "):
        return shortened(text, width)
    start = " " * (len(text) - len(text.lstrip()) + (0 if text.startswith(" ") else 2))
    return textwrap.fill(text, width, subsequent_indent=start, break_long_words=False, break_on_hyphens=False)
