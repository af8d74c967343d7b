"""Fixtures for tests on real servers."""

from __future__ import annotations

import os

import pytest

from perito import practices, rubric
from perito.lab.fixtures import lab, lab_server, pytest_collection_modifyitems, server_factory

__all__ = ["lab", "lab_server", "pytest_collection_modifyitems", "server_factory"]


@pytest.fixture(scope="session")
def rubric_checks() -> frozenset[str]:
    """Names of every check in the shipped rubric."""
    return frozenset(rubric.load(practices.find().rubric).checks)


# Timing on a busy machine: run with PERITO_LIVE=all, beside the whole library.
collect_ignore = [] if os.environ.get("PERITO_LIVE") == "all" else ["test_moments.py"]
