"""Fixtures for tests of the command line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from perito.lab.fixtures import lab, lab_server, pytest_collection_modifyitems, server_factory
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.lab.lab import Lab
    from perito.lab.server import Server

__all__ = ["lab", "lab_server", "pytest_collection_modifyitems", "server_factory"]


@pytest.fixture(scope="module")
def sound(lab: Lab) -> Iterator[Server]:
    """One sound server for all the tests of a file: nothing in them changes it."""
    with lab.up() as server:
        yield server


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A practice of a teacher's own: a copy of checks/ and rubric.yaml, and nothing else."""
    directory = tmp_path / "practice"
    shutil.copytree(ROOT / "checks", directory / "checks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "rubric.yaml", directory)
    return directory
