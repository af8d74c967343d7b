"""The pytest plugin: options and fixtures. Only wiring; outcomes.RunPlugin grades, a Run holds the outcomes.

`perito check` registers a RunPlugin of its own; plain `pytest checks --target …` makes one here.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from perito.grading.outcomes import NAME, RunPlugin
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    import testinfra.host

    from perito.grading.run import Run
    from perito.models.model import Subject
    from perito.server.server import Server


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options for plain pytest; `perito check --help` has the whole set."""
    group = parser.getgroup("perito", "grading a server with Perito")
    group.addoption("--target", help="what to grade: local, user@host, ssh://user@host:port or an alias")
    group.addoption("--app", action="append", default=[], help="directory name under /var/www, or LABEL=NAME")
    group.addoption("--identity", help="private SSH key")
    group.addoption("--known-hosts", help="known_hosts file")
    group.addoption("--accept-new", action="store_true", help="accept and keep unknown host keys")
    group.addoption("--password-env", metavar="VAR", help="environment variable with the SSH password")
    group.addoption("--sudo-password-env", metavar="VAR", help="environment variable with sudo's password")
    group.addoption("--nameserver", action="append", default=[], metavar="IP[:PORT]", help="name server to ask")
    group.addoption("--heroku", metavar="URL", help="the extension: a URL, a domain or an app's name")
    group.addoption("--heroku-repo", metavar="DIR", help="what was deployed there: a directory or a URL")
    group.addoption("--heroku-ca", metavar="FILE", help="more certificate authorities to trust there")
    group.addoption("--heroku-platform", metavar="FILE", help="YAML with another platform's names and times")
    group.addoption("--json", metavar="F", help="write the result document")
    group.addoption("--evidence", metavar="F", help="write all that was seen")
    group.addoption("--replay", help="grade recorded evidence instead of a server")
    group.addoption("--rubric", help="rubric file (default: rubric.yaml beside checks/)")
    group.addoption("--lang", choices=("es", "en"), default="es", help="language of the texts (default: es)")


def pytest_configure(config: pytest.Config) -> None:
    """Make a run where a target is given and nobody made one before."""
    config.addinivalue_line("markers", "perito_check(id): the rubric's name of a check")
    graded = config.pluginmanager.has_plugin(NAME)
    if graded or any(map(config.getoption, ("--target", "--replay", "collectonly"))):
        _only_one_host(config)
    if graded:
        _take_fixtures(config)
        return
    if config.getoption("--target") or config.getoption("--replay"):
        from perito.pytest_plugin.plain import run_plugin, to_standard_output

        if to_standard_output(config):
            sys.stdout = sys.stderr  # for pytest's own reporter, which is made after this

        made = run_plugin(config)
        config.add_cleanup(made.run.session.close)
        config.pluginmanager.register(made, NAME)
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
    if isinstance(plugin, RunPlugin):
        config.pluginmanager.import_plugin(plugin.run.model.fixtures)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Report once, not with every check, that no server was named. Raises pytest.UsageError."""
    grading = config.pluginmanager.has_plugin(NAME) or config.getoption("collectonly")
    if not grading and any(item.get_closest_marker("perito_check") for item in items):
        raise pytest.UsageError(_("nothing to grade: say which server with --target, or a recording with --replay"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Under plain pytest, the graded report after pytest's own."""
    plugin = config.pluginmanager.get_plugin(NAME)
    if isinstance(plugin, RunPlugin) and plugin.run.checks:
        from perito.pytest_plugin.plain import report

        for problem in report(plugin.run, config):
            terminalreporter.write_line(f"perito: {problem}", red=True)


def _run(request: pytest.FixtureRequest) -> Run:
    plugin = request.config.pluginmanager.get_plugin(NAME)
    if not isinstance(plugin, RunPlugin):
        pytest.fail("nothing to grade: say which server with --target", pytrace=False)
    return plugin.run


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Server:
    """The server being graded, as typed facts."""
    return _run(request).server


@pytest.fixture
def deployment(request: pytest.FixtureRequest) -> Subject:
    """One deployment on the server: the names in use and the facts of each link."""
    return _run(request).deployments[request.param]


@pytest.fixture
def subjects(request: pytest.FixtureRequest) -> Mapping[str, Subject]:
    """Every subject on the server, by label."""
    return _run(request).deployments


def _host(request: pytest.FixtureRequest) -> testinfra.host.Host:
    """testinfra's Host over the same session and evidence."""
    from perito.server.host import host_of

    run = _run(request)
    return host_of(run.session, run.server.trail)


host = pytest.fixture(name="host")(_host)


class _LastHost:
    """The same fixture again: of two of one name, pytest takes the one of the plugin registered last."""

    host = pytest.fixture(name="host")(staticmethod(_host))
