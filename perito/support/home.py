"""Paths that begin with a home directory, and where what is fetched is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def expanded(path: Path | str) -> Path:
    """`~` and `~user` as the directories that they stand for; as it is, where nobody is called so, as shells do.
    Never raises."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path's raises RuntimeError for a user who is not there


def caches() -> Path:
    """The directory for what can be fetched again: the XDG base directory specification's, macOS' or Windows' own."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "perito"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or expanded("~")) / "perito" / "cache"
    return expanded("~/Library/Caches" if sys.platform == "darwin" else "~/.cache") / "perito"
