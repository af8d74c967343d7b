"""What is seen while the checks run."""

from __future__ import annotations

import io

from perito.report.progress import Progress
from perito.support.console import Console

from . import samples

TITLES = {"tools": "Herramientas (1–3)", "directory": "Directorio"}


def test_plain_lines_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    progress = Progress(TITLES, Console(file=stream, width=80))
    progress.start()
    for check in samples.sound().checks[:5]:
        progress.check_done(check)
    progress.stop()
    progress.stop()
    lines = stream.getvalue().splitlines()
    assert lines[:3] == ["Preguntando al servidor…", "· Herramientas (1–3)", "· Directorio"]
    assert lines[3].startswith("5 comprobaciones hechas · ")
    assert len(lines) == 4


def test_live_table_counts_and_leaves_nothing_behind() -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=80, force_terminal=True, legacy_windows=False, _environ={"TERM": "xterm"})
    progress = Progress(TITLES, console)
    progress.start()
    for check in samples.broken().checks[:5]:
        progress.check_done(check)
    assert progress._live is not None
    progress._live.refresh()
    assert "3✓" in stream.getvalue()
    assert "5 comprobaciones hechas" in stream.getvalue()
    progress.stop()
    assert stream.getvalue().endswith("\x1b[?25h") or "\x1b[2K" in stream.getvalue()[-60:]


def test_own_descriptor_is_closed_and_standard_error_is_not(capfd: object) -> None:
    import sys

    progress = Progress(TITLES)
    progress.start()
    progress.stop()
    assert not sys.stderr.closed
