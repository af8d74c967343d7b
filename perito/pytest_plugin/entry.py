"""What pytest loads wherever Perito is installed (entry point `pytest11`): next to nothing.

The plugin itself, with its options and fixtures, comes only with a command line that asks for it, and after every
other plugin: no other run of pytest has an option or a fixture of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

PLUGIN = "perito.pytest_plugin.plugin"
ASKING = ("--target", "--replay", "--perito-")
HELP = frozenset({"-h", "--help"})


def asks(args: Sequence[str]) -> bool:
    """Whether a command line is for Perito, or wants to know all options."""
    return any(one.startswith(ASKING) or one in HELP for one in args)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Load the plugin where it is asked for; then the paths on the command line can be told from our options' values.

    Raises pytest.UsageError for a practice that is not there.
    """
    if asks(args) and not early_config.pluginmanager.has_plugin(PLUGIN):
        early_config.pluginmanager.import_plugin(PLUGIN)
        from perito.pytest_plugin.places import choose

        choose(early_config, parser, args)


def pytest_configure(config: pytest.Config) -> None:
    """The mark of the checks is known, with a server or without."""
    config.addinivalue_line("markers", "perito_check(id): the rubric's name of a check")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Report once, not with every check, that no server was named. Raises pytest.UsageError."""
    if not config.pluginmanager.has_plugin(PLUGIN) and not config.getoption("collectonly"):
        nothing_named(items)


def nothing_named(items: list[pytest.Item]) -> None:
    """Raise pytest.UsageError where checks were collected: there is no server to look at."""
    if any(item.get_closest_marker("perito_check") for item in items):
        from perito.support.i18n import _

        raise pytest.UsageError(_("nothing to grade: say which server with --target, or a recording with --replay"))
