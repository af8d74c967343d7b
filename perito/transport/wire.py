"""Bytes to and from one program on the server: a pipe to a local process, or an SSH channel."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from abc import ABC, abstractmethod

from perito.errors import PeritoError
from perito.support.i18n import _

CHUNK = 65536
ERRORS_KEPT = 8192


class WireClosedError(PeritoError):
    """The other end closed; the message says how."""


class Wire(ABC):
    """One running program: its input, its output, and the last of its standard error."""

    def __init__(self) -> None:
        self.errors = b""
        self.errors_kept = ERRORS_KEPT
        self.bytes_in = 0
        self.bytes_out = 0

    @abstractmethod
    def send(self, data: bytes, timeout: float) -> None:
        """Send everything within `timeout` seconds. Raises WireClosedError."""

    @abstractmethod
    def wait(self, timeout: float) -> bytes | None:
        """Up to 64 KiB of output; b"" at its end; None where there is none within `timeout` seconds."""

    @abstractmethod
    def finish_input(self) -> None:
        """Close the program's input."""

    @abstractmethod
    def exit_code(self, timeout: float) -> int | None:
        """The exit code, where the program ends within `timeout` seconds and reports one."""

    @abstractmethod
    def close(self) -> None:
        """End it. Safe to call twice; never raises."""

    def note_errors(self, data: bytes) -> None:
        """Keep the end of standard error."""
        self.bytes_in += len(data)
        self.errors = (self.errors + data)[-self.errors_kept :]

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ProcessWire(Wire):
    """A program on this machine."""

    def __init__(self, argv: list[str], env: dict[str, str] | None = None) -> None:
        """Start `argv` in a process group of its own. Raises OSError where it cannot start."""
        super().__init__()
        self._process = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            start_new_session=True, env=env,
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._in, self._out, self._err = self._process.stdin, self._process.stdout, self._process.stderr
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ)
        self._selector.register(self._err, selectors.EVENT_READ)
        os.set_blocking(self._in.fileno(), False)
        self._closed = False

    def send(self, data: bytes, timeout: float) -> None:
        """As Wire."""
        view, end = memoryview(data), time.monotonic() + timeout
        with selectors.DefaultSelector() as writable:
            try:
                writable.register(self._in, selectors.EVENT_WRITE)
                while view:
                    if not writable.select(max(0.0, end - time.monotonic())):
                        raise WireClosedError(_("the program stopped reading its input"))
                    done = os.write(self._in.fileno(), view[:CHUNK])
                    self.bytes_out += done
                    view = view[done:]
            except (OSError, ValueError) as problem:
                raise WireClosedError(_("the program is gone: {problem}").format(problem=problem)) from problem

    def wait(self, timeout: float) -> bytes | None:
        """As Wire."""
        if self._closed:
            return b""
        for key, _events in self._selector.select(min(max(0.0, timeout), 1.0)):
            data = os.read(key.fd, CHUNK)
            if key.fileobj is self._out:
                self.bytes_in += len(data)
                return data
            self.note_errors(data)
            if not data:
                self._selector.unregister(self._err)
        return None

    def finish_input(self) -> None:
        """As Wire."""
        self._in.close()

    def exit_code(self, timeout: float) -> int | None:
        """As Wire; as a shell reports it: 128 + the signal's number."""
        try:
            code = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None
        return code if code >= 0 else 128 - code

    def close(self) -> None:
        """As Wire: closing the input asks it to exit, a second later SIGKILL ends it."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError):
            self._in.close()
        self._out.close()
        try:
            self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError):  # sudo and its child belong to root: only the pipe can be closed
                os.killpg(self._process.pid, signal.SIGKILL)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(1.0)
        self._selector.close()
        self._err.close()
