"""Fixtures for tests on real servers."""

from __future__ import annotations

import pytest

from perito.lab.fixtures import exercise_server, lab, lab_server, pytest_collection_modifyitems, server_factory
from perito.practice import locate, rubric

__all__ = ["exercise_server", "lab", "lab_server", "pytest_collection_modifyitems", "server_factory"]


@pytest.fixture(scope="session")
def rubric_checks() -> frozenset[str]:
    """Names of every check in the shipped rubric."""
    return frozenset(rubric.load(locate.find().rubric).checks)
