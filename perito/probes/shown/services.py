"""Services: the properties of units, their journal, processes, and who listens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from perito.documents.shapes import Journal, Row, Said, Shape, Table
from perito.probes.base import text
from perito.probes.framing import MALFORMED
from perito.probes.processes import process
from perito.probes.sockets import read_listeners
from perito.probes.systemd.journal import journal_line
from perito.probes.systemd.unit_files import read_unit_links
from perito.probes.systemd.units import EXEC, LONGEST, epoch

if TYPE_CHECKING:
    from perito.transport.base import Answer

# What tells how a unit is, first; then what it was given.
STATE: Final = (
    "LoadState", "LoadError", "ActiveState", "SubState", "Result", "UnitFileState", "NeedDaemonReload", "NRestarts",
    "ExecMainCode", "ExecMainStatus", "ExecMainStartTimestamp", "ExecMainExitTimestamp", "ActiveEnterTimestamp",
    "InactiveEnterTimestamp",
)  # fmt: skip
USUAL: Final = {
    "LoadState": "loaded", "NRestarts": "0", "NeedDaemonReload": "no", "ExecMainCode": "0", "ExecMainStatus": "0",
}  # fmt: skip
BLOCKS: Final = 1000  # units
LINES: Final = 200  # properties of one
ASKED: Final = ("User", "Group", "WorkingDirectory", "Environment", "ExecStart", "WantedBy")  # told where empty, too
BEHIND: Final = ("StateChangeTimestamp", "InvocationID", "ControlGroup", "Names", "Id", "Description", "SourcePath")


def properties(answer: Answer, _title: str) -> list[Shape]:
    """`systemctl show`: a table for each unit, how it is before what it was given."""
    found: dict[str, Shape] = {}
    for block in text(answer.stdout).split("\n\n", BLOCKS)[:BLOCKS]:
        values: dict[str, list[str]] = {}
        for line in block.split("\n", LINES)[:LINES]:
            key, equals, value = line.partition("=")
            if equals and (value or key in ASKED):
                values.setdefault(key, []).append(value)
        usual = [key for key, value in USUAL.items() if values.get(key) == [value]]
        last = (*BEHIND, *usual)
        order = [key for key in (*STATE, *values) if key not in last]
        order = list(dict.fromkeys((*order, *last)))
        rows = [_property(key, one) for key in order for one in values.get(key, ())]
        if any(row.value for row in rows):
            title = values.get("Id", [f"{len(found)}"])[0]
            found.setdefault(title, Table(title if "Id" in values else "", tuple(rows)))
    return list(found.values())


def _property(key: str, value: str) -> Row:
    """A property as it is read: a command as its words, a time as one."""
    if key.startswith("Exec") and (command := EXEC.fullmatch(value.strip()) if len(value) < LONGEST else None):
        return Row(key, command[2])
    return Row(key, value, time=epoch(value) if key.endswith("Timestamp") else 0.0)


def links(answer: Answer, _title: str) -> list[Shape]:
    """The links that start units at boot."""
    return [Table("", tuple(Row(one.path, one.target) for one in read_unit_links(answer)))]


def journal(answer: Answer, title: str) -> list[Shape]:
    """`journalctl -o json`: the messages of a unit."""
    entries = []
    for line in text(answer.stdout).splitlines():
        try:
            one = journal_line(json.loads(line))
        except MALFORMED:
            continue
        entries.append(Said(one.time, one.message, one.priority, f"{one.identifier}[{one.pid}]"))
    return [Journal(title.rpartition(" ")[2].strip("'"), tuple(entries))] if entries else []


def processes(answer: Answer, _title: str) -> list[Shape]:
    """The processes: their command line by PID, and the unit each belongs to."""
    rows = []
    for line in text(answer.stdout).splitlines():
        try:
            one = process(json.loads(line))
        except MALFORMED:
            continue
        rows.append(Row(str(one.pid), " ".join(one.argv) or one.name, one.unit))
    return [Table("", tuple(rows))] if rows else []


def listeners(answer: Answer, _title: str) -> list[Shape]:
    """Who listens where: addresses with a port and sockets, and the processes behind them."""
    rows = []
    for one in read_listeners(answer):
        address = f"[{one.address}]" if ":" in one.address else one.address
        who = ", ".join(one.processes) + (f" (PID {', '.join(map(str, one.pids))})" if one.pids else "")
        rows.append(Row(one.path or f"{address}:{one.port}", who or "?"))
    return [Table("", tuple(rows))] if rows else []
