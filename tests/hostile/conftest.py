"""Each attack is measured and has a row of the table; lab servers for those that need one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from perito.lab.fixtures import lab, lab_server, pytest_collection_modifyitems, server_factory
from tests.hostile.attack import PROPERTY, Attempt

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

__all__ = ["lab", "lab_server", "pytest_collection_modifyitems", "server_factory"]

ROW = pytest.StashKey[dict[str, Any]]()


def pytest_configure(config: pytest.Config) -> None:
    """The marker that attack.py sets."""
    config.addinivalue_line("markers", "attack(family, name, promise): an attack of the table")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """The row goes along with the reports, whatever becomes of the case."""
    mark = item.get_closest_marker("attack")
    if mark is not None:
        item.stash[ROW] = dict(mark.kwargs)
        item.user_properties.append((PROPERTY, item.stash[ROW]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Generator[None, object, object]:
    """Seconds of what measures nothing itself, and how the last child process ended where nothing else is said."""
    started = time.monotonic()
    try:
        return (yield)
    finally:
        if ROW in item.stash:
            row = item.stash[ROW]
            row.setdefault("seconds", time.monotonic() - started)
            tried = item.funcargs.get("attempt")
            if isinstance(tried, Attempt) and tried.runs and not row.get("happened"):
                last = tried.runs[-1]
                row["happened"] = f"exit {last.status}: {last.last}".removesuffix(": ")


@pytest.fixture
def attempt(request: pytest.FixtureRequest, tmp_path: Path) -> Attempt:
    """What runs and measures the attack that asks for it."""
    assert ROW in request.node.stash, "declare it with @attack(…) or case(…)"
    return Attempt(request.node.stash[ROW], tmp_path)
