"""From rows of named cells to students with their targets; everything wrong is told at once, with its place. Pure."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from perito.targets import Target, UsageError, parse_app, parse_target
from perito.yamlfile import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIELDS = (
    "id", "name", "email", "host", "port", "user", "identity", "known_hosts", "password_env", "sudo_password_env",
    "jump", "url_base", "app", "exercise", "service", "site", "server_name",
)  # fmt: skip
OWN = frozenset({"id", "name", "email", "host"})
SECRETS = frozenset({"password", "sudo_password", "passphrase", "contraseña", "clave"})
LONGEST_ID = 300


class RosterError(FileError):
    """The roster cannot be used. One line each: `file:line:column: what is wrong`."""


@dataclass(frozen=True)
class Cell:
    """A value as it stands in the file; `place` is its `:line:column`."""

    text: str
    place: str = ""


Row = dict[str, Cell]


@dataclass(frozen=True)
class Student:
    """One student: who they are and how their server is reached. The variables hold secrets; the roster never does."""

    id: str
    name: str
    email: str
    target: Target
    password_env: str | None = None
    sudo_password_env: str | None = None


@dataclass(frozen=True)
class Roster:
    """A class, in the file's order."""

    students: tuple[Student, ...]
    source: Path


@dataclass
class Builder:
    """Makes students of rows and gathers what is wrong. `environment`: where secrets are looked for."""

    source: Path
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    problems: list[str] = field(default_factory=list)

    def roster(self, rows: Sequence[Row], defaults: Row | None = None) -> Roster:
        """The class. Raises RosterError with every problem."""
        students = [self._student(row, {**(defaults or {}), **row}) for row in rows]
        self._unique(rows)
        if not rows and not self.problems:
            self.problems.append(f"{self.source}: nobody is in it")
        if self.problems:
            raise RosterError(self.problems)
        return Roster(tuple(one for one in students if one is not None), self.source)

    def wrong(self, place: str, text: str) -> None:
        """Note a problem."""
        self.problems.append(f"{self.source}{place}: {text}")

    def known(self, names: Iterable[tuple[str, str]]) -> None:
        """Note every name, given with its place, that is no field; a password has no business here."""
        for name, place in names:
            if name in SECRETS:
                self.wrong(place, f"{name}: no secrets in a roster; name an environment variable with {name_of(name)}")
            elif name not in FIELDS:
                close = get_close_matches(name, FIELDS, 1)
                advice = f"; did you mean {close[0]}?" if close else f"; there are {', '.join(FIELDS)}"
                self.wrong(place, f"no field is called {name!r}{advice}")

    def _student(self, own: Row, row: Row) -> Student | None:
        before = len(self.problems)
        cells = {name: cell for name, cell in row.items() if cell.text}
        first = next(iter(own.values()), Cell(""))
        who = cells.get("id")
        if who is None:
            self.wrong(first.place, "no id")
        elif len(who.text) > LONGEST_ID or not who.text.isprintable():
            self.wrong(who.place, f"an id is printable and at most {LONGEST_ID} characters long")
        if "host" not in cells:
            self.wrong((who or first).place, f"{who.text if who else 'somebody'} has no host")
        target = self._target(cells) if "host" in cells else None
        password = self._variable(cells.get("password_env"))
        sudo_password = self._variable(cells.get("sudo_password_env"))
        if len(self.problems) > before or who is None or target is None:
            return None
        name, email = (cells.get(one, Cell("")).text for one in ("name", "email"))
        return Student(who.text, name, email, target, password, sudo_password)

    def _target(self, cells: Mapping[str, Cell]) -> Target | None:
        host, user, port = cells["host"], cells.get("user"), cells.get("port")
        if port is not None and not (port.text.isdecimal() and 0 < int(port.text) < 65536):
            self.wrong(port.place, f"{port.text!r} is no port")
            return None
        try:
            target = parse_target(address(host.text, user.text if user else "", port.text if port else ""))
        except UsageError as error:
            self.wrong(host.place, str(error))
            return None
        texts = {name: cell.text for name, cell in cells.items()}
        return replace(
            target,
            identity=self._file(cells.get("identity")),
            known_hosts=self._file(cells.get("known_hosts")),
            apps=self._apps(cells),
            jump=texts.get("jump"),
            url_base=texts.get("url_base"),
            service=texts.get("service"),
            site=texts.get("site"),
            server_name=texts.get("server_name"),
        )

    def _file(self, cell: Cell | None) -> Path | None:
        """A path as the roster means it: relative to the roster, `~` the home directory."""
        if cell is None:
            return None
        path = self.source.parent / Path(cell.text).expanduser()
        if not path.is_file():
            self.wrong(cell.place, f"{cell.text}: no such file")
        return path.absolute()

    def _apps(self, cells: Mapping[str, Cell]) -> tuple[tuple[str, str], ...]:
        """The directories under /var/www; with an exercise, they have labels."""
        found = []
        for name, label in (("app", "poc"), ("exercise", "exercise")):
            cell = cells.get(name)
            if cell is not None:
                try:
                    found.append((label if "exercise" in cells else "", parse_app(cell.text)[1]))
                except UsageError as error:
                    self.wrong(cell.place, str(error))
        return tuple(found)

    def _variable(self, cell: Cell | None) -> str | None:
        if cell is None:
            return None
        if cell.text not in self.environment:
            self.wrong(cell.place, f"the environment variable {cell.text} is not set")
        return cell.text

    def _unique(self, rows: Sequence[Row]) -> None:
        first: dict[str, Cell] = {}
        for row in rows:
            cell = row.get("id")
            if cell is not None and cell.text:
                before = first.setdefault(cell.text, cell)
                if before is not cell:
                    self.wrong(cell.place, f"{cell.text} is in the class already, at {self.source}{before.place}")


def address(host: str, user: str, port: str) -> str:
    """The target as one would type it: an alias of ssh_config stays one."""
    if "@" in host or "://" in host:
        return host
    name = f"{user}@" if user else ""
    if not port:
        return name + host
    bracketed = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"ssh://{name}{bracketed}:{port}"


def name_of(secret: str) -> str:
    """The field that names the variable for a secret."""
    return "sudo_password_env" if secret.startswith("sudo") else "password_env"
