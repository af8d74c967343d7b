"""The byte stream to an SSH server: TCP with deadlines, or the program of ProxyCommand."""

from __future__ import annotations

import errno
import socket
import subprocess
import time
from typing import Any

from perito.support.i18n import _
from perito.support.system_errors import reason
from perito.transport import user_shell
from perito.transport.base import Reason, TransportError

SILENCE = 20_000  # milliseconds that sent data may stay unacknowledged (tcp(7), TCP_USER_TIMEOUT)


def place(host: str, port: int) -> str:
    """A port of a host, as people read it."""
    return _("{host}, port {port}").format(host=host, port=port)


def tcp(host: str, port: int, timeout: float) -> socket.socket:
    """A connection to the first address that accepts one, within `timeout` seconds for all of them.

    Raises TransportError with UNREACHABLE, REFUSED or TIMEOUT.
    """
    where = place(host, port)
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        text = _("the name {where} has no address: {problem}").format(where=host, problem=reason(problem))
        raise TransportError(Reason.UNREACHABLE, text) from problem
    until = time.monotonic() + timeout
    last: OSError = TimeoutError()
    for family, kind, protocol, _canonical, address in addresses:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(max(0.001, until - time.monotonic()))
            sock.connect(address)
        except OSError as problem:
            sock.close()
            last = problem
            continue
        _tune(sock)
        return sock
    raise _failed(where, last, timeout) from last


def _tune(sock: socket.socket) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCE)


def _failed(where: str, problem: OSError, timeout: float) -> TransportError:
    if isinstance(problem, ConnectionRefusedError):
        return TransportError(Reason.REFUSED, _("connection refused on {where}").format(where=where))
    if isinstance(problem, TimeoutError) or problem.errno == errno.ETIMEDOUT:
        text = _("no connection to {where} within {timeout:g} s").format(where=where, timeout=timeout)
        return TransportError(Reason.TIMEOUT, text)
    text = _("{where} cannot be reached: {problem}").format(where=where, problem=reason(problem))
    return TransportError(Reason.UNREACHABLE, text)


def refused(where: str, text: str) -> TransportError:
    """The reason in a jump host's message about the next hop."""
    words = text.lower()
    if "refused" in words:
        return TransportError(Reason.REFUSED, _("connection refused on {where}").format(where=where))
    if "timed out" in words or "timeout" in words:
        return TransportError(Reason.TIMEOUT, _("no connection to {where} in time").format(where=where))
    sentence = _("{where} cannot be reached: {problem}").format(where=where, problem=text)
    return TransportError(Reason.UNREACHABLE, sentence)


class _ProxySocket(socket.socket):
    """A socket that ends its program when it is closed."""

    process: subprocess.Popen[bytes]

    def close(self) -> None:
        super().close()
        process = getattr(self, "process", None)
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(1.0)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(1.0)


def proxy(command: str) -> Any:
    """Run ProxyCommand as ssh does, with a socket pair as its input and output.

    (paramiko.ProxyCommand spins for ever once its program ended.) Raises TransportError.
    """
    ours, theirs = socket.socketpair()
    end = _ProxySocket(fileno=ours.detach())
    try:
        end.process = user_shell.on_a_socket(command, theirs)
    except OSError as problem:
        end.close()
        sentence = _("ProxyCommand did not start: {problem}").format(problem=reason(problem))
        raise TransportError(Reason.ERROR, sentence) from problem
    return end
