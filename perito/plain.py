"""Plain `pytest checks --target …`: the same run and the same report, with pytest in charge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito import i18n, rubric
from perito.discovery import UnknownApp, Wanted
from perito.evidence import EvidenceError
from perito.grading import Assignment, prepare
from perito.outcomes import RunPlugin
from perito.practices import Practice
from perito.rubric import RubricError
from perito.session import Session
from perito.targets import UsageError, parse_app, parse_target
from perito.transport.base import TransportError

if TYPE_CHECKING:
    from perito.run import Run


def run_plugin(config: pytest.Config) -> RunPlugin:
    """A run for pytest's own options. Raises pytest.UsageError in one line where there is nothing to grade."""
    i18n.use(config.getoption("--lang"))
    try:
        session = _session(config)
        path = Path(config.getoption("--rubric") or config.rootpath / "rubric.yaml")
        assignment = Assignment(Practice(path.parent), rubric.load(path), _wanted(config))
        return RunPlugin(prepare(session, assignment))
    except (UsageError, UnknownApp, RubricError, EvidenceError, TransportError) as error:
        raise pytest.UsageError(str(error)) from None


def _wanted(config: pytest.Config) -> Wanted:
    return Wanted(tuple(parse_app(app) for app in config.getoption("--app")))


def _session(config: pytest.Config) -> Session:
    recorded = config.getoption("--replay")
    if recorded:
        return Session.replay(Path(recorded))
    target = replace(
        parse_target(config.getoption("--target")),
        identity=_path(config.getoption("--identity")),
        known_hosts=_path(config.getoption("--known-hosts")),
        apps=_wanted(config).apps,
    )
    session = Session.live(target)
    session.open()
    return session


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def report(run: Run) -> None:
    """The graded report after pytest's own."""
    from perito.report import terminal

    terminal.show(run.result(), evidence=run.session.evidence, verbosity=0, audience="student", paths={})
