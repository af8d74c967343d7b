"""`perito watch`: one server, checked again after every change on it, over one connection."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from perito import errors
from perito.cli.commands import check, first_contact
from perito.cli.commands.target import target_of
from perito.errors import CannotLook, NotGraded, PeritoError, Unseen, UsageError
from perito.evidence.session import Session
from perito.grading import late
from perito.grading.debounce import Pace
from perito.models.wanted import UnknownApp, Wanted
from perito.probes.snapshot import snapshot
from perito.support import signals
from perito.support.deadline import Deadline
from perito.support.i18n import _
from perito.support.standard_streams import complain
from perito.transport.base import Reason, Role, TransportError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perito.documents.result import Result
    from perito.grading.settings import Grading
    from perito.report.watch_lines import WatchLines
    from perito.report.watch_screen import WatchScreen
    from perito.transport.base import Transport
    from perito.transport.target import Target

    Display = WatchLines | WatchScreen

SHORTEST = 0.5  # of --every, in seconds: a shorter interval would cost the server more than it tells
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds between attempts to reconnect; the last one for ever
CTRL_C = "SIGINT"
FINAL = (Reason.HOST_KEY_CHANGED, Reason.HOST_KEY_UNKNOWN)
NOT_ALLOWED = (Unseen.NO_SUDO, Unseen.SUDO_PASSWORD)


class Lost(PeritoError):  # noqa: N818 - says what happened
    """The connection was lost; the message says how."""


def run(options: check.Options, every: float, full: float) -> int:
    """Watch until Ctrl-C; returns the exit status of the last result. Other signals interrupt it.

    Raises errors of `perito.errors`.
    """
    pace = pace_of(every, full)
    late.check_deadline(options.deadline)
    target = target_of(options)
    grading = options.load()
    grading.assignment(Wanted.of(target), datetime.now(UTC))  # errors in it are reported before connecting
    check.check_names(target, grading)
    first_contact.is_it_this_machine(target, grading.practice)
    watch = Watch(target, grading, pace, options.deadline)
    try:
        with display_of(target, pace, grading) as watch.display:
            watch.go()
    except KeyboardInterrupt:
        if signals.came() not in {"", CTRL_C}:
            raise
        signals.heeded()
    return ended(watch)


def pace_of(every: float, full: float) -> Pace:
    """Raises UsageError."""
    if not SHORTEST <= every < float("inf"):
        raise UsageError(_("--every {every:g}: seconds, at least {shortest:g}").format(every=every, shortest=SHORTEST))
    if not every <= full < float("inf"):
        raise UsageError(_("--full {full:g}: seconds, at least --every ({every:g})").format(full=full, every=every))
    return Pace(every, full)


def display_of(target: Target, pace: Pace, grading: Grading) -> Display:
    """A screen where standard output is a terminal, lines elsewhere."""
    from perito.report.watch_lines import WatchLines
    from perito.report.watch_screen import WatchScreen, drawable

    if drawable():
        return WatchScreen(target.address, pace.every, grading.audience)
    return WatchLines(grading.audience)


def ended(watch: Watch) -> int:
    """Print the last result, and return the exit status."""
    from perito.report.view import View
    from perito.report.watch_lines import WatchLines, summary

    if watch.result is None:
        return complain(watch.unable or "ended before the first check was done", errors.NOT_GRADED)
    WatchLines(watch.grading.audience).say(summary(View(watch.result, watch.grading.audience)))
    return watch.grading.exit_status(watch.result)


class Watch:
    """One server being watched. `result` is the last complete one."""

    display: Display
    transport: Transport

    def __init__(self, target: Target, grading: Grading, pace: Pace, deadline: float = late.USUAL) -> None:
        self.target, self.grading, self.pace, self.deadline = target, grading, pace, deadline
        self.result: Result | None = None
        self.unable = ""
        self._role = Role.ROOT
        self._session: Session | None = None

    def go(self) -> None:
        """Run for ever. Raises TransportError where connecting fails, NotGraded where another server answers."""
        self.transport = connected(self.target, self.deadline)
        try:
            while True:
                try:
                    self._follow()
                except Lost as reason:
                    self.display.lost(str(reason))
                    self.transport.close()
                    self._connect_again()
        finally:
            self.transport.close()

    def _follow(self) -> None:
        """Follow the server while there is a connection. Raises Lost."""
        self.pace.anew()
        self._role = Role.ROOT
        while True:
            seen = self._look()
            if self.pace.due(time.monotonic(), seen):
                self._check(seen)
            else:
                self.display.looked()
            time.sleep(self.pace.pause())

    def _look(self) -> Mapping[str, str] | None:
        """The state of the server and of this computer's hosts file; None where it cannot be seen. Raises Lost."""
        probe = snapshot(role=self._role)
        try:
            seen = probe.read(self.transport.run([probe.command])[0])
        except CannotLook as why:
            if why.reason is Unseen.LOST:
                raise Lost(str(why)) from why
            if why.reason in NOT_ALLOWED and self._role is Role.ROOT:
                self._role = Role.LOGIN
                return self._look()
            return None
        return {**seen, "hosts file": self._hosts_file()}

    def _hosts_file(self) -> str:
        with suppress(OSError):
            if self.target.hosts_file is not None:
                return str(self.target.hosts_file.stat().st_mtime_ns)
        return ""

    def _check(self, seen: Mapping[str, str] | None) -> None:
        """One check of the server. Its result counts where the connection held. Raises Lost."""
        self.display.checking()
        try:
            result = self._graded()
        except UnknownApp as unknown:
            after = self._look()
            self.unable = str(unknown)
            self.display.unable(self.unable)
        except Lost:
            raise
        except Exception:
            self._look()  # a lost connection is the cause
            raise
        else:
            after = self._look()
            self.result, self.unable = result, ""
            self.display.graded(result)
        self.pace.checked(time.monotonic(), seen, after)

    def _graded(self) -> Result:
        from perito.grading.grade import grade

        session = self._session = Session.over(self.target, self.transport, self._session)
        assignment = self.grading.assignment(Wanted.of(self.target), session.now, self.display.check_done)
        try:
            with late.within(session, Deadline(self.deadline)):
                result = grade(session, assignment)
        except KeyboardInterrupt:
            if signals.came():
                raise
            raise Lost(late.line(session)) from None
        if session.time.late:
            raise Lost(late.line(session))
        return self.grading.judging.applied(result)

    def _connect_again(self) -> None:
        """Retry until there is a connection; a booting server refuses at first. Raises NotGraded."""
        for pause in pauses():
            time.sleep(pause)
            try:
                self.transport = connected(self._known(), self.deadline)
            except TransportError as why:
                if why.reason in FINAL:
                    raise NotGraded(_("the server that answers now is another one: {why}").format(why=why)) from why
                self.display.waiting(str(why), next_after(pause))
            else:
                self.display.back()
                return

    def _known(self) -> Target:
        """The target with its host key known by now: another key is never accepted."""
        return replace(self.target, accept_new=False)


def connected(target: Target, seconds: float = late.USUAL) -> Transport:
    """A connection to a target that is open within so many seconds. Raises TransportError."""
    session, deadline = Session.live(target), Deadline(seconds)
    try:
        with late.hanging_up(session, deadline):
            session.open()
    except TransportError:
        if session.time.late:
            raise late.never_open(deadline) from None
        raise
    return session.transport


def pauses() -> Iterator[float]:
    """Growing pauses, then always the longest."""
    yield from PAUSES
    while True:
        yield PAUSES[-1]


def next_after(pause: float) -> float:
    """The next longer pause."""
    return next((one for one in PAUSES if one > pause), PAUSES[-1])
