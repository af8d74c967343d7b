"""Units as systemd has loaded them: systemctl(1) show (practice, items 17-19). Files: see unit_files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.files import number, seconds
from perito.probes.framing import complete
from perito.probes.systemd.unit_file import Environment, environment
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.transport.base import Answer

# What makes a unit of /lib worth reading: it runs something from where people put applications, and no package does.
OURS: Final = "^(Exec|Working|Env)[A-Za-z]*=.*/(var/www|srv|opt|home|usr/local)/"
OURS_BEFORE: Final = "gunicorn|/var/www|[Ff]lask"  # as recordings have asked
PROPERTIES: Final = (
    "Id", "Names", "Description", "LoadState", "LoadError", "ActiveState", "SubState", "Result", "Type",
    "UnitFileState", "FragmentPath", "DropInPaths", "NeedDaemonReload", "User", "Group", "UMask",
    "SupplementaryGroups", "Environment", "EnvironmentFiles", "WorkingDirectory", "ExecStart", "Restart",
    "NRestarts", "MainPID", "ExecMainPID", "ExecMainCode", "ExecMainStatus", "ExecMainStartTimestamp",
    "ExecMainExitTimestamp", "ActiveEnterTimestamp", "InactiveEnterTimestamp", "StateChangeTimestamp",
    "ControlGroup", "InvocationID", "WantedBy", "RequiredBy", "TriggeredBy", "RuntimeDirectory",
    "PrivateTmp", "Transient", "SourcePath",
)  # fmt: skip
# A name outside these characters, or a template, would make systemctl refuse the whole question.
NAME: Final = re.compile(r"[A-Za-z0-9:_.@-]+\.[a-z]+")
SCRIPT: Final = """\
names=
for f in /etc/systemd/system/*.service /run/systemd/system/*.service \\
    /usr/local/lib/systemd/system/*.service {enabled}$(grep -lsE '{ours}' /lib/systemd/system/*.service); do
  if [ -e "$f" ] || [ -L "$f" ]; then
    case ${{f##*/}} in *@.service | *[!A-Za-z0-9:_.@-]*) ;; *) names="$names ${{f##*/}}" ;; esac
  fi
