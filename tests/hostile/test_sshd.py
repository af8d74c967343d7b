"""What an SSH server can do before it lets anybody in, and to the connection afterwards."""

from __future__ import annotations

import os
import struct
import time
from typing import TYPE_CHECKING, Any

import pytest
from paramiko.common import AUTH_FAILED, OPEN_FAILED_RESOURCE_SHORTAGE
from paramiko.message import Message

from tests.hostile.attack import case
from tests.hostile.besieged import besieged
from tests.hostile.sshd import CHUNK, OVER, Hostile

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    import paramiko

    from tests.hostile.attack import Attempt
    from tests.hostile.sshd import Treat

TIME = "nothing renews a deadline"
SIZE = "what exceeds its size is cut while reading"
LINE = "one line, exit 3, every document"
VERSION = b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"


def silent(_connection: socket.socket) -> None:
    time.sleep(OVER)


def saying(data: bytes, pause: float = 0.0, first: bytes = b"") -> Treat:
    """Say it for ever."""

    def treat(connection: socket.socket) -> None:
        connection.sendall(first)
        end = time.monotonic() + OVER
        while time.monotonic() < end:
            connection.sendall(data)
            time.sleep(pause)

    return treat


def once(data: bytes, *, stays: bool = True) -> Treat:
    """Say it, and no more."""

    def treat(connection: socket.socket) -> None:
        connection.sendall(data)
        time.sleep(OVER if stays else 0.2)

    return treat


def packet(payload: bytes) -> bytes:
    """A packet before there are keys (RFC 4253, 6)."""
    padding = 8 - (len(payload) + 5) % 8 + 8
    return struct.pack(">IB", len(payload) + padding + 1, padding) + payload + bytes(padding)


def kexinit(names: bytes = b"curve25519-sha256") -> bytes:
    """SSH_MSG_KEXINIT with that for key exchange (RFC 4253, 7.1)."""
    lists = [names, b"ssh-ed25519", *[b"aes128-ctr"] * 2, *[b"hmac-sha2-256"] * 2, *[b"none"] * 2, b"", b""]
    return b"\x14" + bytes(16) + b"".join(struct.pack(">I", len(one)) + one for one in lists) + bytes(5)


def dripping(data: bytes) -> Treat:
    """A byte every second."""

    def treat(connection: socket.socket) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(1)

    return treat


RAW = [
    case(silent, "hangs", "sshd: not a word", TIME),
    case(saying(b"x", 1), "hangs", "sshd: a byte of the greeting every second", TIME),
    case(saying(b"hola\r\n", 0.5), "hangs", "sshd: a line before the version every half second", TIME),
    case(dripping(VERSION + packet(kexinit())), "hangs", "sshd: version and key exchange a byte a second", TIME),
    case(once(VERSION), "hangs", "sshd: a version, and then nothing", TIME),
    case(once(VERSION + packet(kexinit())), "hangs", "sshd: a key exchange that is never answered", TIME),
    case(saying(packet(b"\x02" + b"\x00\x00\x00\x01x"), 0.2, VERSION + packet(kexinit())), "hangs",
         "sshd: key exchange, then ignorable messages for ever", TIME),
    case(saying(CHUNK), "floods", "sshd: a greeting line without end", SIZE),
    case(saying(b"hola\r\n" * 9999), "floods", "sshd: greeting lines without end", SIZE),
    case(saying(CHUNK, first=VERSION + b"\xff\xff\xff\xf0"), "floods", "sshd: a packet of 4 GiB", SIZE),
    case(saying(CHUNK, first=VERSION + b"\x10\x00\x00\x00"), "floods", "sshd: a packet of 256 MiB", SIZE),
    case(saying(packet(b"\x02" + bytes(30000)), first=VERSION), "floods", "sshd: ignorable messages without end", SIZE),
    case(once(VERSION + packet(kexinit(b"a," * 90000))), "sshd", "90,000 ways of exchanging keys", LINE),
    case(once(VERSION + packet(b"\x14" + bytes(7))), "sshd", "a key exchange cut short", LINE),
    case(once(VERSION + packet(os.urandom(64))), "sshd", "noise for a first packet", LINE),
    case(once(VERSION + b"\x00\x00\x00\x00"), "sshd", "a packet of no length", LINE),
    case(once(b"SSH-1.5-old\r\n"), "sshd", "a version of the last century", LINE),
    case(once(b"SSH-2.0-\xff\xfe\x1b]0;x\x07\r\n", stays=False), "sshd", "a version with escape codes", LINE),
    case(once(b"HTTP/1.1 400 Bad Request\r\n\r\n", stays=False), "sshd", "a web server for an sshd", LINE),
    case(once(b"", stays=False), "sshd", "a port that hangs up", LINE),
]  # fmt: skip


