"""paramiko, loaded without invoke, which takes as long again and serves `Match exec` in ssh_config(5) alone.

Import paramiko from here, so that it is loaded this way wherever it is loaded first.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Ended:
    """What paramiko looks at."""

    ok: bool


class _Shell:
    """What paramiko uses of invoke, without reading our standard input."""

    @staticmethod
    def run(command: str, **_how: Any) -> _Ended:
        shell = os.environ.get("SHELL") or "/bin/sh"  # as ssh_config(5) says of `exec`
        ended = subprocess.run([shell, "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        return _Ended(ended.returncode == 0)


with _missing("invoke"):
    import paramiko
    import paramiko.config

paramiko.config.invoke = _Shell  # type: ignore[attr-defined] # not in the stubs

__all__ = ["paramiko"]
