"""Fixtures for tests on real servers."""

from __future__ import annotations

import pytest

from perito import practices, rubric
from perito.lab.fixtures import exercise_server, lab, lab_server, pytest_collection_modifyitems, server_factory

__all__ = ["exercise_server", "lab", "lab_server", "pytest_collection_modifyitems", "server_factory"]


@pytest.fixture(scope="session")
def rubric_checks() -> frozenset[str]:
    """Names of every check in the shipped rubric."""
    return frozenset(rubric.load(practices.find().rubric).checks)
