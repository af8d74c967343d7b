"""The text of a roster in any usual encoding."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from perito.classroom.roster.model import RosterError
from perito.probes.hosts_file import decode
from perito.support import reading
from perito.support.i18n import _
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 16 << 20  # bytes; a class of ten thousand has one or two million


def bytes_of(path: Path) -> bytes:
    """A file's content. Raises RosterError."""
    try:
        return reading.content(path, LARGEST)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise RosterError([f"{path}: {reason(error)}"]) from None
        said = _("{path}: larger than {size} MiB: no roster").format(path=path, size=LARGEST >> 20)
        raise RosterError([said]) from None


def decoded(data: bytes) -> str:
    """UTF-8 with or without a BOM, UTF-16, else Windows' own; lines end with a line feed."""
    text, _encoding = decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_of(path: Path) -> str:
    """A file's text. Raises RosterError."""
    return decoded(bytes_of(path))
