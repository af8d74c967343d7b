"""paramiko's packets with limits: how long one may be, packed and unpacked, and how much a greeting may say."""

from __future__ import annotations

import time
from typing import Any

from paramiko.compress import ZlibDecompressor
from paramiko.packet import Packetizer

from perito.support.i18n import _
from perito.transport.paramiko_import import paramiko

LARGEST = 1 << 18  # bytes of a packet; OpenSSH's PACKET_MAX_SIZE (packet.c), RFC 4253 (6.1) asks for 35000
GREETING = 1 << 16  # bytes before and of the version; RFC 4253 (4.2) allows 255 for a line, and any number of lines


class TooLarge(paramiko.SSHException):
    """More than anybody has to take."""

    def __init__(self) -> None:
        super().__init__(_("its packets are larger than SSH allows"))


class Packets(Packetizer):
    """The packets of one connection. `patience`: seconds for all of the greeting, however slowly it comes."""

    def __init__(self, sock: Any) -> None:
        super().__init__(sock)
        self.patience = 0.0
        self._until = 0.0
        self._greeted = 0

    def read_all(self, n: int, check_rekey: bool = False) -> bytes:
        """As paramiko's, where it is asked for so much only once the server has said so."""
        if n > LARGEST:
            raise TooLarge
        return super().read_all(n, check_rekey)

    def _read_timeout(self, timeout: float) -> bytes:
        """More of the greeting."""
        now = time.monotonic()
        self._until = self._until or now + (self.patience or timeout)
        if now >= self._until:
            raise TimeoutError
        data: bytes = super()._read_timeout(min(timeout, self._until - now))  # type: ignore[misc]
        self._greeted += len(data)
        if self._greeted > GREETING:
            raise paramiko.SSHException(": " + _("more than {size} KiB before the version").format(size=GREETING >> 10))
        return data


class Unpacked(ZlibDecompressor):
    """A packet unpacked, no further than a packet may be long."""

    def __call__(self, data: Any) -> bytes:
        found: bytes = self.z.decompress(data, LARGEST)
        if self.z.unconsumed_tail:
            raise TooLarge
        return found
