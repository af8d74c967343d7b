"""SIGINT, SIGTERM and SIGHUP: three ways of interrupting Perito, handled in one way.

The first signal raises Interrupted in the main thread; code with something to save catches it, saves, and raises it
again. It is deferred where raising would leave work half done: while a module is loaded, and within `held`. Another
signal after that ends the process at once. A signal that was ignored when Perito started stays ignored, as nohup(1) and
a shell's background jobs need it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito import errors
from perito.support.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # the last is Windows': Ctrl-Break, or its console was closed
SAME = 0.1  # seconds: timeout(1) and some shells send one signal twice, to a process and to its group
LOADING = 5.0  # seconds that the loading of one module may defer a signal
SOON = 0.02  # seconds until a deferred signal is tried again
BEFORE = N_("interrupted ({signal}) before anything was done")
INTERRUPTED = N_("interrupted ({signal})")
SHOW_CURSOR = b"\x1b[?25h"


class Interrupted(KeyboardInterrupt):
    """A signal arrived. As a KeyboardInterrupt it passes every `except Exception`, and pytest knows it."""


class Late(KeyboardInterrupt):
    """A section of `limited` took too long."""


@dataclass
class _State:
    """The signals received so far. `at`: when, in seconds of the monotonic clock."""

    installed: bool = False
    name: str = ""
    at: float = 0.0
    held: int = 0
    raised: bool = False
    words: str = ""
    told: bool = False
    over: bool = False
    errors: int = 2
    terminal: list[Any] | None = None
    heeded: int = 0  # how often
    wakes: Any = None  # a socket


_state = _State()


def install() -> None:
    """Install the handlers. Call it from the program's main thread; a second call does no harm."""
    if _state.installed:
        return
    _state.installed = True
    for name in NAMES:
        number = getattr(signal, name, None)  # no system has them all
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _heard)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, lambda _number, frame: _deliver(frame))
    sys.unraisablehook = _swallowed
    if sys.platform == "win32":
        _hear_twice()
    with suppress(OSError):
        _state.errors = _another(2)  # pytest, which runs the checks, redirects the usual one
    with suppress(ImportError, OSError, AttributeError):
        _state.terminal = _settings()


def _hear_twice() -> None:
    """Let a thread end the process at a second signal. Windows tells Python of a signal at once, but its main thread
    only when it waits for nothing: for an answer, for a lock."""
    import socket

    from perito.support import threads

    heard, _state.wakes = socket.socketpair()
    _state.wakes.setblocking(False)
    signal.set_wakeup_fd(_state.wakes.fileno(), warn_on_full_buffer=False)

    def listen() -> None:
        before, heeded = 0.0, 0
        while heard.recv(1) and not _state.over:
            if before and heeded == _state.heeded and time.monotonic() - before > SAME:
                _end_at_once()
            before, heeded = time.monotonic(), _state.heeded

    threads.daemon(listen).start()


def _another(stream: int) -> int:
    """The same stream under a descriptor above the standard ones, which may be closed. Raises OSError."""
    try:
        import fcntl
    except ImportError:  # Windows
        return os.dup(stream)
    return fcntl.fcntl(stream, fcntl.F_DUPFD_CLOEXEC, 3)


def came() -> str:
    """The name of the signal received; empty where none was."""
    return _state.name


def heeded() -> None:
    """Treat the signal as expected: it is no interruption, and another one may follow."""
    _state.name, _state.raised, _state.words = "", False, ""
    _state.heeded += 1


def put_off() -> None:
    """Defer the interruption just caught: it is raised again at the next point where that is allowed."""
    _state.raised = False


def tell(words: str) -> None:
    """Set the one-line message about an interruption: a message id or a text, with {signal} in it."""
    _state.words = words


def words() -> str:
    """The message about the interruption; its caller prints it, once."""
    from perito.support.i18n import _

    _state.told = True
    return _(_state.words or BEFORE).replace("{signal}", came() or "SIGINT")


def was_told() -> bool:
    """Whether the message about the interruption was printed."""
    return _state.told


@contextmanager
def held() -> Iterator[None]:
    """Within this, a signal is deferred to the end and raised there."""
    _state.held += 1
    try:
        yield
    finally:
        _state.held -= 1
    _deliver(None)


@contextmanager
def allowed() -> Iterator[None]:
    """Within `held`: a section in which signals are raised, also one that arrived before."""
    before, _state.held = _state.held, 0
    try:
        _deliver(None)
        yield
    finally:
        _state.held = before


@contextmanager
def impatient(seconds: float) -> Iterator[None]:
    """After an interruption: a section that is interrupted again after so many seconds. Without a signal: endless.

    Windows has no timers that interrupt.
    """
    if not came() or not hasattr(signal, "setitimer"):
        yield
        return
    _state.raised = False
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _state.raised = True


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """A section that ends with Late after so many seconds, also within a long search of a regular expression.

    Only in a program's main thread, and where timers interrupt (not on Windows): elsewhere it is not limited.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    end, done = time.monotonic() + seconds, False
    before = signal.getsignal(signal.SIGALRM)

    def ring(number: int, frame: FrameType | None) -> None:
        if done:
            return
        left = end - time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, max(left, SOON))
        if left <= 0 and not _loading(frame):
            raise Late
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, SOON))
    try:
        yield
    finally:
        done = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def over() -> None:
    """Ignore all signals from now on: all is done and reported, and Python is exiting."""
    _state.over = True
    for name in NAMES if _state.installed else ():
        with suppress(AttributeError):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def _heard(number: int, frame: FrameType | None) -> None:
    if _state.over:
        return
    now = time.monotonic()
    if not _state.name:
        _state.name, _state.at = signal.Signals(number).name, now
        _deliver(frame)
    elif now - _state.at > SAME:
        _end_at_once()


def _deliver(frame: FrameType | None) -> None:
    """Raise the signal received, once, where that does no harm."""
    if not _state.name or _state.raised or _state.held or _state.over:
        return
    if _loading(frame) and time.monotonic() - _state.at < LOADING and hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, SOON)
        return
    _state.raised = True
    raise Interrupted(_state.name)


def _loading(frame: FrameType | None) -> bool:
    """Whether a module is being loaded: half a module may never load again (extensions in C load once)."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _swallowed(lost: Any) -> None:
    """Handle an exception that Python could not raise, in a destructor for example: an interruption is raised again
    soon."""
    if not isinstance(lost.exc_value, Interrupted):
        sys.__unraisablehook__(lost)
        return
    _state.raised = False
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, SOON)


def _end_at_once() -> None:
    """Exit at once after a second signal: anything not saved yet is lost."""
    with suppress(Exception):
        _restore_terminal()
    if not _state.told:
        line = "interrupted"
        with suppress(Exception):
            from perito.support.i18n import _

            line = _("interrupted again: ended at once, what was not kept yet is lost")
        with suppress(OSError):
            os.write(_state.errors, f"perito: {line}\n".encode())
    os._exit(errors.NOT_GRADED)


def _settings() -> list[Any]:
    """The terminal's settings; a password prompt switches its echo off. Raises as termios does."""
    import termios

    try:
        return termios.tcgetattr(0)
    except termios.error as problem:
        raise OSError from problem


def _restore_terminal() -> None:
    if os.isatty(_state.errors):
        os.write(_state.errors, SHOW_CURSOR)
    if _state.terminal is not None:
        import termios

        termios.tcsetattr(0, termios.TCSANOW, _state.terminal)
