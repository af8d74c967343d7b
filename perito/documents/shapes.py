"""Evidence as understood: the few shapes that an answer of a server takes for whoever reads it.

Texts in them are the server's own, as they were recorded: neither cut nor made safe to display.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Entry", "FileText", "Http", "Journal", "Listing", "Row", "Said", "Shape", "Table", "Text"]


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's content; its lines count from 1."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One path, as stat(1) and ls(1) have it. `kind`: file, directory, symlink, socket, …; empty where it is not there
    or could not be seen, and `problem` says which in the tool's words. `mode`: the permission bits; `target`: of a
    link, as written; `acl`: there is an access control list beside the bits."""

    path: str
    kind: str = ""
    mode: int = 0
    owner: str = ""
    group: str = ""
    target: str = ""
    acl: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Paths with their owners and permissions."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A key and its value; `source`: the file, and its line, that says so; `time`: seconds since the epoch, where the
    value is a moment."""

    key: str
    value: str
    source: str = ""
    time: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and values of one thing, such as a unit. `title`: what it is; empty where the question says it."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a log. `time`: seconds since the epoch, 0 where it has none; `priority`: as syslog(3) counts, from
    0, the most urgent; `who`: the program that said it."""

    time: float
    message: str
    priority: int = 6
    who: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """The messages of a unit or of a log file, oldest first."""

    title: str
    entries: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Http:
    """A request and its answer. `request`: the request line; `where`: the address and port, or the socket, asked at.

    `status` is 0 where no answer came, and `failure` says why.
    """

    request: str
    where: str
    sent: tuple[tuple[str, str], ...] = ()
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A program's words, where they have no other shape."""

    title: str
    text: str


Shape = FileText | Listing | Table | Journal | Http | Text
