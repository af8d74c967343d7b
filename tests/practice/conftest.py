"""The lab, for practices that are graded on servers."""

from perito.lab.fixtures import lab, pytest_collection_modifyitems

__all__ = ["lab", "pytest_collection_modifyitems"]
