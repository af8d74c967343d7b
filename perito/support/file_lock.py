"""A lock that a process holds while it lives: flock(2), or on Windows a locked byte far behind the file's content.

The system releases it when the process ends, in any way. No other process inherits it (PEP 446).
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from perito.support import atomic_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEHIND = 1 << 30  # where the byte is: Windows lets nobody read what is locked
LONGEST = 200  # bytes of what the file says


class HeldError(Exception):
    """Another process holds the lock; the message is what the file says of it."""


@contextmanager
def held(path: Path, says: str) -> Iterator[None]:
    """Hold the lock on a file, which is made and says who holds it. Raises HeldError, OSError."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | atomic_write.BINARY, atomic_write.PRIVATE)
    try:
        if not _take(file):
            os.lseek(file, 0, os.SEEK_SET)
            raise HeldError(os.read(file, LONGEST).decode(errors="replace").strip())
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, says.encode())
        yield
    finally:
        os.close(file)


def _take(file: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, BEHIND, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
