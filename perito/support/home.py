"""Paths that begin with a home directory."""

from __future__ import annotations

import os
from pathlib import Path


def expanded(path: Path | str) -> Path:
    """`~` and `~user` as the directories that they stand for; as it is, where nobody is called so, as shells do.
    Never raises."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path's raises RuntimeError for a user who is not there
