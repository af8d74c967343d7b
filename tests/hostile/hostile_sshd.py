"""Servers on loopback that say something nasty at every point where an SSH server has a say."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import paramiko
from paramiko import common

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GREETING = b"SSH-2.0-OpenSSH_9.2p1\r\n"
DISCONNECT, DEBUG = 1, 4  # RFC 4253, sections 11.1 and 11.3
ENOUGH = 30.0  # seconds that a client is served


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that serves each client in a thread; yields its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    client, _ = server.accept()
                    client.settimeout(ENOUGH)
                    threading.Thread(target=served, args=(client,), daemon=True).start()

        def served(client: socket.socket) -> None:
            with closing(client), suppress(OSError, EOFError, paramiko.SSHException):
                serve(client)

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]


def says(*first: bytes) -> Callable[[socket.socket], None]:
    """Says that instead of a greeting."""

    def serve(client: socket.socket) -> None:
        for one in first:
            client.sendall(one)
        client.recv(4096)

    return serve


def disconnects(text: bytes) -> Callable[[socket.socket], None]:
    """Greets, and leaves with a description."""

    def serve(client: socket.socket) -> None:
        client.sendall(GREETING)
        client.recv(4096)
        client.sendall(packet(struct.pack(">BII", DISCONNECT, 2, len(text)) + text + struct.pack(">I", 0)))
        client.recv(4096)

    return serve


def packet(payload: bytes) -> bytes:
    """A packet before keys are exchanged (RFC 4253, section 6)."""
    padding = 8 - (len(payload) + 5) % 8
    padding += 8 if padding < 4 else 0
    return struct.pack(">IB", len(payload) + padding + 1, padding) + payload + bytes(padding)


class _Door(paramiko.ServerInterface):
    """Who is let in, and what the login shell says."""

    def __init__(self, text: str, welcome: bool) -> None:
        self.text, self.welcome = text, welcome
        self.asked = threading.Event()

    def get_banner(self) -> tuple[str, str]:
        """RFC 4252, section 5.4."""
        return self.text + "\r\n", "en"

    def get_allowed_auths(self, _username: str) -> str:
        """What may be tried next."""
        return "password," + self.text.replace(",", "")

    def check_auth_password(self, _username: str, _password: str) -> int:
        """As it was told."""
        return int(common.AUTH_SUCCESSFUL if self.welcome else common.AUTH_FAILED)

    def check_channel_request(self, _kind: str, _number: int) -> int:
        """Everything."""
        return int(common.OPEN_SUCCEEDED)

    def check_channel_exec_request(self, channel: Any, _command: bytes) -> bool:
        """Says it on both streams, and ends."""

        def shell() -> None:
            with suppress(OSError):
                channel.sendall(self.text.encode() + b"\n")
                channel.sendall_stderr(self.text.encode() + b"\n")
                channel.send_exit_status(1)
                channel.close()

        threading.Thread(target=shell, daemon=True).start()
        return True


def lets_in(text: str, key: paramiko.PKey, *, welcome: bool) -> Callable[[socket.socket], None]:
    """A whole server with that banner, whose login shell says it, too."""

    def serve(client: socket.socket) -> None:
        transport = paramiko.Transport(client)
        transport.add_server_key(key)
        transport.start_server(server=_Door(text, welcome))
        transport.join(ENOUGH)

    return serve
