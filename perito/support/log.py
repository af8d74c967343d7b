"""A log for whoever looks into what Perito did: one JSON object a line, and no contents.

`perito -v` writes it to standard error, PERITO_LOG=F to a file (added to; workers of a class add to the same). It
has events and their numbers: questions by what they are about, how long each took, how each check ended. What the
server said, passwords and contents of files are not in it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from perito.errors import UsageError
from perito.support import atomic_write

VARIABLE = "PERITO_LOG"
LOGGER = logging.getLogger("perito")
LOGGER.propagate = False
LOGGER.addHandler(logging.NullHandler())
LOGGER.setLevel(logging.CRITICAL)


def begin(*, aloud: bool = False) -> None:
    """Write from here on: to standard error where `aloud`, and to the file that PERITO_LOG names, if it does.

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
    """Note that something happened, with what is known of it: numbers, names, no contents."""
    LOGGER.debug(what, extra={"numbers": numbers})


class _Lines(logging.Formatter):
    """One JSON object a line: `at` in UTC, `process`, `event`, and what is known of it."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        numbers: dict[str, Any] = getattr(record, "numbers", {})
        line = {"at": at, "process": record.process, "event": record.getMessage(), **numbers}
        return json.dumps(line, ensure_ascii=False, default=str)


def _file(path: Path) -> logging.Handler:
    try:
        return logging.StreamHandler(atomic_write.lines(path))
    except OSError as problem:
        raise UsageError(f"{VARIABLE} {path}: cannot be written: {problem.strerror or problem}") from None
