"""Fixtures for tests of the docs."""

from __future__ import annotations

from perito.lab.fixtures import lab, pytest_collection_modifyitems

__all__ = ["lab", "pytest_collection_modifyitems"]
