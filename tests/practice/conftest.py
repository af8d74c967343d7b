"""The lab, for practices that are graded on servers."""

from perito.lab.fixtures import lab, lab_server, pytest_collection_modifyitems, server_factory

__all__ = ["lab", "lab_server", "pytest_collection_modifyitems", "server_factory"]
