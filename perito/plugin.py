"""The pytest plugin, under the name that practices' conftest.py name; see perito.pytest_plugin."""

from perito.pytest_plugin.plugin import *  # noqa: F403
