"""Progress while a server is graded: live on a terminal, plain lines elsewhere."""

from __future__ import annotations

import io
import os
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Group
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from perito.documents.result import CheckResult, Outcome
from perito.report.safe import line
from perito.report.step import WORST_FIRST
from perito.report.style import SYMBOLS, plain, symbol
from perito.support import standard_streams
from perito.support.console import Console
from perito.support.i18n import _, decimal, ngettext
from perito.support.nearest import NEAREST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO


class Progress:
    """Shows each step with its counts while the checks run, on standard error.

    `titles` names the steps in the order of the practice; `console` replaces standard error.
    """

    def __init__(self, titles: Mapping[str, str], console: Console | None = None) -> None:
        self._titles = {name: line(title) for name, title in titles.items()}
        self._stream = None if console else standard_streams.told(own_stream(sys.stderr))
        self._console = console or Console(file=self._stream)
        self._counts: dict[str, Counter[Outcome]] = {}
        self._live: Live | None = None
        self._spinner = Spinner("line" if plain(self._console) else "dots")
        self._began = 0.0

    def start(self) -> None:
        """Announce that the server is being asked."""
        self._began = time.monotonic()
        if self._console.is_terminal and not self._console.is_dumb_terminal:
            self._live = Live(
                console=self._console,
                get_renderable=self._shown,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()
        else:
            self._print(_("Asking the server…"))

    def check_done(self, check: CheckResult) -> None:
        """Count a finished check."""
        if check.step not in self._counts:
            self._counts[check.step] = Counter()
            if self._live is None:
                self._print(f"· {self._title(check.step)}")
        self._counts[check.step][check.outcome] += 1

    def stop(self) -> None:
        """Clear the display for the report. A second call does no harm."""
        if self._live is not None:
            self._live.stop()
            self._live = None
        elif self._began:
            self._print(f"{self._done()} · {self._elapsed()}")
        self._began = 0.0
        if self._stream is not None and self._stream is not sys.stderr:
            self._stream.close()
            self._stream = None

    def _print(self, text: str) -> None:
        self._console.print(Text(text), highlight=False)

    def _title(self, step: str) -> str:
        return self._titles.get(step) or line(step)

    def _shown(self) -> Group:
        table = Table.grid(padding=(0, 1))
        table.add_column()
        table.add_column(no_wrap=True, overflow="ellipsis")
        table.add_column()
        for step in (*self._titles, *(other for other in self._counts if other not in self._titles)):
            counts = self._counts.get(step)
            if counts:
                worst = min(list(counts), key=WORST_FIRST.index)
                table.add_row(symbol(worst, plain(self._console)), self._title(step), self._figures(counts))
        self._spinner.update(text=Text(f"{self._doing()} · {self._elapsed()}"))
        return Group(table, self._spinner)

    def _figures(self, counts: Counter[Outcome]) -> Text:
        if plain(self._console):
            return Text(str(counts.total()), style="dim")
        parts = [f"{number}{SYMBOLS[outcome]}" for outcome, number in sorted(counts.items(), key=_place)]
        return Text(" ".join(parts), style="dim")

    def _doing(self) -> str:
        return self._done() if self._counts else _("Asking the server…")

    def _done(self) -> str:
        done = sum(counts.total() for counts in self._counts.values())
        return ngettext("{count} check done", "{count} checks done", done).format(count=done)

    def _elapsed(self) -> str:
        return f"{decimal(time.monotonic() - self._began, 1)} s"


def _place(item: tuple[Outcome, int]) -> int:
    return list(Outcome).index(item[0])


def own_stream(stream: TextIO) -> TextIO:
    """Standard output or error under its own descriptor: pytest, which runs the checks, redirects the usual one."""
    try:
        return os.fdopen(os.dup(stream.fileno()), "w", encoding=stream.encoding, errors=NEAREST)
    except (OSError, io.UnsupportedOperation, ValueError, AttributeError):
        return stream