done
TZ=UTC exec systemctl show --no-pager --timestamp=us+utc -p {properties} -- '*.service' {given} $names
"""
# A pattern shows what runs; of templates and packages, what is enabled and does not run has to be named.
ENABLED: Final = "/etc/systemd/system/*.wants/*.service "
LONGEST: Final = 20_000  # of one ExecStart=
EXEC: Final = re.compile(r"\{ path=(.*?) ; argv\[\]=(.*) ; (?:ignore_errors|flags)=.*\}", re.DOTALL)
SHOWN: Final = re.compile(r"\\([$`])|\\.")  # systemctl shows words as a shell would need them
TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(\.\d{1,9})? UTC")


@dataclass(frozen=True, slots=True)
class ExecStatus:
    """One ExecStart= of a loaded unit.

    systemctl joins argv with blanks and drops the quotes, so a word that holds blanks is split here:
    unit_file.exec_argv on the unit's text is exact.
    """

    path: str
    argv: tuple[str, ...]
    raw: str = ""


@dataclass(frozen=True, slots=True)
class UnitState:
    """The relevant properties of org.freedesktop.systemd1(5).

    Times are seconds since the epoch, 0.0 where systemd has none. exec_main_code is the waitid(2) code: 1 exited, 2
    killed, 3 dumped, 0 nothing yet. enabled is UnitFileState (enabled, disabled, static, masked, bad, ""). load_state:
    loaded, not-found, bad-setting, error, masked. The rest is in `properties`.
    """

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
    environment: Environment = field(default_factory=Environment)
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


def units(*names: str) -> Probe[dict[str, UnitState]]:
    """Every service: those that run or are enabled, those of the administrator's files, nginx, and the names given.

    By Id (`flask_app.service`). A name systemd does not know has load_state `not-found`. Names that no unit
    can have are left out of the answer. CannotLook (`no_systemd`) where systemd does not run the machine.
    """
    given = " ".join(["nginx.service", *(name for name in names if NAME.fullmatch(name) and "@." not in name)])
    script, *before = (
        SCRIPT.format(ours=ours, properties=",".join(PROPERTIES), given=given, enabled=enabled)
        for ours, enabled in ((OURS, ENABLED), (OURS_BEFORE, ENABLED), (OURS_BEFORE, ""))
    )
    about, formerly = "systemctl show --type=service", tuple(before)
    return Probe(Command(script, Role.LOGIN, timeout=15.0, limit=2 << 20, about=about, formerly=formerly), read_units)


def read_units(answer: Answer) -> dict[str, UnitState]:
    """The answer to units: blocks of KEY=value, a blank line between them."""
    found: dict[str, UnitState] = {}
    for block in text(tool_of(complete(answer), "systemctl").stdout).split("\n\n"):
        properties: dict[str, list[str]] = {}
        for line in block.splitlines():
            key, equals, value = line.partition("=")
            if equals:
                properties.setdefault(key, []).append(value)
        if unit := properties.get("Id"):
            found.setdefault(unit[0], unit_state(properties))
    if not found:
        said = text(answer.stderr).strip()
        absent = "not been booted with systemd" in said or "connect to" in said
        raise CannotLook(Unseen.NO_SYSTEMD if absent else Unseen.NO_ANSWER, said[:300])
    return found


def unit_state(properties: dict[str, list[str]]) -> UnitState:
    """One unit from its properties; ExecStart and EnvironmentFiles may be there several times."""
    flat = {key: values[-1] for key, values in properties.items()}

    def word(key: str) -> str:
        return flat.get(key, "")

    def words(key: str) -> tuple[str, ...]:
        return tuple(word(key).split())

    files = [value.rpartition(" (")[0] for value in properties.get("EnvironmentFiles", []) if value]
    error = word("LoadError")
    return UnitState(
        name=word("Id"),
        names=words("Names"),
        description=word("Description"),
        load_state=word("LoadState"),
        load_error=error.partition(' "')[2].removesuffix('"') or error,
        active_state=word("ActiveState"),
        sub_state=word("SubState"),
        result=word("Result"),
        enabled=word("UnitFileState"),
        type=word("Type"),
        fragment_path=word("FragmentPath"),
        drop_ins=words("DropInPaths"),
        need_daemon_reload=word("NeedDaemonReload") == "yes",
        user=word("User"),
        group=word("Group"),
        environment=environment(SHOWN.sub(lambda found: found[1] or found[0], word("Environment"))),
        environment_files=tuple(files),
        working_directory=word("WorkingDirectory"),
        umask=word("UMask"),
        exec_start=tuple(exec_statuses(properties.get("ExecStart", []))),
        restart=word("Restart"),
        restarts=number(word("NRestarts")),
        main_pid=number(word("MainPID")),
        exec_main_code=number(word("ExecMainCode")),
        exec_main_status=number(word("ExecMainStatus")),
        exec_main_start=epoch(word("ExecMainStartTimestamp")),
        exec_main_exit=epoch(word("ExecMainExitTimestamp")),
        active_enter=epoch(word("ActiveEnterTimestamp")),
        inactive_enter=epoch(word("InactiveEnterTimestamp")),
        state_change=epoch(word("StateChangeTimestamp")),
        control_group=word("ControlGroup"),
        invocation_id=word("InvocationID"),
        wanted_by=words("WantedBy"),
        required_by=words("RequiredBy"),
        triggered_by=words("TriggeredBy"),
        properties=flat,
    )


def exec_statuses(values: Iterable[str]) -> list[ExecStatus]:
    """`{ path=… ; argv[]=… ; ignore_errors=no ; … }`, one for each ExecStart=."""
    matches = [EXEC.fullmatch(value.strip()) for value in values if len(value) < LONGEST]
    return [ExecStatus(m[1], tuple(m[2].split()), m[2]) for m in matches if m]


def epoch(stamp: str) -> float:
    """`Sun 2026-11-22 23:37:25.846632 UTC` or `@1795390645` as seconds; 0.0 for anything else."""
    if stamp.startswith("@"):
        return seconds(stamp[1:])
    match = TIME.search(stamp)
    if match is None:
        return 0.0
    try:
        moment = datetime.strptime(match[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return 0.0
    return moment.timestamp() + float(match[2] or 0)
