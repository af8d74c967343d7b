"""The Python version requested from the platform: runtime.txt or .python-version. Pure.

Forms and their order: Heroku's Python buildpack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = re.compile(r"(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})(?:\.(?:0|[1-9]\d{0,3}))?")
OLDEST: Final = (3, 8)
FILES: Final = ("runtime.txt", ".python-version")  # the first that is there


def file(files: Mapping[str, str]) -> str | None:
    """The file in force, None where there is none."""
    return next((name for name in FILES if name in files), None)


def version(name: str, text: str) -> str | None:
    """The version in a file, `3.12` or `3.12.4`; None where the platform does not understand it."""
    if name == "runtime.txt":
        found = re.fullmatch(rf"\s*python-({VERSION.pattern})\s*", text)
        return found[1] if found else None
    wanted = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return wanted[0] if len(wanted) == 1 and VERSION.fullmatch(wanted[0]) else None


def too_old(wanted: str) -> bool:
    """Whether the platform no longer installs that version."""
    major, minor = wanted.split(".")[:2]
    return (int(major), int(minor)) < OLDEST
