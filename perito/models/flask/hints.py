"""What a server offers to be matched: directories, units and sites, each with what may tie it to another."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

WEB_ROOT = PurePosixPath("/var/www")
MARKS = frozenset({"Pipfile", "Pipfile.lock", ".env", "wsgi.py", "application.py", "app.py", "requirements.txt"})


@dataclass(frozen=True)
class DirectoryHint:
    """A directory that may hold an application, and the names at its top; `linked`: its own name is a link's."""

    path: str
    names: frozenset[str] = frozenset()
    linked: bool = False

    @property
    def app(self) -> str:
        """What the application is called: a link such as `current` has the name of what it is in."""
        path = PurePosixPath(self.path)
        return path.parent.name if self.linked and path.parent != WEB_ROOT else path.name

    @property
    def marks(self) -> frozenset[str]:
        """Files that only an application has."""
        return self.names & MARKS


@dataclass(frozen=True)
class UnitHint:
    """A systemd unit: what it says and what its process does. `text` is its file, as written."""

    name: str
    text: str = ""
    working_directory: str | None = None
    process_directory: str | None = None
    virtualenvs: tuple[str, ...] = ()
    sockets: tuple[str, ...] = ()

    @property
    def runs_gunicorn(self) -> bool:
        """Whether it is about gunicorn at all."""
        return "gunicorn" in self.text.lower()


@dataclass(frozen=True)
class SiteHint:
    """Server blocks of a file of nginx's: what they proxy to and the names they serve.

    `blocks`: the lines where they begin, where other blocks of the file belong to somebody else.
    """

    path: str
    text: str = ""
    sockets: tuple[str, ...] = ()
    server_names: tuple[str, ...] = ()
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Hints:
    """All that the server offers to be matched."""

    directories: tuple[DirectoryHint, ...] = ()
    units: tuple[UnitHint, ...] = ()
    sites: tuple[SiteHint, ...] = ()
    virtualenv_of: dict[str, str] = field(default_factory=dict)
