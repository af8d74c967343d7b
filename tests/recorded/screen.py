"""What stands on the last screen of a terminal after a report: of 24 lines one is the prompt's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perito.report import terminal
from perito.report.chain import chains
from perito.report.safe import line
from perito.report.terminal_steps import Settings
from perito.report.view import View

if TYPE_CHECKING:
    from perito.documents.result import Result

COLUMNS, LINES = 80, 24
PAGE = {"html": Path("reports/20261127-001412-usuario-192.168.56.10/report.html")}


def assert_told_on_the_last_screen(result: Result) -> None:
    """Fail unless the grade, the first cause's sentence with its command and the broken link of its chain are on it."""
    view = View(result)
    shown = [one.plain for one in terminal.drawn(terminal.report(view, Settings(), PAGE), COLUMNS)]
    assert all(one == one.rstrip() and len(one) <= COLUMNS for one in shown)
    last = _joined("\n".join(shown[1 - LINES :]))
    assert _joined(view.verdict.replace(": ", "")) in last
    if not view.causes:
        return
    first = view.causes[0]
    assert _joined(first.finding or first.title) in last
    assert first.look[1]
    assert _joined(first.look[1]) in last
    for one in chains(view):
        if one.broken is not None and (not view.several or one.label == first.root.deployment):
            assert _joined(f"✗ {one.broken.title} {one.broken.name if one.broken.outcome == 'failed' else ''}") in last


def _joined(text: str) -> str:
    return "".join(line(text.replace("\n", " ")).split())
