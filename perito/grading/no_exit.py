"""The end of Python in a check, by os._exit: it would leave no grade, and an exit status that may be taken for one."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def kept() -> Iterator[None]:
    """Until the end of the block os._exit raises SystemExit for the checks: not in a process that they fork, and not
    for Perito itself, whose signals and workers mean it.
    """
    meant, process = os._exit, os.getpid()

    def leave(status: int) -> NoReturn:
        if os.getpid() == process and not str(sys._getframe(1).f_globals.get("__name__")).startswith("perito."):
            raise SystemExit(f"os._exit({status})")
        meant(status)

    os._exit = leave
    try:
        yield
    finally:
        os._exit = meant
