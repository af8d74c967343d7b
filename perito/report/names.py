"""Names for programs: no language, title or address changes them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from perito.report.safe import line

if TYPE_CHECKING:
    from perito.documents.result import CheckResult, Result


def case(check: CheckResult) -> str:
    """A check within a run: `directory.mode [poc]`, or `tools.pip` for one of the whole server."""
    return f"{line(check.id)} [{line(check.deployment)}]" if check.deployment else line(check.id)


def rule(check: CheckResult) -> str:
    """The kind of failure: `service.active/stopped`; the check's id where it has no finding of its own."""
    return line(check.finding or check.id)


def fingerprint(result: Result, check: CheckResult) -> str:
    """What is the same failure in two runs has the same one: 64 hexadecimal digits. Neither lines nor texts count,
    nor the server's address, which another machine for the same job has not."""
    parts = (result.practice, check.deployment or "", check.id, check.finding)
    return hashlib.sha256("\0".join(map(line, parts)).encode()).hexdigest()
