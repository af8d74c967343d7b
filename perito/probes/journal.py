"""What a unit said: journalctl(1), systemd.journal-fields(7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.transport.base import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.probes.base import Probe


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry. time: seconds since the epoch. invocation: _SYSTEMD_INVOCATION_ID, or the unit's INVOCATION_ID."""

    time: float
    message: str
    pid: int = 0
    identifier: str = ""
    invocation: str = ""
    priority: int = 6
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """A line that says why something failed. `kind` is stable, `details` what was captured, by name.

    kind (details): module_not_found (module), import_error (name, module), syntax_error (exception, file, line,
    message), python_error (exception, message, file, line), attribute_missing (name, module), not_callable,
    app_not_found, cannot_connect (address), address_in_use (address), invalid_address (address), bind_error
    (errno, path), bad_arguments (message), no_application, config_error (message), worker_boot, worker_timeout,
    exec_failed (path, step, status, reason), chdir_failed, user_failed, group_failed, oom, start_limit,
    exit_code (status), killed (signal), unknown_key (key, section, file, line), unknown_section, missing_equals,
    not_absolute, bad_setting (message, file, line).
    """

    kind: str
    message: str
    time: float = 0.0
    details: dict[str, str] = field(default_factory=dict)


def journal(unit: str, lines: int = 200, *, role: Role = Role.ROOT) -> Probe[list[JournalLine]]:
    """The last lines of a unit since boot, oldest first, systemd's own about it included."""
    raise NotImplementedError


def telling(message: str, time: float = 0.0) -> Telling | None:
    """What one line tells, if anything."""
    raise NotImplementedError


def telling_lines(lines: Iterable[JournalLine]) -> list[Telling]:
    """The lines that tell why, oldest first, the same one kept once (at its last time). A traceback's last line is
    joined with the file and line above it."""
    raise NotImplementedError
