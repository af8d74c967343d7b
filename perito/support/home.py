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
    """The directory for what can be made again: `PERITO_CACHE_DIR`, or the XDG Base Directory Specification's (where
    it is absolute, as that wants), macOS' or Windows' own. Never raises."""
    if given := os.environ.get("PERITO_CACHE_DIR"):
        return Path(given)
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if base.is_absolute():
        return base / "perito"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or expanded("~")) / "perito" / "cache"
    return expanded("~/Library/Caches" if sys.platform == "darwin" else "~/.cache") / "perito"
