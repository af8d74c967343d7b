"""A watched server on a terminal: its steps turn green as somebody works on it."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from rich.console import Group
from rich.live import Live
from rich.rule import Rule
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from perito.documents.result import Outcome
from perito.report.lines import labelled, printed
from perito.report.progress import own_stream
from perito.report.safe import line
from perito.report.style import COMMAND, LABEL, STYLES, fields, plain, said, symbol
from perito.report.terminal_chain import chain
from perito.report.view import View
from perito.report.watch_lines import clock
from perito.support.console import Console
from perito.support.i18n import _, decimal, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

    from perito.documents.result import CheckResult, Result
    from perito.report.cause import Cause
    from perito.report.step import Step

FRESH = 12.0  # seconds for which a changed step is marked
WIDEST = 100
ECHO = 3  # columns left free: the terminal's ^C would start a new line, and the last of it would stay
OPEN = frozenset({Outcome.FAILED, Outcome.BLOCKED, Outcome.ERROR})


class WatchScreen:
    """Draws the last result and the current activity. `console` replaces standard output, `now` the monotonic clock."""

    def __init__(
        self,
        address: str,
        every: float,
        audience: str,
        console: Console | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.console = console or Console(file=own_stream(sys.stdout), highlight=False)
        self.address, self.every, self.audience, self.now = address, every, audience, now
        self.last: View | None = None
        self.trouble = ""
        self._done: int | None = None  # checks done, while checking
        self._looked = self._checked = ""
        self._moved: dict[str, tuple[int, float]] = {}  # step: number of checks gained, and since when
        self._ascii = plain(self.console)
        self._spinner = Spinner("line" if self._ascii else "dots")
        self._live = Live(
            console=self.console,
            get_renderable=self.shown,
            transient=True,
            refresh_per_second=4,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> WatchScreen:
        self._live.start()
        return self

    def __exit__(self, *_ended: object) -> None:
        self._live.stop()

    def checking(self) -> None:
        """A check begins. Most of the time goes to the server's answers, then all checks run at once."""
        self._done = 0

    def check_done(self, check: CheckResult) -> None:
        """One check ended."""
        self._done = (self._done or 0) + 1

    def graded(self, result: Result) -> None:
        """A check of the server ended."""
        view = View(result, self.audience)
        if self.last is not None:
            before = {step.id: step for step in self.last.steps}
            for step in view.steps:
                gained = step.passed - before[step.id].passed if step.id in before else 0
                if gained:
                    self._moved[step.id] = (gained, self.now())
        self.last, self.trouble, self._done = view, "", None
        self._looked = self._checked = clock()

    def unable(self, text: str) -> None:
        """The server was seen and could not be graded."""
        self.trouble, self._done = text, None

    def looked(self) -> None:
        """Nothing changed."""
        self._looked = clock()

    def lost(self, reason: str) -> None:
        """The connection was lost."""
        self.trouble, self._done = _("connection lost: {reason}; trying again").format(reason=reason), None

    def waiting(self, reason: str, seconds: float) -> None:
        """No connection yet."""
        again = _("no connection: {reason}; trying again in {seconds} s")
        self.trouble = again.format(reason=reason, seconds=decimal(seconds, 0))

    def back(self) -> None:
        """The connection is back."""
        self.trouble = ""

    def shown(self) -> RenderableType:
        """The whole screen, at most as high as the terminal."""
        parts: list[RenderableType] = [self._head(), self._status(), Text("")]
        if self.last is not None:
            parts += [self._grade(self.last), Text("")]
            below = self._chain(self.last)
            below += self._cause(self.last, self.last.causes[0]) if self.last.causes else [self._flawless(self.last)]
            room = self.console.height - self._height([*parts, *below]) - 1
            parts += [*([self._steps(self.last, room), Text("")] if room > 0 else []), *below]
        table = Table.grid(expand=False)
        table.add_column(width=self._width())
        table.add_row(Group(*parts))
        return table

    def _height(self, parts: list[RenderableType]) -> int:
        options = self.console.options.update(width=self._width())
        return sum(len(self.console.render_lines(one, options, pad=False)) for one in parts)

    def _head(self) -> RenderableType:
        named = [said(self.last.practice)] if self.last is not None else []
        return Text(" · ", overflow="ellipsis").join([Text("Perito", "bold"), *named, said(self.address, "bold")])

    def _grade(self, view: View) -> RenderableType:
        graded = f"{view.grade} / {view.scale}" if not view.no_grade else ""
        text = Text.assemble(f"{view.label}  ", (graded, "bold"), "   ")
        text.append(Text(" · ").join(Text(words, style=STYLES[outcome]) for outcome, _count, words in view.tally))
        if view.no_grade:
            text.append(f"\n{view.no_grade}", style="bold")
        if view.result.problems:
            text.append(f"\n{line(view.result.problems[0].text)}", style=STYLES[Outcome.ERROR])
        return text

    def _steps(self, view: View, room: int) -> RenderableType:
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        table.add_column(justify="right", no_wrap=True)
        table.add_column(no_wrap=True, min_width=14)
        shown = self._fitting(view, room)
        for step in shown:
            table.add_row(*self._step(step))
        hidden = [step for step in view.steps if step not in shown]
        if hidden and any(step.outcome in OPEN for step in hidden):
            more = ngettext("{count} more step", "{count} more steps", len(hidden)).format(count=len(hidden))
            table.add_row("", Text(more, style=LABEL))
        elif hidden:
            more = ngettext("{count} more step in order", "{count} more steps in order", len(hidden))
            table.add_row(symbol(Outcome.PASSED, self._ascii), Text(more.format(count=len(hidden)), style=LABEL))
        return table

    def _fitting(self, view: View, room: int) -> list[Step]:
        """All steps; on a low terminal those that need attention, and if they are too many the failed ones first: the
        cause and its command have to be seen."""
        if len(view.steps) <= room:
            return list(view.steps)
        wanting = [step for step in view.steps if step.outcome in OPEN or self._gained(step)]
        first = sorted(wanting, key=lambda step: step.outcome is not Outcome.FAILED)[: room - 1]
        return [step for step in wanting if step in first]

    def _gained(self, step: Step) -> int:
        """Number of checks gained a moment ago."""
        gained, since = self._moved.get(step.id, (0, 0.0))
        return gained if self.now() - since < FRESH else 0

    def _step(self, step: Step) -> Iterator[RenderableType]:
        gained, quiet = self._gained(step), step.outcome not in OPEN
        title = Text(step.title, style=STYLES[step.outcome] if not quiet or gained else "")
        if gained:
            title.stylize("bold")
        elif step.outcome is Outcome.NOT_APPLICABLE:
            title.stylize(LABEL)
        yield symbol(step.outcome, self._ascii)
        yield title
        yield Text(f"{step.passed}/{len(step.counted)}" if step.counted else "", style=LABEL)
        if gained > 0:
            yield Text(_("done!") if quiet else f"+{gained}", style=f"bold {STYLES[Outcome.PASSED]}")
        elif gained:
            minus = "-" if self._ascii else "−"  # noqa: RUF001 - a minus sign on purpose
            yield Text(f"{minus}{-gained}", style=STYLES[Outcome.FAILED])
        else:
            yield Text("")

    def _chain(self, view: View) -> list[RenderableType]:
        """Where the way from the browser to the application is broken, and a line apart."""
        rows = chain(view, ascii_only=self._ascii)
        return [*printed(rows, self._width()), Text("")] if rows else []

    def _cause(self, view: View, cause: Cause) -> list[RenderableType]:
        """The first cause and its next step."""
        head = Text.assemble(symbol(Outcome.FAILED, self._ascii), " ", (cause.title, "bold"), overflow="fold")
        if view.several and cause.root.deployment:
            head.append(f" · {line(cause.root.deployment)}", style=LABEL)
        if cause.weight:
            head.append(f" · {cause.weight}", style="yellow")
        lines: list[RenderableType] = [Rule(Text(_("Where to start"), style="bold"), align="left", style=LABEL), head]
        if cause.finding:
            lines.append(said(cause.finding))
        place, command = cause.look
        rows = [(_("Next step"), said(cause.root.next_step)), (place, said(command, COMMAND))]
        lines += [*printed(labelled([(label, text) for label, text in rows if text]), self._width())]
        return lines

    def _width(self) -> int:
        return min(self.console.width - ECHO, WIDEST)

    def _flawless(self, view: View) -> RenderableType:
        if not view.flawless:
            return Text("")
        rows = [(_("Next step"), said(one.text)) for one in view.remaining]
        return Group(Text(view.praise, style=STYLES[Outcome.PASSED]), fields(rows))

    def _status(self) -> RenderableType:
        """The current activity, and the key that ends it."""
        end = _("Ctrl-C ends")
        if self.trouble:
            return Text.assemble(said(self.trouble, STYLES[Outcome.ERROR]), (f" · {end}", LABEL), overflow="fold")
        if self._done is not None or self.last is None:
            done = self._done or 0
            count = ngettext("{count} check done", "{count} checks done", done).format(count=done)
            doing = _("checking now… {done}").format(done=count) if done else _("Asking the server…")
            self._spinner.update(text=Text.assemble((doing, STYLES[Outcome.BLOCKED]), (f" · {end}", LABEL)))
            return self._spinner
        text = _("checked {checked} · last looked {looked}, every {seconds} s")
        every = decimal(self.every, 0 if self.every == int(self.every) else 1)
        now = text.format(checked=self._checked, looked=self._looked, seconds=every)
        return Text(f"{now} · {end}", style=LABEL, overflow="fold")


def drawable() -> bool:
    """Whether standard output is a terminal with cursor control."""
    console = Console()
    return console.is_terminal and not console.is_dumb_terminal
