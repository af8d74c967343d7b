"""A wire over an SSH channel (RFC 4254). Both streams are drained together, as they share one window."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

from perito.support.i18n import _
from perito.transport.paramiko_import import paramiko
from perito.transport.wire import CHUNK, Wire, WireClosedError

LAST_WORDS = 5.0  # seconds; a grandchild may hold standard error for ever


class _News:
    """Wakes the thread that waits for one of two buffers; paramiko sets and clears one for each.

    Not `Channel.fileno`: its pipe is closed while paramiko's thread may still write to it, and by then the number can
    belong to another connection.
    """

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        self._event.set()

    def clear(self) -> None:
        """One buffer is empty; the other may not be."""

    def forget(self) -> None:
        self._event.clear()

    def wait(self, timeout: float) -> None:
        self._event.wait(timeout)


class ChannelWire(Wire):
    """A program started by exec on a channel of a paramiko connection."""

    def __init__(self, channel: paramiko.Channel) -> None:
        super().__init__()
        self._channel = channel
        self._news = _News()
        for buffer in (channel.in_buffer, channel.in_stderr_buffer):
            buffer.set_event(self._news)  # type: ignore[arg-type]

    def send(self, data: bytes, timeout: float) -> None:
        """As Wire."""
        end, view = time.monotonic() + timeout, memoryview(data)
        try:
            while view:
                self._channel.settimeout(max(0.001, end - time.monotonic()))
                done = self._channel.send(bytes(view[:CHUNK]))
                if not done:
                    raise WireClosedError(_("the server closed the channel"))
                self.bytes_out += done
                view = view[done:]
        except TimeoutError as problem:
            raise WireClosedError(_("the server stopped reading")) from problem
        except (OSError, EOFError, paramiko.SSHException) as problem:
            raise WireClosedError(_("the connection was lost: {problem}").format(problem=problem)) from problem

    def wait(self, timeout: float) -> bytes | None:
        """As Wire."""
        channel = self._channel
        self._news.forget()
        # Asked before reading: the data before the end is still to be read after it.
        ended = channel.eof_received or channel.closed
        errors = channel.recv_stderr_ready()
        if errors:
            self.note_errors(channel.recv_stderr(CHUNK))
        if channel.recv_ready():
            data = channel.recv(CHUNK)
            self.bytes_in += len(data)
            return data
        if ended:
            self._last_errors()
            return b""
        if not errors:
            self._news.wait(min(max(0.0, timeout), 1.0))
        return None

    def _last_errors(self) -> None:
        """sshd sends the end of standard output before the last of standard error; CLOSE comes after both."""
        end = time.monotonic() + LAST_WORDS
        while not self._channel.closed and time.monotonic() < end:
            time.sleep(0.005)
        while self._channel.recv_stderr_ready():
            self.note_errors(self._channel.recv_stderr(CHUNK))

    def finish_input(self) -> None:
        """As Wire."""
        with suppress(OSError, EOFError, paramiko.SSHException):
            self._channel.shutdown_write()

    def exit_code(self, timeout: float) -> int | None:
        """As Wire; None too where a signal ended it, which paramiko does not report."""
        self._channel.status_event.wait(timeout)
        code = self._channel.exit_status
        return code if code >= 0 else None

    def close(self) -> None:
        """As Wire: sshd passes the end of input on, and the agent exits."""
        with suppress(OSError, EOFError, paramiko.SSHException):
            self._channel.close()
