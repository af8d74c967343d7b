"""How another process of this very Perito is started: installed, or out of perito.pyz, which is one file."""

from __future__ import annotations

import sys

ARCHIVE: str | None = None  # perito.pyz, where this runs out of it


def words(module: str) -> list[str]:
    """The command that runs one of Perito's modules as a program; its arguments follow."""
    return [sys.executable, *([ARCHIVE] if ARCHIVE else []), "-m", module]
