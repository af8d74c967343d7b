"""Units as systemd has them loaded: systemctl(1) show (practice, items 17-19)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.base import Probe
    from perito.probes.files import PathInfo
    from perito.probes.unit_file import Environment


@dataclass(frozen=True, slots=True)
class ExecStatus:
    """One ExecStart of a loaded unit. argv is as `systemctl show` prints it: words that hold blanks may be split
    wrongly; unit_file.exec_argv on the unit's text is exact. code is `exited`, `killed`, … or empty."""

    path: str
    argv: tuple[str, ...]
    raw: str = ""


@dataclass(frozen=True, slots=True)
class UnitState:
    """org.freedesktop.systemd1(5), the properties that matter here. Times are seconds since the epoch, 0.0 where
    systemd has none. main_pid and exec_main_status are numbers; exec_main_code is the waitid(2) code: 1 exited,
    2 killed, 3 dumped, 0 nothing yet. enabled is UnitFileState (enabled, disabled, static, masked, bad, "")."""

    name: str
    names: tuple[str, ...] = ()
    description: str = ""
    load_state: str = ""
    load_error: str = ""
    active_state: str = ""
    sub_state: str = ""
    result: str = ""
    enabled: str = ""
    type: str = ""
    fragment_path: str = ""
    drop_ins: tuple[str, ...] = ()
    need_daemon_reload: bool = False
    user: str = ""
    group: str = ""
    environment: Environment | None = None
    environment_files: tuple[str, ...] = ()
    working_directory: str = ""
    umask: str = ""
    exec_start: tuple[ExecStatus, ...] = ()
    restart: str = ""
    restarts: int = 0
    main_pid: int = 0
    exec_main_code: int = 0
    exec_main_status: int = 0
    exec_main_start: float = 0.0
    exec_main_exit: float = 0.0
    active_enter: float = 0.0
    inactive_enter: float = 0.0
    state_change: float = 0.0
    control_group: str = ""
    invocation_id: str = ""
    wanted_by: tuple[str, ...] = ()
    required_by: tuple[str, ...] = ()
    triggered_by: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitFile:
    """One file that is, or was meant to be, a unit. place: `system` (where systemd looks, with a suffix it knows),
    `dropin` (`NAME.service.d/*.conf`), `no_suffix`, `wrong_suffix`, or `misplaced` (a directory systemd never
    reads). text is that of the file a link leads to; None where it cannot be read (dangling link)."""

    name: str
    info: PathInfo
    text: str | None
    place: str


@dataclass(frozen=True, slots=True)
class UnitComplaint:
    """One line of `systemd-analyze verify`. kind: unknown_key, unknown_section, missing_equals, outside_section,
    not_absolute, not_executable, bad_value, no_exec_start, other."""

    kind: str
    file: str
    line: int
    message: str
    section: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A link under `TARGET.wants` or `TARGET.requires`. exists: whether it leads anywhere."""

    path: str
    target: str
    unit: str
    wanted_by: str
    relation: str
    exists: bool


def units(*names: str) -> Probe[dict[str, UnitState]]:
    """Every service: those loaded, those of unit files of the administrator's, and the names given, in one command.
    By Id (`flask_app.service`). A name systemd does not know has load_state `not-found`."""
    raise NotImplementedError


def unit_files(*more: str) -> Probe[list[UnitFile]]:
    """The unit files not Debian's: /etc, /run and /usr/local whole, /lib and /usr/lib where they speak of gunicorn,
    flask or /var/www; and those saved where systemd never looks. `more`: further paths to read."""
    raise NotImplementedError


def verify(paths: Sequence[str]) -> Probe[list[UnitComplaint]]:
    """What `systemd-analyze verify` says about these files, and only these."""
    raise NotImplementedError


def unit_links() -> Probe[list[UnitLink]]:
    """Every link under *.wants and *.requires of /etc/systemd/system and /run/systemd/system."""
    raise NotImplementedError


def wants_links(links: Sequence[UnitLink], unit: str) -> list[UnitLink]:
    """Those that pull this unit in."""
    raise NotImplementedError
