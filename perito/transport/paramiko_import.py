"""Imports paramiko without invoke, which doubles the loading time and serves `Match exec` of ssh_config(5) alone.

Import paramiko from here, so that the first import anywhere is this one.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito.transport import user_shell

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def _missing(name: str) -> Iterator[None]:
    """Make a module look uninstalled while another is imported; a loaded one stays."""
    known = name in sys.modules
    sys.modules.setdefault(name, None)  # type: ignore[arg-type] # None: an import fails (Python reference, 5.3.1)
    try:
        yield
    finally:
        if not known:
            del sys.modules[name]


@dataclass(frozen=True)
class _Ended:
    """The attributes of invoke's result that paramiko reads."""

    ok: bool


class _Shell:
    """The part of invoke that paramiko uses, without reading our standard input."""

    @staticmethod
    def run(command: str, **_how: Any) -> _Ended:
        return _Ended(user_shell.succeeds(command))


class _Names:
    """The part of getpass that paramiko uses for the token %u, also of those who are somebody else on the server."""

    getuser = staticmethod(user_shell.own_name)


with _missing("invoke"):
    import paramiko
    import paramiko.config

paramiko.config.invoke = _Shell  # type: ignore[attr-defined] # not in the stubs
paramiko.config.getpass = _Names  # type: ignore[attr-defined]

__all__ = ["paramiko"]
