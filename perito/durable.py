"""Files that are there whole or not at all, whatever stops the program or the machine."""

from __future__ import annotations

import os
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE, SHARED = 0o600, 0o666


def write(path: Path, content: bytes, *, private: bool = True) -> None:
    """Write a file under a name of its own and rename it once it is on the disk (rename(2), fsync(2)).

    Missing directories are made. `private`: for its owner only; else as the umask has it. Raises OSError, and then
    leaves what was there before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{token_hex(8)}.draft")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE if private else SHARED)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
