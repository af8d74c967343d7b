"""Who is in a class and how each server is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.support.yamlfile import FileError

if TYPE_CHECKING:
    from pathlib import Path

    from perito.transport.target import Target

FIELDS = (
    "id", "name", "email", "host", "port", "user", "identity", "known_hosts", "password_env", "sudo_password_env",
    "jump", "url_base", "app", "exercise", "service", "site", "server_name",
)  # fmt: skip
OWN = frozenset({"id", "name", "email", "host"})


class RosterError(FileError):
    """The roster cannot be used. One line each: `file:line:column: what is wrong`."""


@dataclass(frozen=True)
class Student:
    """One student: who they are and how their server is reached. The variables hold secrets; the roster never does.

    `id` as the roster has it, which may be no name for a directory: see `directory_names`. The names of their
    deployments are in `target.apps`. `place`: `file:line:column` of the roster.
    """

    id: str
    name: str
    email: str
    target: Target
    password_env: str | None = None
    sudo_password_env: str | None = None
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Roster:
    """A class, in the file's order. `notes`: what was seen and left aside on purpose, as `file:line:column: what`."""

    students: tuple[Student, ...]
    source: Path
    notes: tuple[str, ...] = ()
