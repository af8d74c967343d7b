"""paramiko, loaded without invoke, which takes as long again and serves `Match exec` in ssh_config alone.

Import paramiko from here, so that it is loaded this way wherever it is loaded first.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def _missing(name: str) -> Iterator[None]:
    """As if a module were not installed, for who can do without; one that is loaded already stays."""
    known = name in sys.modules
    sys.modules.setdefault(name, None)  # type: ignore[arg-type] # None: an import fails (Python reference, 5.3.1)
    try:
        yield
    finally:
        if not known:
            del sys.modules[name]


class _Invoke:
    """Stands for the module until a command is to be run."""

    @staticmethod
    def run(command: str, **how: Any) -> Any:
        from invoke import run

        return run(command, **how)


with _missing("invoke"):
    import paramiko
    import paramiko.config

if getattr(paramiko.config, "invoke", None) is None:
    paramiko.config.invoke = _Invoke()  # type: ignore[attr-defined] # not in the stubs

__all__ = ["paramiko"]
