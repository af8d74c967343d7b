"""The pytest plugin: options and fixtures. Only wiring; outcomes.RunPlugin grades, a Run holds the outcomes.

`perito check` registers a RunPlugin of its own; plain `pytest checks --target …` makes one here.
"""

from __future__ import annotations

from contextlib import ExitStack
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from perito.grading.outcomes import NAME, RunPlugin
from perito.pytest_plugin import options
from perito.pytest_plugin.entry import nothing_named
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    import testinfra.host

    from perito.evidence.session import Session
    from perito.grading.run import Run
    from perito.models.model import Subject
    from perito.server.server import Server


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of `perito check`."""
    options.add(parser)


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist begins to distribute
def pytest_configure(config: pytest.Config) -> None:
    """Make a run where a target is given and nobody made one before."""
    config.addinivalue_line("markers", "perito_check(id): the rubric's name of a check")
    graded = config.pluginmanager.has_plugin(NAME)
    wanted = bool(options.asked(config, "target") or options.asked(config, "replay"))
    if graded or wanted or config.getoption("collectonly"):
        _only_one_host(config)
    if graded:
        _take_fixtures(config)
    elif wanted:
        from perito.pytest_plugin.plain import door
        from perito.pytest_plugin.shown import Shown

        config.pluginmanager.register(Shown(config), "perito-shown")
        held = ExitStack()
        config.add_cleanup(held.close)
        made = door(config, held)
        config.pluginmanager.register(made.plugin, NAME)
        config.pluginmanager.register(made, "perito-door")
        _take_fixtures(config)


def _only_one_host(config: pytest.Config) -> None:
    """Make our `host` win over testinfra's own, which looks at this machine, in any order of loading.

    Raises pytest.UsageError where testinfra is given servers to look at.
    """
    config.pluginmanager.register(_LastHost(), "perito-host")
    for option in ("hosts", "connection"):
        if config.getoption(option, None):
            raise pytest.UsageError(
                _("--{option} is testinfra's: say with --target which server is graded").format(option=option)
            )


def _take_fixtures(config: pytest.Config) -> None:
    """Register the fixtures of the practice's model."""
    plugin = config.pluginmanager.get_plugin(NAME)
    if isinstance(plugin, RunPlugin) and plugin.run.model.fixtures:
        config.pluginmanager.import_plugin(plugin.run.model.fixtures)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Report once, not with every check, that no server was named. Raises pytest.UsageError."""
    if not config.pluginmanager.has_plugin(NAME) and not config.getoption("collectonly"):
        nothing_named(items)


def _run(request: pytest.FixtureRequest) -> Run:
    plugin = request.config.pluginmanager.get_plugin(NAME)
    if not isinstance(plugin, RunPlugin):
        pytest.fail(_("nothing to grade: say which server with --target"), pytrace=False)
    return plugin.run


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Server:
    """The server being graded, as typed facts."""
    return _run(request).server


@pytest.fixture(scope="session")
def session(request: pytest.FixtureRequest) -> Session:
    """The grading's session: every question and answer, and what was recorded."""
    return _run(request).session


@pytest.fixture
def deployment(request: pytest.FixtureRequest) -> Subject:
    """One deployment on the server: the names in use and the facts of each link."""
    return _run(request).subjects[request.param]


@pytest.fixture(scope="session")
def inputs(request: pytest.FixtureRequest) -> Mapping[str, str]:
    """The practice's inputs by name; over a recording, a mark in the place of a secret one."""
    return MappingProxyType(_run(request).inputs.values)


@pytest.fixture(scope="session")
def subjects(request: pytest.FixtureRequest) -> Mapping[str, Subject]:
    """Every subject on the server, by label."""
    return _run(request).subjects


def _host(request: pytest.FixtureRequest) -> testinfra.host.Host:
    """testinfra's Host over the same session and evidence."""
    from perito.server.host import host_of

    run = _run(request)
    return host_of(run.session, run.server.trail)


host = pytest.fixture(name="host", scope="session")(_host)


class _LastHost:
    """The same fixture again: of two of one name, pytest takes the one of the plugin registered last."""

    host = pytest.fixture(name="host", scope="session")(staticmethod(_host))
