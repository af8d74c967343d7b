"""For all tests: what was skipped is counted, and Ctrl-C is heard."""

from __future__ import annotations

import signal

from tests.skips import pytest_sessionfinish, pytest_terminal_summary

__all__ = ["pytest_configure", "pytest_sessionfinish", "pytest_terminal_summary"]


def pytest_configure() -> None:
    """Programs that tests start hear SIGINT, also where a shell has started the tests in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
