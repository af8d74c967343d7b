"""The file: where it is found, what stands in it, and where each key stands."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito.errors import UsageError
from perito.support import reading
from perito.support.i18n import _
from perito.support.printable import line as spelled
from perito.support.printable import shortened
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from pathlib import Path

OWN, SHARED = "perito.toml", "pyproject.toml"
LARGEST = 1 << 20  # bytes
DEEPEST = 5000  # parts of a key
SAID = 200  # characters of what is wrong
HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$")
KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+|\s*\.\s*)+?)\s*=""")
PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
AT = re.compile(r"^(.*) \(at line (\d+), column (\d+)\)$", re.DOTALL)  # as tomllib says it


@dataclass(frozen=True)
class ConfigFile:
    """A file of options. `path`: as it is told; `table`: ours, with the options' long names as keys; `found`: it was
    found, and nobody named it."""

    path: Path
    text: str
    table: dict[str, Any]
    found: bool = False

    @property
    def prefix(self) -> tuple[str, ...]:
        """Where our table is."""
        return ("tool", "perito") if self.path.name == SHARED else ()

    def wrong(self, keys: tuple[str, ...], text: str) -> UsageError:
        """An error at a key: `perito.toml:3:1: key: what is wrong`."""
        line, column = position(self.text, (*self.prefix, *keys))
        return UsageError(f"{self.path}:{line}:{column}: {spelled('.'.join(keys), SAID)}: {text}")


def find(here: Path) -> ConfigFile | None:
    """The nearest file in a directory or one above it, up to the repository's root; outside of a repository only in
    the directory itself. Raises UsageError."""
    places = [here, *here.parents]
    root = next((number for number, place in enumerate(places) if _there(place / ".git")), 0)
    for place in places[: root + 1]:
        if _there(place / OWN):
            return read(_shown(place / OWN, here), found=True)
        if _is_shared(place / SHARED):
            return read(_shown(place / SHARED, here), found=True)
    return None


def _there(path: Path) -> bool:
    """Whether there is such a file; a directory that is closed to us has none."""
    return os.path.exists(path)  # noqa: PTH110 - Path's raises PermissionError


def _is_shared(path: Path) -> bool:
    """Whether there is a pyproject.toml that speaks of us; one that cannot be read is somebody else's matter."""
    try:
        return _there(path) and b"tool.perito" in content(path)
    except UsageError:
        return False


def read(path: Path, *, found: bool = False) -> ConfigFile:
    """A file of options. Raises UsageError, with line and column where it is not TOML."""
    import tomllib

    data, text = content(path), ""
    try:
        text = data.decode("utf-8-sig")  # Windows' editors begin with a mark
        _not_too_deep(path, text)
        table = tomllib.loads(text)
    except UnicodeDecodeError:
        raise UsageError(_("{path}: not UTF-8 text").format(path=path)) from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}:{_said(str(error), text)}") from None
    except UsageError:
        raise
    except ValueError as error:  # a number of too many digits
        raise UsageError(f"{path}: {_no_toml(shortened(str(error), SAID))}") from None
    except RecursionError:
        raise UsageError(_("{path}: too deep").format(path=path)) from None
    return ConfigFile(path, text, _own(path, text, table), found)


def _not_too_deep(path: Path, text: str) -> None:
    """Raise UsageError for a key of so many parts that tomllib, which copies them for each, would not end."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > DEEPEST:
            raise UsageError(_("{path}: too deep").format(path=f"{path}:{number}:1"))


def _own(path: Path, text: str, data: dict[str, Any]) -> dict[str, Any]:
    """Our table of the data."""
    table: Any = data
    if path.name == SHARED:
        tools = data.get("tool")
        table = tools.get("perito", {}) if isinstance(tools, dict) else {}
    if not isinstance(table, dict):
        raise ConfigFile(path, text, {}).wrong((), _("this is a table of options"))
    return table


def _said(error: str, text: str) -> str:
    """tomllib's words with the place first: `3:5: what is wrong`."""
    if at := AT.match(error):
        return f"{at[2]}:{at[3]}: {_no_toml(at[1])}"
    lines = text.splitlines() or [""]
    return f"{len(lines)}:{len(lines[-1]) + 1}: {_no_toml(error.removesuffix(' (at end of document)'))}"


def _no_toml(problem: str) -> str:
    return _("not TOML ({problem})").format(problem=problem)


def position(text: str, keys: tuple[str, ...]) -> tuple[int, int]:
    """Line and column, from 1, of a key or of its table's heading; of the last part of it that is written out."""
    best, deepest = (1, 1), 0
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := HEADER.match(line):
            table = _parts(heading[1])
            here = table
        elif key := KEY.match(line):
            here = (*table, *_parts(key[1]))
        else:
            continue
        depth = len(here)
        if here == keys[:depth] and depth > deepest:
            best, deepest = (number, len(line) - len(line.lstrip()) + 1), depth
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(part for part in found if part) for found in PART.findall(dotted) if any(found))


def content(path: Path) -> bytes:
    """A regular file's bytes. Raises UsageError."""
    try:
        return reading.content(path, LARGEST)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise UsageError(f"{path}: {reason(error)}") from None
        text = _("{path}: more than {size} bytes are too many")
        raise UsageError(text.format(path=path, size=LARGEST)) from None


def _shown(path: Path, here: Path) -> Path:
    """A path as one would type it in the current directory, where it is below."""
    return path.relative_to(here) if path.is_relative_to(here) else path
