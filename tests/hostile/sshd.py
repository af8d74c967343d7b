"""A hostile SSH server on loopback, in this process: it speaks SSH as far as an attack wants, and then something else.

`raw(treat)` treats the TCP connection itself; `Hostile(agent=…)` lets everybody in and plays the agent's part: it finds
the marker in what Perito sends, greets, and answers each command as the attack says.
"""

from __future__ import annotations

import base64
import re
import socket
import struct
import threading
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import paramiko
from paramiko.common import AUTH_SUCCESSFUL, OPEN_FAILED_CONNECT_FAILED, OPEN_SUCCEEDED

from perito.transport import agent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Treat = Callable[[socket.socket], None]
    Answering = Callable[[int, int], bytes]  # a command's number and limit; the frame

PASSWORD = "secreto"
CHUNK = b"x" * 65536
OVER = 90.0  # seconds after which an attack gives up


def frame(body: bytes) -> bytes:
    """As the agent sends it."""
    return struct.pack(">I", len(body)) + body


def answer(number: int, out: bytes = b"", err: bytes = b"", how: int = 0, code: int = 0, seconds: float = 0.1) -> bytes:
    """An answer of the agent."""
    return frame(b"A" + agent.ANSWER.pack(number, how, code, seconds, len(out), len(err)) + out + err)


def hello(uid: int = 1000, slots: int = 4, groups: bytes = b"usuario,sudo") -> bytes:
    """The agent's greeting."""
    return frame(b"H" + struct.pack(">IId", uid, slots, time.time()) + groups)


def empty(number: int, _limit: int) -> bytes:
    """A command that said nothing."""
    return answer(number)


@dataclass
class Talk:
    """One agent's conversation. `commands`: those asked so far that nobody has answered, as (number, limit)."""

    channel: Any
    marker: bytes = b""
    root: bool = False

    def greeted(self) -> Talk:
        """After a sound greeting."""
        self.send(b"\n" + self.marker + b"\n" + hello(0 if self.root else 1000))
        return self

    def send(self, data: bytes) -> None:
        """All of it."""
        self.channel.sendall(data)

    def asked(self) -> list[tuple[int, int]]:
        """The next batch. Raises EOFError."""
        size = struct.unpack(">I", self._exactly(4))[0]
        body, place, found = self._exactly(size), 1, []
        while place < len(body):
            number, _timeout, limit, length = agent.REQUEST.unpack_from(body, place)
            place += agent.REQUEST.size + length
            found.append((number, limit))
        return found

    def each(self, answering: Answering) -> None:
        """Answer every command so."""
        while True:
            for number, limit in self.asked():
                self.send(answering(number, limit))

    def for_ever(self, data: bytes, pause: float = 0.0) -> None:
        """Say this again and again."""
        end = time.monotonic() + OVER
        while time.monotonic() < end:
            self.send(data)
            time.sleep(pause)

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self.channel.recv(size - len(data))
            if not more:
                raise EOFError
            data += more
        return data


def sound(talk: Talk) -> None:
    """An agent that answers everything with nothing."""
    talk.greeted().each(empty)


@cache
def host_key() -> paramiko.PKey:
    """Made once for all servers."""
    return paramiko.ECDSAKey.generate()


class _Interface(paramiko.ServerInterface):
    def __init__(self, on: Hostile) -> None:
        self.on = on

    def get_allowed_auths(self, username: str) -> str:
        return "password"

    def check_auth_password(self, username: str, password: str) -> int:
        return self.on.login()

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return self.on.opened()

    def check_channel_exec_request(self, channel: Any, command: bytes) -> bool:
        threading.Thread(target=self.on.run, args=(channel, command), daemon=True).start()
        return self.on.starts

    def check_channel_direct_tcpip_request(self, chanid: int, origin: Any, destination: Any) -> int:
        return int(OPEN_FAILED_CONNECT_FAILED)


@dataclass
class Hostile:
    """A server that lets everybody in. `agent` plays each program; `after`: what happens to a connection once it is
    logged in; `starts`: whether programs start."""

    agent: Callable[[Talk], None] = sound
    after: Callable[[paramiko.Transport], None] = lambda _transport: None
    login: Callable[[], int] = lambda: int(AUTH_SUCCESSFUL)
    opened: Callable[[], int] = lambda: int(OPEN_SUCCEEDED)
    starts: bool = True
    shell: Callable[[Any], None] | None = None  # instead of a program, before anything is read

    def __call__(self, connection: socket.socket) -> None:
        """Serve one connection."""
        transport = paramiko.Transport(connection)
        transport.add_server_key(host_key())
        transport.start_server(event=threading.Event(), server=_Interface(self))
        end = time.monotonic() + OVER
        after = False
        while transport.is_active() and time.monotonic() < end:
            if transport.is_authenticated() and not after:
                after = True
                self.after(transport)
            time.sleep(0.05)
        transport.close()

    def run(self, channel: Any, command: bytes) -> None:
        """One program: its source comes on standard input, with the marker in it."""
        with suppress(OSError, EOFError, paramiko.SSHException, struct.error, zlib.error, ValueError):
            time.sleep(0.05)  # the reply to the request is sent before
            if self.shell is not None:
                self.shell(channel)
                return
            line = b""
            while not line.endswith(b"\n"):
                more = channel.recv(65536)
                if not more:
                    return
                line += more
            source = zlib.decompress(base64.b64decode(line))
            marker = re.search(rb"main\('([0-9a-f]+)'\)", source)
            assert marker is not None
            self.agent(Talk(channel, marker[1], root=b"sudo" in command))
        with suppress(Exception):
            channel.close()


@contextmanager
def serving(treat: Treat) -> Iterator[int]:
    """A TCP server on loopback that treats each connection so; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def one(connection: socket.socket) -> None:
            with connection, suppress(OSError, EOFError, paramiko.SSHException):
                connection.settimeout(OVER)
                treat(connection)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
