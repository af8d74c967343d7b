"""This machine, through the same agent as a server behind SSH. POSIX alone: `evidence.session` asks first."""

from __future__ import annotations

import os
import pwd
from typing import TYPE_CHECKING

from perito.transport import link
from perito.transport.shell import ShellTransport
from perito.transport.wire import ProcessWire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import HttpReply, HttpRequest
    from perito.transport.wire import Wire


class LocalTransport(ShellTransport):
    """Programs are started as subprocesses; HTTP goes straight to this machine either way."""

    def __init__(self, sudo_password: str | None = None, *, python: str = link.PYTHON) -> None:
        super().__init__(sudo_password, python=python)

    def open(self) -> None:
        """Start the agents. Raises TransportError."""
        try:
            self._start_agents()
        except BaseException:
            self.close()
            raise

    def _wire(self, words: list[str]) -> Wire:
        return ProcessWire(words)

    def _is_root(self) -> bool:
        return os.geteuid() == 0

    @property
    def user(self) -> str | None:
        """The user who runs Perito."""
        try:
            return pwd.getpwuid(os.geteuid()).pw_name
        except KeyError:
            return None

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        """As Transport; `tunnel` and `direct` are the same on this machine."""
        from perito.transport import http

        return http.send_all(requests, {"direct": http.dial, "tunnel": http.dial})
