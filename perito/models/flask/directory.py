"""The application's directory and what lies in it (practice, items 4–9)."""

from __future__ import annotations

import stat
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.practice.expect import Failure
from perito.probes.accounts import Identity, may, refused_at
from perito.probes.base import CannotLook
from perito.probes.files import FileText, PathInfo, read_files, stat_paths
from perito.probes.python import dotenv
from perito.server.fact import fact
from perito.server.server import WEB_ROOT
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.models.flask.discovery import Names
    from perito.probes.base import Probe
    from perito.probes.framing import Seen
    from perito.probes.systemd import units
    from perito.server.server import Server

CODE = frozenset({"Pipfile", ".env", "wsgi.py", "application.py", "app.py", "requirements.txt"})
READ = ("Pipfile", "Pipfile.lock", ".env", "requirements.txt", "gunicorn.conf.py")
WEB_GROUP = "www-data"
MODE = 0o775
MOST_SOURCES = 60
BITS = ((stat.S_IRWXU, "u", 6), (stat.S_IRWXG, "g", 3), (stat.S_IRWXO, "o", 0))


class DirectoryFacts:
    """What there is under the directory, and whether the service's user may read it.

    Properties raise Failure where what they describe is not there, and CannotLook where we may not look.
    """

    def __init__(self, server: Server, names: Names) -> None:
        self.server = server
        self.names = names
        self.trail = server.trail
        self.neighbours: tuple[Deployment, ...] = ()

    def inside(self, name: str) -> str:
        """The absolute path of something in the directory."""
        return f"{self.names.directory}/{name}"

    @fact
    def _entries(self) -> dict[str, PathInfo]:
        return {info.path: info for info in self.server.web_tree}

    def entry(self, name: str) -> PathInfo | None:
        """What lies directly in the directory under that name."""
        return self._entries.get(self.inside(name))

    @property
    def code_directory(self) -> str:
        """Where gunicorn looks for modules; known further down."""
        return self.names.directory

    @property
    def names_inside(self) -> list[str]:
        """What lies directly in the directory."""
        start = self.names.directory + "/"
        return [
            path[len(start) :] for path in self._entries if path.startswith(start) and "/" not in path[len(start) :]
        ]

    @property
    def python_files(self) -> list[str]:
        """Names of the Python files directly in the directory, and of those in its packages as `package/module.py`."""
        start = self.names.directory + "/"
        below = [path[len(start) :] for path in self._entries if path.startswith(start) and path.endswith(".py")]
        packages = {str(PurePosixPath(name).parent) for name in below if name.endswith("/__init__.py")}
        places = {".", str(PurePosixPath(self.code_directory).relative_to(self.names.directory)), *packages}
        return sorted(name for name in below if str(PurePosixPath(name).parent) in places)[:MOST_SOURCES]

    def texts_probe(self) -> Probe[Seen[FileText]]:
        """How to ask for every text file that matters, at once."""
        present = [name for name in (*READ, *self.python_files) if self.entry(name) is not None]
        return read_files([self.inside(name) for name in dict.fromkeys(present)])

    def text_of(self, name: str) -> FileText | None:
        """The content of a file in the directory, or None."""
        entry = self.entry(name)
        if entry is None or entry.kind not in {"file", "symlink"}:
            return None
        return self.server.see(self.texts_probe()).get(self.inside(name))

    def directory_probe(self) -> Probe[Seen[PathInfo]]:
        """How to ask for the directory itself, links followed."""
        return stat_paths([self.names.directory], follow=True)

    @property
    def directory(self) -> PathInfo:
        """The directory itself."""
        found = self.server.see(self.directory_probe())[self.names.directory]
        if found is None:
            raise Failure(self.names.directory, "—", self.misspelling())
        return found

    @property
    def directory_kind(self) -> str:
        """`directory`, what else stands there, or a dash."""
        found = self.server.see(self.directory_probe())[self.names.directory]
        return found.kind if found is not None else "—"

    def misspelling(self) -> str:
        """Which existing directory was probably meant, where the one in use does not exist."""
        present = [PurePosixPath(i.path).name for i in self._entries.values() if i.kind == "directory"]
        top = [name for name in present if f"{WEB_ROOT}/{name}" in self._entries]
        close = get_close_matches(self.names.app, top, n=1)
        if close and close[0] != self.names.app:
            return _("There is a directory {found}.").format(found=f"{WEB_ROOT}/{close[0]}")
        others = sorted(name for name in top if name not in {"html", self.names.app})
        if f"{WEB_ROOT}/{self.names.app}" not in self._entries and others:
            return _("In {place} there is only: {found}.").format(place=WEB_ROOT, found=", ".join(others))
        return ""

    @property
    def nested_directory(self) -> str | None:
        """The subdirectory that holds the code, where the top holds none."""
        if CODE & set(self.names_inside):
            return None
        below = len(PurePosixPath(self.names.directory).parts) + 1
        for path in self._entries:
            parts = PurePosixPath(path).parts
            if path.startswith(self.names.directory + "/") and len(parts) == below + 1 and parts[-1] in CODE:
                return str(PurePosixPath(*parts[:-1]))
        return None

    @property
    def ordinary_users(self) -> tuple[str, ...]:
        """People's accounts."""
        return self.server.ordinary_users

    @fact
    def state(self) -> units.UnitState | None:
        """The unit as systemd has it loaded; None where no unit was found. Raises CannotLook where none could be."""
        if self.names.service is None:
            self._looked_for_a_unit()
            return None
        found = self.server.units.get(self.names.service)
        return found if found is not None and found.load_state != "not-found" else None

    def _looked_for_a_unit(self) -> None:
        """Raise CannotLook where what discovery finds units by could not be seen: then there may be one."""
        _seen = self.server.units, self.server.unit_files

    @fact
    def user(self) -> str:
        """Who runs, or would run, the application: the unit's User=, else the directory's owner."""
        accounts = self.server.accounts
        if self.state is not None and self.state.user and accounts.user(self.state.user) is not None:
            return self.state.user
        here = self._entries.get(self.names.directory)
        return here.owner if here is not None and here.owner in self.ordinary_users else self.server.deploy_user

    @property
    def identity(self) -> Identity:
        """The user and groups the kernel compares with a file's. Raises CannotLook for an unknown user."""
        group = self.state.group if self.state is not None else ""
        accounts = self.server.accounts
        found = accounts.identity(self.user, group) or accounts.identity(self.user)
        if found is None:
            raise CannotLook("no_such_user", self.user)
        return found

    def explain_mode(self) -> str:
        """Which of u, g and o has too much or too little, against 775."""
        found = self.directory.mode & 0o777
        said = []
        for mask, who, shift in BITS:
            missing, extra = (MODE & mask & ~found) >> shift, (found & mask & ~MODE) >> shift
            said += [f"{who}-{_letters(missing)}"] if missing else []
            said += [f"{who}+{_letters(extra)}"] if extra else []
        return _("Against 775: {difference}.").format(difference=" ".join(said)) if said else ""

    def unreadable_files(self) -> list[str]:
        """Code that the service's user cannot read, as `name (owner:group mode)`, or the directory on the way to it."""
        who = self.identity
        closed = refused_at(who, self.inside("x"), self._entries)
        if closed is not None and not closed.acl:
            return [f"{closed.path} ({_access(closed)})"]
        wanted = [info for name in self.names_inside if (info := self.entry(name)) and self._is_code(name, info)]
        return [
            f"{PurePosixPath(info.path).name} ({_access(info)})"
            for info in wanted
            if not info.acl and not may(who, info, "r")
        ]

    @staticmethod
    def _is_code(name: str, info: PathInfo) -> bool:
        return info.kind == "file" and name.endswith(".py")

    def kind_of(self, name: str) -> str:
        """`file`, `directory` … of something in the directory; a link counts as what it leads to."""
        info = self.entry(name)
        if info is None:
            return "—"
        if info.kind == "symlink":
            return "file" if self.text_of(name) is not None else _("a link that leads nowhere")
        return info.kind

    def user_can_read(self, name: str) -> bool:
        """Whether the deploying user may read a file of the directory."""
        info = self.entry(name)
        return info is not None and (info.acl or may(self.identity, info, "r"))

    def access_of(self, name: str) -> str:
        """Owner, group and mode of a file, as `usuario:www-data 775`."""
        info = self.entry(name)
        return _access(info) if info is not None else "—"

    @fact
    def dotenv(self) -> dotenv.DotEnv:
        """The file .env, parsed as pipenv does."""
        found = self.text_of(".env")
        if found is None:
            raise Failure(".env", "—")
        return dotenv.parse(found.text)

    def dotenv_problems(self) -> list[str]:
        """Lines of .env that are no assignment."""
        bad = [f"{line}: {text.strip()}" for line, text in self.dotenv.bad_lines]
        bare = [f"{one.line}: {one.key}" for one in self.dotenv.bindings if one.value is None]
        return bad + bare

    def dotenv_misspelling(self, key: str) -> str:
        """Which key of .env was probably meant for `key`."""
        if self.dotenv.get(key) is not None:
            return ""
        close = get_close_matches(key, [found for found in self.dotenv.keys if found != key], n=1)
        return _("Line {line} says {found}.").format(line=self._line(close[0]), found=close[0]) if close else ""

    def _line(self, key: str) -> int:
        binding = self.dotenv.binding(key)
        return binding.line if binding is not None else 0


def _letters(bits: int) -> str:
    return "".join(letter for value, letter in ((4, "r"), (2, "w"), (1, "x")) if bits & value)


def _access(info: PathInfo) -> str:
    return f"{info.owner}:{info.group} {info.mode & 0o7777:o}"
