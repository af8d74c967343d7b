"""The complete lines of a recording's file, one at a time, within its limits."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from perito.errors import USAGE, PeritoError
from perito.support import reading
from perito.support.i18n import _
from perito.support.reading import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 64 * MIB  # that a file may unpack to; a larger one is a decompression bomb
LONGEST = 16 * MIB  # of a line; an answer has two streams of 1 MiB, in JSON six times as long at worst


class EvidenceError(PeritoError):
    """A file that is no evidence; the message names file, line and column."""

    exit_status = USAGE


class Lines:
    """A file's lines, unpacked where its name ends in .gz. Iterating raises EvidenceError beyond the limits.

    `broken`: why they end before the file's end, if they do; `damage`: what is wrong with the compressed data.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.broken = self.damage = ""

    def __iter__(self) -> Iterator[bytes]:
        number, size = 1, 0
        held: list[bytes] = []
        for piece in self._pieces():
            *ended, rest = piece.split(b"\n")
            for line in ended:
                yield b"".join((*held, line))
                number, held, size = number + 1, [], 0
            held.append(rest)
            size += len(rest)
            if size > LONGEST:
                text = _("{path}:{number}:1: a line of more than {size} MiB")
                raise EvidenceError(text.format(path=self.path, number=number, size=LONGEST // MIB))
        if size:
            self.broken = self.broken or f"line {number} is not complete"

    def _pieces(self) -> Iterator[bytes]:
        packed = self.path.name.endswith(".gz")
        size = 0
        try:
            for piece in reading.unpacked(reading.pieces(self.path)) if packed else reading.pieces(self.path):
                size += len(piece)
                if size > LARGEST:
                    text = _("{path}: unpacks to more than {size} MiB") if packed else _("{path}: more than {size} MiB")
                    raise EvidenceError(text.format(path=self.path, size=LARGEST // MIB))
                yield piece
        except zlib.error as problem:
            self.damage = str(problem)
            self.broken = f"the compressed data is damaged: {problem}"
        except EOFError:
            self.broken = "the compressed data breaks off"
