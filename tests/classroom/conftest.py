"""Fixtures for tests of a class: servers of the lab, shared by the tests of a file, which change nothing on them."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from perito.lab.fixtures import lab, pytest_collection_modifyitems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.lab.lab import Lab
    from perito.lab.server import Server

__all__ = ["lab", "pytest_collection_modifyitems"]
FAULTS: tuple[tuple[str, ...], ...] = ((), ("directory-mode-755",), ("service-not-enabled",), ())


@pytest.fixture(scope="module")
def servers(lab: Lab) -> Iterator[list[Server]]:
    """Four servers: two sound, two with a mistake each."""
    with ExitStack() as all_of_them:
        yield [all_of_them.enter_context(lab.up(faults=faults)) for faults in FAULTS]
