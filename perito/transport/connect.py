"""The byte stream to an SSH server: TCP with deadlines, or the program of ProxyCommand."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import time
from typing import Any

from perito.transport.base import Reason, TransportError

SILENCE = 20_000  # milliseconds that sent data may stay unacknowledged (tcp(7), TCP_USER_TIMEOUT)


def tcp(host: str, port: int, timeout: float) -> socket.socket:
    """A connection to the first address that accepts one, within `timeout` seconds for all of them.

    Raises TransportError with UNREACHABLE, REFUSED or TIMEOUT.
    """
    where = f"{host}, port {port}"
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise TransportError(Reason.UNREACHABLE, f"the name {host} has no address: {problem}") from problem
    until = time.monotonic() + timeout
    last: OSError = TimeoutError()
    for family, kind, protocol, _, address in addresses:
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
        return TransportError(Reason.REFUSED, f"connection refused on {where}")
    if isinstance(problem, TimeoutError) or problem.errno == errno.ETIMEDOUT:
        return TransportError(Reason.TIMEOUT, f"no connection to {where} within {timeout:g} s")
    return TransportError(Reason.UNREACHABLE, f"{where} cannot be reached: {problem.strerror or problem}")


def refused(where: str, text: str) -> TransportError:
    """The reason in a jump host's message about the next hop."""
    words = text.lower()
    if "refused" in words:
        return TransportError(Reason.REFUSED, f"connection refused on {where}")
    if "timed out" in words or "timeout" in words:
        return TransportError(Reason.TIMEOUT, f"no connection to {where} in time")
    return TransportError(Reason.UNREACHABLE, f"{where} cannot be reached: {text}")


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
    shell = os.environ.get("SHELL") or "/bin/sh"
    try:
        end.process = subprocess.Popen(
            [shell, "-c", "exec " + command],
            stdin=theirs.fileno(),
            stdout=theirs.fileno(),
            stderr=subprocess.DEVNULL,
        )
    except OSError as problem:
        end.close()
        raise TransportError(Reason.ERROR, f"ProxyCommand did not start: {problem}") from problem
    finally:
        theirs.close()
    return end
