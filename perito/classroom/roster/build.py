"""Students from rows: every field is read, and all errors are reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from perito.classroom.roster import fields
from perito.classroom.roster.inputs import PREFIX, Declared
from perito.classroom.roster.model import Student
from perito.support.i18n import _
from perito.transport.target import Kind, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from perito.classroom.roster.rows import Problems, Row

T = TypeVar("T")
LONGEST_ID = 300


def students(
    rows: Sequence[Row],
    base: Path,
    problems: Problems,
    environment: Mapping[str, str],
    *,
    reach: bool = True,
    inputs: Declared | None = None,
) -> list[Student]:
    """The students of these rows that can be read; errors go to `problems`.

    `base`: the directory that relative paths start from. `reach`: whether the named files and environment variables
    must exist; `inputs`: those of the practice.
    """
    readers = Readers(fields.Files(base, check=reach), environment if reach else None, inputs or Declared())
    labelled = any("exercise" in row.cells for row in rows)
    found = [_student(_Reading(row, problems), readers, labelled=labelled) for row in rows]
    _twice(rows, problems)
    return found


@dataclass(frozen=True)
class Readers:
    """The context for reading fields. `environment` None: variables need not be set."""

    files: fields.Files
    environment: Mapping[str, str] | None
    inputs: Declared

    def variable(self, text: str) -> str:
        """As fields.set_variable, or fields.variable."""
        return fields.variable(text) if self.environment is None else fields.set_variable(text, self.environment)


class _Reading:
    """One row being read."""

    def __init__(self, row: Row, problems: Problems) -> None:
        self.row = row
        self.cells = row.cells
        self.problems = problems

    def value(self, field: str, reader: Callable[[str], T]) -> T | None:
        """The field's value; None where it is missing or invalid."""
        cell = self.cells.get(field)
        try:
            return None if cell is None else reader(cell.text)
        except ValueError as error:
            self.wrong(field, str(error))
            return None

    def agreed(self, field: str, reader: Callable[[str], T], in_host: T | None) -> T | None:
        """The field's value, or the host's; a default is overridden by the host."""
        value = self.value(field, reader)
        if in_host is None or value is None or value == in_host:
            return in_host if value is None else value
        if self.cells[field].place.line == self.cells["host"].place.line:
            self.wrong(field, _("{one} here, and {other} in host").format(one=value, other=in_host))
        return in_host

    def wrong(self, field: str, text: str) -> None:
        """Report an error in a field, or in the whole row where it is missing."""
        cell = self.cells.get(field)
        self.problems.add(cell.place if cell else self.row.place, text)


def _student(reading: _Reading, readers: Readers, *, labelled: bool) -> Student:
    if "id" not in reading.cells:
        reading.wrong("id", _("no id"))
    inputs, variables = _inputs(reading, readers)
    return Student(
        id=reading.value("id", identifier) or "",
        name=reading.value("name", fields.line) or "",
        email=reading.value("email", fields.email) or "",
        target=_target(reading, readers, labelled=labelled),
        password_env=reading.value("password_env", readers.variable),
        sudo_password_env=reading.value("sudo_password_env", readers.variable),
        inputs=inputs,
        variables=variables,
        place=str(reading.row.place),
    )


def _inputs(reading: _Reading, readers: Readers) -> tuple[dict[str, str], dict[str, str]]:
    """What the practice is given for a student: values, and the variables with the secret ones."""
    found: dict[str, str] = {}
    for name in reading.cells:
        if name.startswith(PREFIX):
            read = readers.variable if readers.inputs.is_variable(name) else fields.line
            value = reading.value(name, read)
            found |= {} if value is None else {name: value}
    return readers.inputs.split(found)


def identifier(text: str) -> str:
    """An id: printable, on one line, of limited length. Raises ValueError."""
    if len(fields.line(text)) > LONGEST_ID:
        raise ValueError(_("an id is at most {count} characters long").format(count=LONGEST_ID))
    return text


def _target(reading: _Reading, readers: Readers, *, labelled: bool) -> Target:
    address = reading.value("host", fields.host) or Target(Kind.SSH)
    if address.port is None and "port" not in reading.cells and fields.is_here(address.host):
        text = _("{host}: that is the computer that grades")
        reading.problems.note(reading.cells["host"].place, text.format(host=address.host))
    accept_new = "accept_new" in reading.cells
    files = readers.files
    return Target(
        Kind.SSH,
        address.host,
        reading.agreed("port", fields.port, address.port),
        reading.agreed("user", fields.user, address.user),
        identity=reading.value("identity", files.identity),
        known_hosts=reading.value("known_hosts", files.place if accept_new else files.file),
        accept_new=accept_new,
        host_keys=reading.value("host_key", fields.host_key) or (),
        jump=reading.value("jump", fields.jump),
        url_base=reading.value("url_base", fields.url_base),
        apps=_apps(reading, labelled=labelled),
        service=reading.value("service", fields.word),
        site=reading.value("site", fields.word),
        server_name=reading.value("server_name", fields.server_name),
    )


def _apps(reading: _Reading, *, labelled: bool) -> tuple[tuple[str, str], ...]:
    """The deployments' names. Without an exercise the only one needs no label."""
    app, exercise = reading.value("app", fields.app), reading.value("exercise", fields.app)
    if app is not None and app == exercise:
        reading.wrong("exercise", _("{name} is the app, too").format(name=app))
    found = [("poc" if labelled else "", app), ("exercise", exercise)]
    return tuple((label, name) for label, name in found if name is not None)


def _twice(rows: Sequence[Row], problems: Problems) -> None:
    first: dict[str, Row] = {}
    for row in rows:
        cell = row.cells.get("id")
        if cell is not None and (before := first.setdefault(cell.text, row)) is not row:
            there = before.cells["id"].place
            problems.add(
                cell.place,
                _("{who} is in the class already, at {place}").format(who=fields.shown(cell.text), place=there),
            )
