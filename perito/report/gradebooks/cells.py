"""A sheet of cells, whatever file it came from: what stands in each, where it stands, and what shall be written."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from perito.errors import UsageError
from perito.support import reading
from perito.support.i18n import _
from perito.support.system_errors import reason
from perito.support.yamlfile import FileError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

LARGEST = 16 << 20  # bytes; of ten thousand students it has two


class WorksheetError(FileError):
    """The worksheet cannot be filled in. One line each: `file:line:column: what is wrong`."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file, from 1: the line, and the number of the cell in it."""

    file: Path
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and position. `start`, `end`: its bytes or characters in the file, as its sheet counts them;
    `formula`: whether it is computed from others."""

    text: str
    place: Place
    start: int = 0
    end: int = 0
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell shall say. `number`: its value, for files that know numbers from texts."""

    text: str
    number: Decimal | None = None


class Sheet(Protocol):
    """A file of rows and cells that can be filled in."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """Its rows of cells, headings included."""

    def filled(self, entries: Mapping[tuple[int, int], Entry]) -> bytes:
        """The file with new texts in these cells, by row and column from 0; every other byte as it was."""


def content(path: Path) -> bytes:
    """A file's bytes. Raises UsageError where it cannot be read or is too large."""
    try:
        return reading.content(path, LARGEST)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise UsageError(f"{path}: {reason(error)}") from None
        said = _("larger than {size} MiB: no worksheet").format(size=LARGEST >> 20)
        raise UsageError(f"{path}: {said}") from None
