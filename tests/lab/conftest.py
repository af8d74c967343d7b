"""The lab's own fixtures, as other test directories get them."""

from perito.lab.fixtures import exercise_server, lab, lab_server, pytest_collection_modifyitems, server_factory

__all__ = ["exercise_server", "lab", "lab_server", "pytest_collection_modifyitems", "server_factory"]
