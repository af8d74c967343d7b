"""What a unit's file says beside what systemd has loaded of it: systemd.exec(5), systemd.service(5). Pure."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perito.probes.systemd import specifiers, unit_file
from perito.probes.systemd.reading import RELATIONS

if TYPE_CHECKING:
    from perito.probes.systemd.reading import Reading
    from perito.probes.systemd.unit_file import UnitText
    from perito.probes.systemd.units import UnitState

# What explains nothing about a service that runs, or does not.
HARMLESS = frozenset(
    {"Description", "Documentation", "DefaultDependencies", "StartLimitIntervalSec", "StartLimitBurst"}
)
COMPARED = frozenset({"Type", "User", "Group", "WorkingDirectory", "ExecStart", "Environment", "EnvironmentFile"})
UNSAID = frozenset({"", "simple", "dbus", "oneshot"})  # what systemd takes for Type= where the unit has none
SWITCHES = {"true": "yes", "on": "yes", "1": "yes", "false": "no", "off": "no", "0": "no"}
NOTHING = ("", "no", "simple", "exec")


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting that is one thing and should be another by now. key: as in units; variable: which one of Environment=.

    old: what is in force; new: what the file says; file, line: where (line 0 where it says nothing).
    """

    key: str
    old: str
    new: str
    file: str = ""
    line: int = 0
    variable: str = ""

    @property
    def said(self) -> str:
        """`KEY=VALUE` as it is in force, of a command what differs. Of variables but PATH the name only: they may be
        secrets."""
        return f"{self.key}={self._value(self.old, self.new)}"

    @property
    def wanted(self) -> str:
        """`KEY=VALUE` as the file has it."""
        return f"{self.key}={self._value(self.new, self.old)}"

    def _value(self, value: str, other: str) -> str:
        if not self.variable:
            return unlike(value, other) if self.key == "ExecStart" else value
        return f"{self.variable}={value if self.variable == 'PATH' or not value else '…'}"


def unlike(words: str, others: str) -> str:
    """Of a command the words that another has not, with one more before and behind them; `…` for what is alike."""
    mine, theirs = words.split(), others.split()
    if not theirs or not mine or mine == theirs:
        return words
    shortest = min(len(mine), len(theirs))
    start = next((at for at in range(shortest) if mine[at] != theirs[at]), shortest)
    rest = shortest - start
    end = next((at for at in range(rest) if mine[-1 - at] != theirs[-1 - at]), rest)
    start, end = max(start - 1, 0), max(end - 1, 0)
    return " ".join([*["…"][: start > 0], *mine[start : len(mine) - end], *["…"][: end > 0]])


def differences(text: UnitText, state: UnitState) -> list[Difference]:
    """The settings of COMPARED of which systemd still has another value than the file. What only the manager can work
    out, specifiers of the machine and the like, counts as equal."""
    pairs: dict[str, tuple[str | None, str | None]] = {
        "User": (state.user, _written("User", text, state.name)),
        "Group": (state.group, _written("Group", text, state.name)),
        "Type": (state.type, _type(text, state)),
    }
    pairs["WorkingDirectory"] = (_path(state.working_directory), _path(_written("WorkingDirectory", text, state.name)))
    pairs["ExecStart"] = (_command_loaded(state), _command_written(text, state.name))
    pairs["EnvironmentFile"] = (" ".join(state.environment_files), _files_written(text, state.name))
    named = specifiers.expanded(text.value("Unit", "Description") or state.name, state.name)
    if named != state.description:
        pairs["Description"] = (state.description, named)
    found = [
        _difference(text, key, old, new)
        for key, (old, new) in pairs.items()
        if old is not None and new is not None and old != new and not specifiers.SPECIFIER.search(new)
    ]
    return found + variables_unlike(state.environment.variables, environment_of(text, state.name), text)


def variables_unlike(old: dict[str, str], new: dict[str, str], text: UnitText) -> list[Difference]:
    """Variables that have, or lack, another value than the unit gives them."""
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [
        _difference(text, "Environment", old.get(name, ""), new.get(name, ""), name)
        for name in names
        if not specifiers.SPECIFIER.search(new.get(name, ""))
    ]


def _difference(text: UnitText, key: str, old: str, new: str, variable: str = "") -> Difference:
    places = [one for one in text.assignments if one.key == key]
    named = [one for one in places if variable and f"{variable}=" in one.value]
    place = next(reversed(named or ([] if variable else places)), None)
    return Difference(key, old, new, place.file if place else "", place.line if place else 0, variable)


def as_written(text: UnitText, state: UnitState) -> UnitState:
    """The unit as systemd will have it once it has read the file."""
    return replace(
        state,
        load_state="loaded",
        type=_type(text, state),
        user=_written("User", text, state.name),
        group=_written("Group", text, state.name),
        working_directory=_path(_written("WorkingDirectory", text, state.name)),
        environment=unit_file.environment(*_every("Environment", text, state.name)),
        environment_files=tuple(_files_written(text, state.name).split()),
    )


def environment_of(text: UnitText, unit: str) -> dict[str, str]:
    """What Environment= sets, as written."""
    return unit_file.environment(*_every("Environment", text, unit)).variables


def only_touched(text: UnitText, reading: Reading) -> bool:
    """Whether systemd provably has all that the file says, and nothing that it does not: for a file of which COMPARED
    are equal. What cannot be told counts as another."""
    settings = {one.key: one.value for one in text.assignments if one.section == "Service"}
    own = set(settings) - COMPARED
    if set(reading.settings) - set(settings):
        return False
    if any(not _same(settings[key], reading.settings.get(key, "")) for key in own):
        return False
    return all(
        one.key in HARMLESS
        or (one.key in RELATIONS and set(one.value.split()) <= reading.relations.get(one.key, frozenset()))
        for one in text.assignments
        if one.section == "Unit"
    )


def _same(written: str, loaded: str) -> bool:
    value = SWITCHES.get(written.lower(), written)
    return value == loaded or (not loaded and value in NOTHING)


def _every(key: str, text: UnitText, unit: str) -> list[str]:
    return [specifiers.expanded(value, unit) for value in text.values("Service", key)]


def _written(key: str, text: UnitText, unit: str) -> str:
    return specifiers.expanded(text.value("Service", key) or "", unit)


def _type(text: UnitText, state: UnitState) -> str:
    return text.value("Service", "Type") or (state.type if state.type in UNSAID else "simple")


def _path(value: str) -> str:
    plain = value.lstrip("!").removeprefix("-")
    return posixpath.normpath(plain) if plain.startswith("/") else plain


def _command_loaded(state: UnitState) -> str | None:
    """None where there are several; "" where systemd took none."""
    return " ".join(" ".join(one.raw for one in state.exec_start).split()) if len(state.exec_start) < 2 else None


def _command_written(text: UnitText, unit: str) -> str | None:
    """The command as systemctl shows it: its words with blanks between. None where that is not plain to see."""
    commands = _every("ExecStart", text, unit)
    line = unit_file.exec_argv(commands[0]) if len(commands) == 1 else unit_file.ExecLine(problem="several")
    return None if line.problem or "@" in line.prefixes else " ".join(" ".join(line.argv).split())


def _files_written(text: UnitText, unit: str) -> str:
    return " ".join(value.removeprefix("-") for value in _every("EnvironmentFile", text, unit))
