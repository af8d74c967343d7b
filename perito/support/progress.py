"""Progress of long work, on standard error: how many of how many, how many a second, and how long it will take.

    with Work(_("Writing the pages"), len(people)) as work:
        for person in work.through(people):
            …

Nothing is shown of what takes less than two seconds. On a terminal it is one line that is gone at the end; elsewhere,
in a log or in CI, a line after ten seconds, one every half minute, and one at the end. Of work within other work the
inner is shown.
"""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from perito.support.i18n import _, decimal, duration, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.support.console import Console

T = TypeVar("T")

SHORT = 2.0  # seconds that need no progress
LATE = 10.0  # seconds that a log waits for its first line
SELDOM = 30.0  # seconds between two lines of a log
OFTEN = 0.2  # seconds between two states of a terminal's line
MINUTE = 60

_hushed = False
_at_work: list[Work] = []  # outermost first: only the innermost is shown


def hush(quiet: bool) -> None:
    """Show no progress in this process from now on, or show it again: for `--quiet`."""
    global _hushed
    _hushed = quiet


def hushed() -> bool:
    """Whether no progress is to be shown."""
    return _hushed


@dataclass
class Pace:
    """How far work has come. `total` 0: its amount is not known; `began`: seconds of a clock that only runs forward."""

    doing: str
    total: int = 0
    began: float = 0.0
    done: int = 0

    def line(self, now: float) -> str:
        """One line about it, in the current language."""
        return " · ".join(filter(None, (f"{self.doing}{self._count()}", self._rate(now), self._time(now))))

    def _count(self) -> str:
        if self.total:
            return f" {grouped(self.done)}/{grouped(self.total)}"
        return f" {grouped(self.done)}" if self.done else ""

    def _rate(self, now: float) -> str:
        spent = now - self.began
        if not self.done or spent <= 0:
            return ""
        each = self.done / spent
        if each >= 1:
            return f"{grouped(round(each)) if each >= 10 else decimal(each, 1)}/s"
        return f"{decimal(each * MINUTE, 0 if each * MINUTE >= 10 else 1)}/min"

    def _time(self, now: float) -> str:
        spent = now - self.began
        if 0 < self.done < self.total:
            return _("about {time} left").format(time=duration(spent / self.done * (self.total - self.done)))
        return duration(spent)


class Work:
    """Shows the pace of work between entering and leaving. `console` replaces standard error."""

    def __init__(self, doing: str, total: int = 0, *, console: Console | None = None) -> None:
        self.pace = Pace(doing, total, time.monotonic())
        self._console = console
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._shown = False

    def __enter__(self) -> Work:
        _at_work.append(self)
        if not _hushed:
            from perito.support import threads  # with concurrent.futures and logging, which `--help` does without

            self._thread = threads.daemon(self._show)
            self._thread.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        _at_work.remove(self)
        if self._shown:
            self._end(whole=ended[0] is None)

    def step(self, count: int = 1) -> None:
        """So many more are done."""
        self.pace.done += count

    def through(self, items: Iterable[T]) -> Iterator[T]:
        """The items; each counts as done when the next one is asked for."""
        for item in items:
            yield item
            self.step()

    def _show(self) -> None:
        if self._over.wait(SHORT):
            return
        live = self._is_live(self._on())
        if not live and self._over.wait(LATE - SHORT):
            return
        while not self._over.is_set():
            if _at_work[-1] is self:
                self.show()
            self._over.wait(OFTEN if live else SELDOM)

    def show(self) -> None:
        """Show the pace as it is now."""
        self._shown = True
        console, text = self._on(), self.pace.line(time.monotonic())
        if self._is_live(console):
            from rich.text import Text

            self._clear(console)
            console.print(Text(text), end="", no_wrap=True, overflow="ellipsis", crop=True, highlight=False)
        else:
            console.print(text, soft_wrap=True, highlight=False, markup=False)

    def _end(self, *, whole: bool) -> None:
        """A terminal's line is gone; a log says how long it all took."""
        console = self._on()
        if self._is_live(console):
            self._clear(console)
        elif whole:
            self.show()

    def _on(self) -> Console:
        if self._console is None:
            from perito.support.console import Console  # only where there is something to show

            self._console = Console(file=sys.stderr)
        return self._console

    @staticmethod
    def _is_live(console: Console) -> bool:
        return console.is_terminal and not console.is_dumb_terminal

    @staticmethod
    def _clear(console: Console) -> None:
        from rich.control import Control
        from rich.segment import ControlType

        console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))
