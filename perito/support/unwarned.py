"""Reading what others wrote without the warnings that Python has about it: they would stand in the terminal."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from perito.support.threads import Lock

if TYPE_CHECKING:
    from collections.abc import Iterator

_filters = Lock()  # those of `warnings` are the process's


@contextmanager
def unwarned() -> Iterator[None]:
    """Within it no warning is printed, one thread at a time."""
    with _filters, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
