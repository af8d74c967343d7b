"""A log for troubleshooting: one JSON object per line, without contents.

`perito -v` writes it to standard error, PERITO_LOG=F appends it to a file (shared by all workers of a class). It holds
events and numbers: the subject of each question, its duration, the outcome of each check. It holds no server output, no
passwords and no file contents.
"""

from __future__ import annotations

import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from perito.errors import UsageError
from perito.support import atomic_write, given_secrets
from perito.support.i18n import _
from perito.support.printable import dumps
from perito.support.system_errors import reason

VARIABLE = "PERITO_LOG"
LOGGER = logging.getLogger("perito")
LOGGER.propagate = False
LOGGER.addHandler(logging.NullHandler())
LOGGER.setLevel(logging.CRITICAL)


def begin(*, aloud: bool = False) -> None:
    """Start the log: to standard error where `aloud`, and to the file that PERITO_LOG names, if it is set.

    Raises UsageError where that file cannot be written.
    """
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)] if aloud else []
    if named := os.environ.get(VARIABLE):
        handlers.append(_file(Path(named)))
    for handler in handlers:
        handler.setFormatter(_Lines())
        LOGGER.addHandler(handler)
    if handlers:
        LOGGER.setLevel(logging.DEBUG)


def event(what: str, **numbers: object) -> None:
    """Log an event with its details: numbers and names, no contents."""
    LOGGER.debug(what, extra={"numbers": numbers})


class _Lines(logging.Formatter):
    """Formats records as one JSON object per line: `at` in UTC, `process`, `event`, details."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        numbers: dict[str, Any] = getattr(record, "numbers", {})
        line = {"at": at, "process": record.process, "event": record.getMessage(), **numbers}
        return given_secrets.struck(dumps(line, default=str))


def _file(path: Path) -> logging.Handler:
    try:
        return logging.StreamHandler(atomic_write.lines(path))
    except OSError as problem:
        raise UsageError(
            _("{variable} {path}: cannot be written: {reason}").format(
                variable=VARIABLE, path=path, reason=reason(problem)
            )
        ) from None