@pytest.mark.parametrize("treat", RAW)
def test_before_there_are_keys(treat: Treat, attempt: Attempt) -> None:
    ended = besieged(attempt, treat)
    assert not ended.document()["checks"]


def never() -> int:
    time.sleep(OVER)
    return int(AUTH_FAILED)


def slowly_refused() -> int:
    time.sleep(1.5)
    return int(AUTH_FAILED)


def unopened() -> int:
    time.sleep(OVER)
    return int(OPEN_FAILED_RESOURCE_SHORTAGE)


def sends(*messages: Message, times: int = 1 << 30) -> Callable[[paramiko.Transport], None]:
    """After the login, messages again and again."""

    def after(transport: Any) -> None:
        for _ in range(times):
            if not transport.is_active():
                return
            for message in messages:
                transport._send_message(message)

    return after


def message(kind: int, *parts: bytes) -> Message:
    made = Message()
    made.add_byte(bytes([kind]))
    for part in parts:
        made.add_string(part)
    return made


def over_the_window(channel: Any) -> None:
    """Data without regard to the channel's window."""
    for _ in range(4000):
        made = Message()
        made.add_byte(b"\x5e")
        made.add_int(channel.remote_chanid)
        made.add_string(b"x" * 32000)
        channel.transport._send_user_message(made)


def beyond_errors(channel: Any) -> None:
    """The same on standard error."""
    for _ in range(4000):
        made = Message()
        made.add_byte(b"\x5f")
        made.add_int(channel.remote_chanid)
        made.add_int(1)
        made.add_string(b"x" * 32000)
        channel.transport._send_user_message(made)


def standing(channel: Any) -> None:
    time.sleep(OVER)


def spouting(channel: Any) -> None:
    while True:
        channel.sendall(CHUNK)


def spouting_errors(channel: Any) -> None:
    while True:
        channel.sendall_stderr(CHUNK)


def leaving(channel: Any) -> None:
    channel.close()


def exiting(channel: Any) -> None:
    channel.sendall_stderr(b"this account is \x1b[31mclosed\n" * 999)
    channel.send_exit_status(1)


def telling(channel: Any) -> None:
    """An exit status, and another one, and another one."""
    while True:
        channel.send_exit_status(3)


LOGGED_IN = [
    case(Hostile(login=never), "hangs", "sshd: a login that is never answered", TIME),
    case(Hostile(login=slowly_refused), "sshd", "a login that is slowly refused", LINE),
    case(Hostile(opened=unopened), "hangs", "sshd: a channel that never opens", TIME),
    case(Hostile(opened=lambda: 1), "sshd", "no channel is allowed", LINE),
    case(Hostile(starts=False), "sshd", "no program is allowed", LINE),
    case(Hostile(shell=standing), "hangs", "login shell: says nothing and reads nothing", TIME),
    case(Hostile(shell=spouting), "floods", "login shell: output without end", SIZE),
    case(Hostile(shell=spouting_errors), "floods", "login shell: errors without end", SIZE),
    case(Hostile(shell=over_the_window), "floods", "sshd: data beyond the channel's window", SIZE),
    case(Hostile(shell=beyond_errors), "floods", "sshd: errors beyond the channel's window", SIZE),
    case(Hostile(shell=leaving), "sshd", "a program that is closed at once", LINE),
    case(Hostile(shell=exiting), "sshd", "a shell that says goodbye in colours", LINE),
    case(Hostile(shell=telling), "floods", "sshd: exit statuses without end", SIZE),
    case(Hostile(after=sends(message(2, b"x" * 30000))), "floods", "sshd: ignorable messages after the login", SIZE),
    case(Hostile(after=sends(message(4, b"debug" * 5000))), "floods", "sshd: debug messages after the login", SIZE),
    case(Hostile(after=sends(message(53, b"banner" * 5000, b""))), "floods", "sshd: banners after the login", SIZE),
    case(Hostile(after=sends(message(200, b"x"))), "floods", "sshd: messages nobody knows, without end", SIZE),
]


@pytest.mark.parametrize("server", LOGGED_IN)
def test_after_that(server: Hostile, attempt: Attempt) -> None:
    besieged(attempt, server)
