"""Reading files that others may have made: never longer, never more and never larger than allowed.

A plain file is read as it is; a pipe (`<(…)`, `/dev/stdin`) while somebody writes to it; `/dev/null` is empty. Nothing
else is a file: a device may be endless, and a pipe without a writer would keep us for ever. All functions raise
OSError, with the reason in `strerror`.
"""

from __future__ import annotations

import errno
import os
import re
import select
import stat
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from perito.support.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB = 1 << 20
LARGEST = 32 * MIB  # bytes; the result of one server has a tenth of one
MOST = 1_000_000  # values of a JSON document; the result of one server has five thousand
PATIENCE = 10.0  # seconds without a byte from a pipe
PIECE = 1 << 16
FEW = 512  # bytes that are unpacked at once: where they are damaged, no more than what they hold is lost
REFUSED = {
    stat.S_IFDIR: (errno.EISDIR, os.strerror(errno.EISDIR)),
    stat.S_IFBLK: (errno.ENOTSUP, N_("it is a block device")),
    stat.S_IFCHR: (errno.ENOTSUP, N_("it is a device")),
    stat.S_IFSOCK: (errno.ENXIO, N_("it is a socket")),
}
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)  # a text of JSON (RFC 8259, section 7)


def content(path: Path, most: int = LARGEST) -> bytes:
    """A file's content, at most `most` bytes: a larger one is refused (EFBIG)."""
    held, size = [], 0
    for piece in pieces(path):
        held.append(piece)
        size += len(piece)
        if size > most:
            raise too_large()
    return b"".join(held)


def start(path: Path, most: int) -> bytes:
    """The beginning of a file, at most `most` bytes."""
    held = b""
    for piece in pieces(path):
        held += piece
        if len(held) >= most:
            break
    return held[:most]


def text(path: Path, most: int = LARGEST) -> str:
    """The same as text. Raises UnicodeDecodeError for what is not UTF-8."""
    return content(path, most).decode("utf-8")


def json_text(path: Path, most: int = LARGEST, values: int = MOST) -> str:
    """A JSON document that is yet to be read, of at most `values` values. Raises UnicodeDecodeError, too."""
    data = content(path, most)
    if values_in(data, values) > values:
        raise too_large()
    return data.decode("utf-8")


def values_in(data: bytes, most: int) -> int:
    """How many values a text of JSON has, roughly: never less than it has, and exactly only beyond `most`."""
    found = _marks(data)  # those within texts counted
    if found <= most:
        return found
    found = end = 0
    for text in _STRING.finditer(data):
        found += _marks(data[end : text.start()])
        end = text.end()
        if found > most:
            break
    return found + _marks(data[end:])


def _marks(data: bytes) -> int:
    """What a further value comes after."""
    return data.count(b",") + data.count(b"[") + data.count(b"{")


def pieces(path: Path) -> Iterator[bytes]:
    """A file's content as it comes, in pieces of at most 64 KiB."""
    descriptor = _opened(path)
    try:
        piped = stat.S_ISFIFO(os.fstat(descriptor).st_mode)
        while piece := _piece(descriptor) if piped else os.read(descriptor, PIECE):
            yield piece
    finally:
        os.close(descriptor)


def unpacked(packed: Iterator[bytes]) -> Iterator[bytes]:
    """What gzip has packed (RFC 1952), in pieces of at most 64 KiB.

    Raises zlib.error where the data is damaged, after all that came before; EOFError where it ends too early.
    """
    unpacker = zlib.decompressobj(wbits=31)  # 16 + 15: the gzip format (zlib.h)
    for piece in packed:
        for place in range(0, len(piece), FEW):
            left = piece[place : place + FEW]
            while left and not unpacker.eof:
                yield unpacker.decompress(left, PIECE)
                left = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise EOFError


def too_large() -> OSError:
    """The error of a file beyond what is allowed."""
    return OSError(errno.EFBIG, os.strerror(errno.EFBIG))


def _opened(path: Path) -> int:
    """Open a file for reading; never waits. Raises OSError for what is no file, before it is opened."""
    try:
        state = path.stat()
    except ValueError as error:  # a NUL in its name
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from error
    kind = stat.S_IFMT(state.st_mode)
    null = Path(os.devnull).stat().st_rdev if kind == stat.S_IFCHR else None
    if kind in REFUSED and not (kind == stat.S_IFCHR and state.st_rdev == null):
        raise OSError(*REFUSED[kind])
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    return os.open(path, flags)


def _piece(descriptor: int) -> bytes:
    """The next piece from a pipe; empty at its end, and where nobody has it open for writing."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return os.read(descriptor, PIECE)
        except BlockingIOError:
            pass
        if time.monotonic() > until:
            raise OSError(errno.ETIMEDOUT, N_("nothing comes from this pipe"))
        select.select([descriptor], [], [], 0.5)
