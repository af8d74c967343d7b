"""The lab, for tests that boot servers; and a SIGHUP that is heard, also where the tests run under nohup."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from perito.lab.fixtures import lab, pytest_collection_modifyitems

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["lab", "pytest_collection_modifyitems"]


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Programs that a test starts inherit what is ignored (execve(2))."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)
