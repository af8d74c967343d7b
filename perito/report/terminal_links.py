"""Links on a terminal (OSC 8): a path that opens at a click, where the terminal is known to show them.

Others print the escape's text or nothing of use, so that an unknown terminal gets the path alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style

from perito.report.style import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.text import Text

    from perito.support.console import Console

PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "WarpTerminal"})
TERMS = frozenset({"xterm-kitty", "foot", "foot-extra", "alacritty", "wezterm", "xterm-ghostty", "contour", "rio"})
MARKS = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM", "TERMINAL_EMULATOR")
FIRST_VTE = 5000  # 0.50, as VTE_VERSION has it


def known(console: Console, environment: Mapping[str, str] | None = None) -> bool:
    """Whether a console is one that shows links. `environment`: where it says its name (default: our own).

    FORCE_HYPERLINK decides, where it is set (0: no).
    """
    found = os.environ if environment is None else environment
    if not console.is_terminal or console.is_dumb_terminal or console.legacy_windows:
        return False
    if "FORCE_HYPERLINK" in found:
        return found["FORCE_HYPERLINK"] != "0"
    if "CI" in found or found.get("TERM", "").startswith(("screen", "linux")):
        return False
    vte = found.get("VTE_VERSION", "")
    return (
        found.get("TERM_PROGRAM") in PROGRAMS
        or found.get("TERM") in TERMS
        or any(found.get(name) for name in MARKS)
        or (vte.isdecimal() and int(vte) >= FIRST_VTE)
    )


def of(path: Path, *, linked: bool) -> Text:
    """A path as it was given; `linked`: as a link to the file."""
    text = said(str(path))
    if linked:
        text.stylize(Style(link=Path(path).absolute().as_uri()))
    return text
