"""Turns a directory of checks into a graded run: `pytest checks --target ssh://usuario@192.0.2.10`."""

pytest_plugins = ["perito.pytest_plugin.plugin"]
