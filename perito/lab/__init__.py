"""Real Debian servers for demonstrations and tests: booted in a second, removed without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.lab.lab import Lab
    from perito.lab.server import Server
    from perito.lab.tools import LabError

__all__ = ["Lab", "LabError", "Server"]


def __getattr__(name: str) -> object:
    """Import a public name on first use: `perito --help` shows the lab's commands and needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from perito.lab import lab

    return getattr(lab, name)
