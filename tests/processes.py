"""The processes of this machine, any of which may end while one looks: such a one is left out.

pathlib's `glob("/proc/*/stat")` looks whether each file is there, and raises ProcessLookupError where the process has
just ended: so the numbers are listed first, and each file is read by itself. See proc(5).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROC = Path("/proc")


def numbers() -> list[int]:
    """The process ids that there are."""
    return [int(place.name) for place in PROC.iterdir() if place.name.isdigit()]


def said(pid: int, file: str) -> bytes:
    """A file of a process, such as "cmdline" or "stat"; nothing where the process has ended."""
    try:
        return (PROC / str(pid) / file).read_bytes()
    except OSError:
        return b""


def every(file: str) -> Iterator[tuple[int, bytes]]:
    """Each process's id with that file of it."""
    return ((pid, said(pid, file)) for pid in numbers())


def children(pid: int) -> list[int]:
    """What a process's first thread, or another, has started."""
    found: list[int] = []
    with suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            found += map(int, said(pid, f"task/{task.name}/children").split())
    return found


def descendants(*parents: int) -> list[int]:
    """What is below some processes, not themselves, and not this one."""
    found: list[int] = []
    todo = list(parents)
    while todo:
        below = children(todo.pop())
        todo += below
        found += below
    return [pid for pid in found if pid != os.getpid()]
