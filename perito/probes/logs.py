"""nginx's logs: why it answered 502, and whether a request of ours was seen (practice, item 24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.transport.base import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.base import Probe
    from perito.probes.framing import Seen


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of an error log. time: the server's local wall clock as seconds (UTC assumed unless the probe knows
    the offset). errno: 2, 13, 111, … or None."""

    time: float
    level: str
    message: str
    errno: int | None = None
    upstream: str = ""
    server: str = ""
    host: str = ""
    request: str = ""
    client: str = ""
    pid: int = 0


def error_log(
    paths: Sequence[str], lines: int = 50, *, role: Role = Role.ROOT
) -> Probe[Seen[list[ErrorLine]]]:
    """The end of each log; None where the file does not exist."""
    raise NotImplementedError


def find_in_access_logs(
    paths: Sequence[str], needle: str, *, role: Role = Role.ROOT
) -> Probe[Seen[list[str]]]:
    """The lines of each log that hold `needle` (a request of ours carries one of its own)."""
    raise NotImplementedError


def errno_of(line: str) -> int | None:
    """The `(13: Permission denied)` of a line."""
    raise NotImplementedError
