"""Virtualenvs on the server, and the Pipfile they come from (practice, items 10-11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.transport.base import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.base import Probe


@dataclass(frozen=True, slots=True)
class Virtualenv:
    """A virtualenv found on the server. project: what its `.project` holds (where pipenv made it for). python: where
    bin/python leads, None where that does not exist. version: of pyvenv.cfg. distributions: name (normalised,
    PEP 503) → version, from the *.dist-info."""

    path: str
    home: str = ""
    owner: str = ""
    group: str = ""
    uid: int = -1
    mode: int = 0
    project: str | None = None
    python: str | None = None
    version: str = ""
    has_gunicorn: bool = False
    has_flask: bool = False
    distributions: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its directory's name, `mi_app-Ab3dE6gH`."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Requirement:
    """One package of a Pipfile: version as written (`*`, `==2.0.2`), "" where a path or git."""

    name: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class PipfileFacts:
    """A Pipfile, or why it cannot be read. Names are normalised (PEP 503)."""

    packages: dict[str, Requirement] = field(default_factory=dict)
    dev_packages: dict[str, Requirement] = field(default_factory=dict)
    python_version: str = ""
    hash: str = ""
    error: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class LockFacts:
    """A Pipfile.lock, or why it cannot be read."""

    packages: dict[str, str] = field(default_factory=dict)
    dev_packages: dict[str, str] = field(default_factory=dict)
    python_version: str = ""
    hash: str = ""
    error: str = ""


def virtualenv_names(pipfile: str) -> tuple[str, ...]:
    """The names pipenv may give the virtualenv of this Pipfile (an absolute path), the likeliest first."""
    raise NotImplementedError


def virtualenvs(
    homes: Sequence[str] | None = None, projects: Sequence[str] = (), *, role: Role = Role.ROOT
) -> Probe[list[Virtualenv]]:
    """Every virtualenv under ~/.local/share/virtualenvs of all homes (None: those of getent, /root included), and
    .venv, venv, env directly in /var/www/* and in `projects`, in one command."""
    raise NotImplementedError


def parse_pipfile(text: str) -> PipfileFacts:
    """Read a Pipfile. Never raises."""
    raise NotImplementedError


def parse_lock(text: str) -> LockFacts:
    """Read a Pipfile.lock. Never raises."""
    raise NotImplementedError


def lock_in_step(pipfile: str, lock: str) -> bool:
    """Whether the lock's hash is that of this Pipfile (as `pipenv verify`)."""
    raise NotImplementedError


def parse_requirements(text: str) -> dict[str, str]:
    """requirements.txt: normalised name → specifier as written (`==2.0.2`, "")."""
    raise NotImplementedError
