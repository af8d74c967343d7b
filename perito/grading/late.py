"""The deadline of a whole check: waiting ends first, then the checks; what is left of the time is for the reports."""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from contextvars import copy_context
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.support import signals
from perito.support.i18n import _
from perito.transport.base import Reason, TransportError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.evidence.session import Session
    from perito.support.deadline import Deadline

USUAL = 120.0  # seconds


def check_deadline(seconds: float) -> None:
    """Raise UsageError unless it is a time in which something can be done."""
    if not 0 < seconds < float("inf"):
        raise UsageError(_("--deadline {deadline:g}: seconds, above 0").format(deadline=seconds))


@contextmanager
def within(session: Session, deadline: Deadline | None) -> Iterator[None]:
    """As `hanging_up`; and signals.Late is raised when the time for checks is over (in the main thread)."""
    with hanging_up(session, deadline), checking(session):
        yield


@contextmanager
def checking(session: Session) -> Iterator[None]:
    """Within it signals.Late is raised when the time for checks is over (in the main thread)."""
    deadline = session.time.deadline
    with nullcontext() if deadline is None else signals.limited(deadline.for_checks()):
        yield


@contextmanager
def hanging_up(session: Session, deadline: Deadline | None) -> Iterator[None]:
    """Within it the session hangs up when the time for answers is over."""
    if deadline is None or session.replayed:
        yield
        return
    session.time.deadline = deadline
    timer = threading.Timer(deadline.for_answers(), copy_context().run, [session.expire])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def never_open(deadline: Deadline) -> TransportError:
    """The error of a server that could not be logged in to within the time of the whole."""
    sentence = _("there was no connection yet after the {seconds:g} s that all of it may take (--deadline)")
    return TransportError(Reason.TIMEOUT, sentence.format(seconds=deadline.seconds))


def line(session: Session) -> str:
    """One line for people: that the time was over."""
    deadline = session.time.deadline
    assert deadline is not None
    sentence = _(
        "the {seconds:g} s that all of it may take (--deadline) were over: what had no answer was not looked at"
    )
    return sentence.format(seconds=deadline.seconds)
