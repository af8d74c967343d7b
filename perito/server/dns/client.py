"""This computer's own hosts file: its path, and its lines about a few names."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perito.probes import hosts_file
from perito.support import reading

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LARGEST = 1 << 20  # bytes; lists of blocked advertisers are longer, and come last


def own_hosts_file() -> Path:
    """The path on this system: Linux and macOS, or Windows."""
    if sys.platform == "win32":
        return Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "System32" / "drivers" / "etc" / "hosts"
    return Path("/etc/hosts")


def excerpt(path: Path, shown: str, names: Sequence[str], here: Collection[str]) -> dict[str, Any]:
    """The file's lines about these names and addresses as JSON: the evidence holds these lines alone.

    `shown` is the file's name for people. A file that cannot be read has no lines, and a reason.
    """
    try:
        data = reading.start(path, LARGEST)
    except OSError as error:
        return {"file": shown, "encoding": "", "lines": [], "problem": error.strerror or str(error)}
    text, encoding = hosts_file.decode(data)
    lines = [[entry.line, entry.text] for entry in hosts_file.about(text, names, here)]
    return {"file": shown, "encoding": str(encoding), "lines": lines, "problem": ""}


def entries(value: dict[str, Any]) -> list[hosts_file.Entry]:
    """The lines of an excerpt, read again. Raises KeyError, TypeError or ValueError."""
    found = (hosts_file.parse_line(int(number), str(text)) for number, text in value["lines"])
    return [entry for entry in found if entry is not None]
