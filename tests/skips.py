"""How many tests were skipped, and why; with PERITO_NO_SKIPS in the environment a single one fails the run."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

VARIABLE = "PERITO_NO_SKIPS"


def reasons(reporter: TerminalReporter) -> Counter[str]:
    """How often each reason was given."""
    found: Counter[str] = Counter()
    for report in reporter.stats.get("skipped", []):
        place = report.longrepr
        reason = place[2] if isinstance(place, tuple) else str(place)
        found[reason.removeprefix("Skipped: ")] += 1
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In the process that reports (not in xdist's workers): nothing may have been left out."""
    reporter: TerminalReporter | None = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and os.environ.get(VARIABLE) and reasons(reporter) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """The sum after the tests."""
    found = reasons(terminalreporter)
    if not found:
        return
    forbidden = bool(os.environ.get(VARIABLE))
    verdict = f", which {VARIABLE} forbids: the run has failed" if forbidden else ""
    terminalreporter.section("skipped tests", red=forbidden, yellow=not forbidden)
    terminalreporter.line(f"{found.total()} skipped{verdict}")
    for reason, count in found.most_common():
        terminalreporter.line(f"{count:5} · {reason}")
