"""What the practice's own code breaks off in pytest: a conftest.py that cannot be read, a hook that raises.

A test that raises has an outcome of its own; these have none: pytest ends, with pages of its own code. Here is where
they do it, in one line, and the practice is what is broken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.config import ConftestImportFailure
from pluggy import PluginValidationError

from perito.practice.marked import where_raised
from perito.support import reading

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from _pytest._code.code import ExceptionInfo


@dataclass(eq=False)  # pytest wants plugins that can be hashed
class Breaking:
    """A plugin of pytest. `within`: the directories of the practice and of those it stands on; `told`: the errors, as
    `file:line:column: what`."""

    within: Sequence[Path]
    told: list[str] = field(default_factory=list)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_load_initial_conftests(self) -> Generator[None, object, object]:
        """Read the practice's conftest.py. Raises UsageError, at which pytest says nothing, where that breaks off."""
        try:
            return (yield)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit, pytest.exit and pytest.skip are not Exceptions
            raised = error.cause if isinstance(error, ConftestImportFailure) else error
            if not self._tell(raised):
                raise
            raise pytest.UsageError from None

    @pytest.hookimpl(tryfirst=True)
    def pytest_internalerror(self, excinfo: ExceptionInfo[BaseException]) -> bool | None:
        """A hook of the practice's raised; its traceback is not shown then."""
        return self._tell(excinfo.value) or None

    def pytest_keyboard_interrupt(self, excinfo: ExceptionInfo[BaseException]) -> None:
        """pytest.exit() in the practice's code ends everything; nobody has interrupted it."""
        if isinstance(excinfo.value, pytest.exit.Exception):
            self._tell(excinfo.value)

    def _tell(self, raised: BaseException) -> bool:
        """Whether it comes from the practice's code; it is told then."""
        where = next(filter(None, (_place(raised, one) for one in self.within)), "")
        if where:
            self.told.append(where)
        return bool(where)


def _place(raised: BaseException, within: Path) -> str:
    if not isinstance(raised, PluginValidationError):
        return where_raised(raised, within)
    module = getattr(raised.plugin, "__file__", None)
    if module is None or not Path(module).is_relative_to(within):
        return ""
    said = str(raised).partition("\n")[0] if "\n" not in str(raised) else " ".join(str(raised).split())
    line = next((number for number, text in _defined(Path(module)) if re.search(rf"\b{text}\b", said)), 1)
    return f"{module}:{line}:1: {re.sub(r' in plugin .*| for plugin .*', '', said)}"


def _defined(module: Path) -> list[tuple[int, str]]:
    """The functions at the top of a module: their lines, and their names."""
    lines = enumerate(reading.content(module).decode("utf-8", "replace").splitlines(), start=1)
    return [(number, found[1]) for number, text in lines if (found := re.match(r"def (\w+)", text))]
