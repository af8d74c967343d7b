"""The students of a class, and the way to each server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.support.yamlfile import FileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from perito.transport.target import Target

FIELDS = (
    "id", "name", "email", "host", "port", "user", "identity", "known_hosts", "password_env", "sudo_password_env",
    "host_key", "jump", "url_base", "app", "exercise", "service", "site", "server_name",
)  # fmt: skip
OWN = frozenset({"id", "name", "email", "host"})


class RosterError(FileError):
    """The roster cannot be used. One line per error: `file:line:column: message`."""


@dataclass(frozen=True)
class Student:
    """One student and the way to their server. Variables hold secrets; the roster never does.

    `id` as in the roster, not always a valid directory name: see `directory_names`. The names of their deployments are
    in `target.apps`. `inputs`: what the practice is given for them, by name; `variables`: the environment variables
    with what is secret of it. `place`: `file:line:column` of the roster.
    """

    id: str
    name: str
    email: str
    target: Target
    password_env: str | None = None
    sudo_password_env: str | None = None
    inputs: Mapping[str, str] = field(default_factory=dict, hash=False)
    variables: Mapping[str, str] = field(default_factory=dict, hash=False)
    place: str = field(default="", compare=False)

    @property
    def absent(self) -> bool:
        """Whether the roster has no address for them."""
        return not self.target.host


@dataclass(frozen=True)
class Roster:
    """A class, in the file's order. `notes`: entries skipped on purpose, as `file:line:column: message`."""

    students: tuple[Student, ...]
    source: Path
    notes: tuple[str, ...] = ()
