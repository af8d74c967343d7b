"""Fixtures for tests of what Perito is handed out as."""

from __future__ import annotations

import fcntl
import platform
from typing import TYPE_CHECKING

import pytest

from perito.lab.fixtures import lab, pytest_collection_modifyitems, server_factory
from release import pyz
from release.wheels import Target

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["lab", "pytest_collection_modifyitems", "server_factory"]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """perito.pyz for this machine, built once for all workers; its packages are kept from run to run."""
    place = tmp_path_factory.getbasetemp()
    shared = place if worker_id == "master" else place.parent
    file = shared / "perito.pyz"
    with (shared / "perito.pyz.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            pyz.build(file, [Target(python, platform.machine()) for python in pyz.PYTHONS])
    return file
