"""A watched server without a terminal: a line for each change, for a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from rich.text import Text

from perito.errors import UsageError
from perito.report.changes import news, turned
from perito.report.progress import own_stream
from perito.report.safe import line
from perito.report.view import View
from perito.support.console import Console
from perito.support.i18n import _
from perito.support.standard_streams import told
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from perito.documents.result import CheckResult, Result


def clock() -> str:
    """The reader's local time."""
    return time.strftime("%H:%M:%S")


def summary(view: View) -> str:
    """The grade, how many checks ended how, and what to start with, on one line."""
    graded = view.no_grade or f"{view.label} {view.grade} / {view.scale}"
    parts = [graded, *(text for _outcome, _count, text in view.tally)]
    if view.causes:
        parts.append(_("Start with: ") + view.causes[0].title)
    return " · ".join(parts)


def _unheard(error: OSError) -> None:
    """Nobody reads the output any more: end the watch. Raises UsageError."""
    raise UsageError(_("standard output: cannot be written: {reason}").format(reason=reason(error))) from error


class WatchLines:
    """Prints each news line on standard output; `console` replaces it."""

    def __init__(self, audience: str, console: Console | None = None) -> None:
        self.console = console or Console(file=told(own_stream(sys.stdout), _unheard), highlight=False)
        self.audience = audience
        self.last: View | None = None
        self.said = ""

    def __enter__(self) -> WatchLines:
        return self

    def __exit__(self, *_ended: object) -> None:
        """Nothing to restore."""

    def checking(self) -> None:
        """A check begins: no line."""

    def check_done(self, check: CheckResult) -> None:
        """One check ended: no line."""

    def graded(self, result: Result) -> None:
        """A check of the server ended: a line where the result differs from the previous one."""
        view = View(result, self.audience)
        if self.said or news(self.last, view):
            self.say(" · ".join([summary(view), *turned(self.last, view).texts]))
        self.last, self.said = view, ""

    def unable(self, text: str) -> None:
        """The server was seen and could not be graded: a line for each new reason."""
        if text != self.said:
            self.say(line(text))
        self.said = text

    def looked(self) -> None:
        """Nothing changed: no line."""

    def lost(self, reason: str) -> None:
        """The connection was lost."""
        self.said = reason
        self.say(_("connection lost: {reason}; trying again").format(reason=line(reason)))

    def waiting(self, reason: str, seconds: float) -> None:
        """No connection yet: no line for each attempt."""

    def back(self) -> None:
        """The connection is back."""
        self.say(_("connected again"))

    def say(self, text: str) -> None:
        """One line with the time before it."""
        self.console.print(Text(f"{clock()}  {text}"), soft_wrap=True, highlight=False)
