"""paramiko's connection with corrections."""

from __future__ import annotations

import struct
import threading
from typing import TYPE_CHECKING, Any

from paramiko.kex_curve25519 import KexCurve25519

from perito.transport.packets import LARGEST, Packets, TooLarge, Unpacked
from perito.transport.paramiko_import import paramiko

if TYPE_CHECKING:
    from collections.abc import Callable

DATA, EXTENDED_DATA = 94, 95
CLOSE = 97  # SSH_MSG_CHANNEL_CLOSE; 93 to 100 are the messages to an open channel (RFC 4254, 9)
TO_CHANNELS = range(93, 101)
CURVE25519 = "curve25519-sha256"  # RFC 8731; paramiko knows it by the name that it had before


UNPACKING = {
    name: (packer, Unpacked if unpacker is not None else None)
    for name, (packer, unpacker) in paramiko.Transport._compression_info.items()  # type: ignore[attr-defined]
}


def _within_the_window(feed: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """The same, for a server that keeps to the channel's window (RFC 4254, 5.2): paramiko would take it all."""

    def fed(channel: Any, message: Any) -> None:
        feed(channel, message)
        if len(channel.in_buffer) + len(channel.in_stderr_buffer) > channel.in_window_size + LARGEST:
            raise TooLarge

    return fed


FEEDING = {
    kind: _within_the_window(paramiko.Transport._channel_handler_table[kind])  # type: ignore[attr-defined]
    for kind in (DATA, EXTENDED_DATA)
}


class Client(paramiko.Transport):
    """One connection.

    A channel's data is not sent after its close: paramiko checks whether the channel is open, then sends, and in
    between its other thread may have answered the server's close. sshd then ends the whole connection ("data packet
    referred to nonexistent channel"), so a program that could not start, or a web server that hangs up, would end all
    other channels.

    The server's own text for a refused channel is in `refusal`; paramiko has four fixed phrases. `offered`: the key
    exchange methods that the server named; `key_types`: the ways in which it proves its host keys.
    """

    _compression_info = {**paramiko.Transport._compression_info, **UNPACKING}  # type: ignore[attr-defined] # noqa: RUF012
    _channel_handler_table = {**paramiko.Transport._channel_handler_table, **FEEDING}  # type: ignore[attr-defined] # noqa: RUF012
    _preferred_kex = (CURVE25519, *paramiko.Transport._preferred_kex)  # type: ignore[attr-defined]
    _kex_info = {**paramiko.Transport._kex_info, CURVE25519: KexCurve25519}  # type: ignore[attr-defined] # noqa: RUF012

    def __init__(self, sock: Any) -> None:
        super().__init__(sock, packetizer_class=Packets)
        self.refusal = ""
        self.offered: tuple[str, ...] = ()
        self.key_types: tuple[str, ...] = ()
        self._order = threading.Lock()
        self._closed: set[int] = set()  # the server's numbers of channels for which a close was sent

    @property
    def saved_exception(self) -> Any:
        """What ended paramiko's thread, for the next one who waits."""
        return self._saved

    @saved_exception.setter
    def saved_exception(self, problem: Any) -> None:
        """paramiko stumbles over some messages with a KeyError and the like: for us all of them are SSH's."""
        if problem is not None and not isinstance(problem, paramiko.SSHException | EOFError | OSError):
            problem = paramiko.SSHException(f"{type(problem).__name__}: {problem}")
        self._saved = problem

    def _really_parse_kex_init(self, message: Any, ignore_first_byte: bool = False) -> Any:
        parsed = super()._really_parse_kex_init(message, ignore_first_byte)  # type: ignore[misc]
        self.offered = tuple(parsed["kex_algo_list"])
        self.key_types = tuple(parsed["server_key_algo_list"])
        return parsed

    def _send_message(self, data: Any) -> None:
        head = data.asbytes()[:5]
        if len(head) < 5 or head[0] not in TO_CHANNELS:
            super()._send_message(data)  # type: ignore[misc]
            return
        number = struct.unpack(">I", head[1:])[0]
        with self._order:
            if number in self._closed:
                return
            if head[0] == CLOSE:
                self._closed.add(number)
            super()._send_message(data)  # type: ignore[misc]

    def _parse_channel_open_success(self, message: Any) -> None:
        message.get_int()
        with self._order:
            self._closed.discard(message.get_int())  # sshd assigns the lowest free number again
        message.rewind()
        super()._parse_channel_open_success(message)  # type: ignore[misc]

    def _parse_channel_open_failure(self, message: Any) -> None:
        message.get_int()
        message.get_int()
        self.refusal = message.get_text()
        message.rewind()
        super()._parse_channel_open_failure(message)  # type: ignore[misc]
