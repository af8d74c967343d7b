"""A wire over an SSH channel (RFC 4254), both of its streams drained together: they share one window."""

from __future__ import annotations

import selectors
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from paramiko.ssh_exception import SSHException

from perito.transport.wire import CHUNK, Wire, WireClosedError

if TYPE_CHECKING:
    import paramiko


class ChannelWire(Wire):
    """A program started by exec on a channel of a paramiko connection."""

    def __init__(self, channel: paramiko.Channel) -> None:
        super().__init__()
        self._channel = channel
        self._selector = selectors.DefaultSelector()
        self._selector.register(channel.fileno(), selectors.EVENT_READ)

    def send(self, data: bytes, timeout: float) -> None:
        """As Wire."""
        end, view = time.monotonic() + timeout, memoryview(data)
        try:
            while view:
                self._channel.settimeout(max(0.001, end - time.monotonic()))
                done = self._channel.send(bytes(view[:CHUNK]))
                if not done:
                    raise WireClosedError("the server closed the channel")
                self.bytes_out += done
                view = view[done:]
        except TimeoutError as problem:
            raise WireClosedError("the server stopped reading") from problem
        except (OSError, EOFError, SSHException) as problem:
            raise WireClosedError(f"the connection was lost: {problem}") from problem

    def wait(self, timeout: float) -> bytes | None:
        """As Wire."""
        channel = self._channel
        # Asked before reading: what came before the end is still to be read after it.
        ended = channel.eof_received or channel.closed
        if channel.recv_stderr_ready():
            self.note_errors(channel.recv_stderr(CHUNK))
        if channel.recv_ready():
            data = channel.recv(CHUNK)
            self.bytes_in += len(data)
            return data
        if ended:
            while channel.recv_stderr_ready():
                self.note_errors(channel.recv_stderr(CHUNK))
            return b""
        self._selector.select(min(max(0.0, timeout), 1.0))
        return None

    def finish_input(self) -> None:
        """As Wire."""
        with suppress(OSError, EOFError, SSHException):
            self._channel.shutdown_write()

    def exit_code(self, timeout: float) -> int | None:
        """As Wire; None too where a signal ended it, of which paramiko does not tell."""
        self._channel.status_event.wait(timeout)
        code = self._channel.exit_status
        return code if code >= 0 else None

    def close(self) -> None:
        """As Wire: sshd passes the end of input on, and the agent leaves."""
        with suppress(OSError, EOFError, SSHException):
            self._channel.close()
        with suppress(OSError, KeyError, ValueError):
            self._selector.close()
