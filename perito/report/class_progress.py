"""Progress of a class: a line for each running server on a terminal, a line for each finished one elsewhere."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from perito.documents.result import Outcome
from perito.report.class_states import STATUSES, state
from perito.report.safe import line
from perito.report.style import plain, symbol
from perito.support import progress
from perito.support.console import Console
from perito.support.i18n import _, decimal, duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.documents.class_result import Student

MOST_LINES = 30


@dataclass
class Running:
    """A server being graded: its current step and the start of it, in seconds of the monotonic clock."""

    since: float
    step: str = ""


@dataclass
class ClassProgress:
    """Shows the progress of a class on standard error. `titles` names the steps; `total` is the number of servers."""

    titles: Mapping[str, str]
    total: int
    console: Console = field(default_factory=lambda: Console(stderr=True))
    running: dict[str, Running] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    spent: float = 0.0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._began = time.monotonic()
        self._live: Live | None = None

    def __enter__(self) -> ClassProgress:
        if self.console.is_terminal and not self.console.is_dumb_terminal and not progress.hushed():
            self._live = Live(console=self.console, get_renderable=self._shown, transient=True, refresh_per_second=4)
            self._live.start()
        return self

    def __exit__(self, *_ended: object) -> None:
        if self._live is not None:
            self._live.stop()

    def started(self, student: str) -> None:
        """A server was handed to a worker."""
        with self._lock:
            self.running[student] = Running(time.monotonic())

    def step(self, student: str, step: str) -> None:
        """A server's checks reached a step; empty: it is connecting, and its time counts from here."""
        with self._lock:
            if student in self.running:
                self.running[student].step = step
                if not step:
                    self.running[student].since = time.monotonic()

    def ended(self, student: Student, seconds: float) -> None:
        """A server is finished, in any way."""
        with self._lock:
            self.running.pop(student.id, None)
            self.counts[student.status] += 1
            self.spent += seconds
        if self._live is None and not progress.hushed():
            self.console.print(self._finished(student), soft_wrap=True, highlight=False)

    @property
    def done(self) -> int:
        """Number of finished servers."""
        return self.counts.total()

    def _finished(self, student: Student) -> Text:
        """One plain line: count of total, student, and result."""
        text = Text(f"{self.done}/{self.total} {line(student.id)} ")
        if student.score is None:
            return text.append(f"{_(STATUSES.get(student.status, student.status))}: {line(student.reason)}")
        grade = student.score.grade
        text.append(f"{decimal(grade)}/{student.score.scale:g}" if grade is not None else state(student))
        if student.first_cause is not None:
            text.append(f" {line(student.first_cause.text)}")
        return text

    def _shown(self) -> Group:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        table.add_column(justify="right", no_wrap=True)
        with self._lock:
            now = time.monotonic()
            oldest = sorted(self.running.items(), key=lambda item: item[1].since)
            for student, running in oldest[:MOST_LINES]:
                step = self.titles.get(running.step, running.step) if running.step else _("connecting, asking …")
                table.add_row(line(student), line(step), f"{decimal(now - running.since, 1)} s")
            return Group(table, self._totals(now))

    def _totals(self, now: float) -> Text:
        mark = symbol(Outcome.PASSED, plain(self.console))
        text = Text.assemble(mark, f" {self.done}/{self.total}")
        for status, count in self.counts.most_common():
            text.append(f" · {count} {_(STATUSES.get(status, status))}")
        text.append(f" · {duration(now - self._began)}", style="dim")
        if self.done and self.total > self.done:
            each = (now - self._began) / self.done
            left = each * (self.total - self.done)
            text.append(" · " + _("about {time} left").format(time=duration(left)), style="dim")
        return text
