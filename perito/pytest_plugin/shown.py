"""What pytest itself shows of a graded server: tracebacks, captured output and warnings quote what the server said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from perito.support.printable import clean, harmless

if TYPE_CHECKING:
    from typing import TextIO

DEEPEST = 12  # objects in each other: a chain of exceptions, each with its entries, their lines and places
COMMAND = re.compile(r"^([^\S\n]*)([:#])(?=:[a-z]|#\[)", re.MULTILINE)  # what a runner of GitHub's takes for an order
OWN = re.compile(r"(\x1b\[[0-9;]*m|\A\r)")  # colours (ECMA-48, SGR), and the line that is written anew


class Shown:
    """A plugin: reports are made harmless before anybody shows or writes them, whatever goes to the terminal, too."""

    def __init__(self, config: pytest.Config) -> None:
        writer: Any = config.get_terminal_writer() if config.pluginmanager.has_plugin("terminalreporter") else None
        if writer is not None:
            writer._file = Plain(writer._file)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Make the texts of a test's report harmless; JUnit XML and other reporters get them, too."""
        report.longrepr = _harmless(report.longrepr)
        report.sections = [(_harmless(name), _harmless(text)) for name, text in report.sections]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """The same of a file's report."""
        report.longrepr = _harmless(report.longrepr)


class Plain:
    """A stream to which no escape sequences get but colours."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """As a text stream's."""
        return self._stream.write("".join(one if OWN.fullmatch(one) else harmless(one) for one in OWN.split(text)))


def _harmless(value: Any, deep: int = 0) -> Any:
    """A report's text, or the object with its texts made harmless in place."""
    if isinstance(value, str):
        return COMMAND.sub(lambda found: f"{found[1]}\\x{ord(found[2]):02x}", clean(value))
    if deep > DEEPEST:
        return value
    if isinstance(value, list):
        value[:] = [_harmless(one, deep + 1) for one in value]
    elif isinstance(value, tuple):
        return type(value)(_harmless(one, deep + 1) for one in value) if type(value) is tuple else value
    elif type(value).__module__.startswith(("_pytest.", "pytest")) and hasattr(value, "__dict__"):
        for name, one in vars(value).items():
            made = _harmless(one, deep + 1)
            if made is not one:
                object.__setattr__(value, name, made)
    return value
