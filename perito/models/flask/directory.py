"""The application's directory: owner, content, and permissions."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.practice.expect import Absent
from perito.probes.accounts import may, refused_at
from perito.probes.files import FileText, PathInfo, read_files, stat_paths
from perito.server.fact import fact
from perito.server.server import WEB_ROOT, Server
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.command_line import CommandLine
    from perito.models.web.names import Names
    from perito.models.web.unit import Unit
    from perito.probes.base import Probe
    from perito.probes.framing import Seen

CODE = frozenset({"Pipfile", ".env", "wsgi.py", "application.py", "app.py", "requirements.txt"})
READ = ("Pipfile", "Pipfile.lock", ".env", "requirements.txt", "gunicorn.conf.py")
MODE = 0o775
MOST_SOURCES = 60
ALIKE = 0.75  # of a file's name and the one that was meant


class Directory:
    """Facts raise Absent where their subject does not exist, and CannotLook where we may not look."""

    def __init__(self, server: Server, names: Names, unit: Unit, command: CommandLine) -> None:
        self.server = server
        self.names = names
        self.unit = unit
        self.command = command
        self.trail = server.trail

    @property
    def owner(self) -> str:
        """The user it belongs to."""
        return self.info.owner

    @property
    def group(self) -> str:
        """The group it belongs to."""
        return self.info.group

    @property
    def mode(self) -> int:
        """Its permission bits, those of stat(2) with set-user-ID and the like."""
        return self.info.mode

    def inside(self, name: str) -> str:
        """The absolute path of a name in the directory."""
        return f"{self.names.directory}/{name}"

    @fact
    def entries(self) -> dict[str, PathInfo]:
        return {info.path: info for info in self.server.web_tree}

    def entry(self, name: str) -> PathInfo | None:
        """The entry of that name directly in the directory."""
        return self.entries.get(self.inside(name))

    @property
    def names_inside(self) -> list[str]:
        """The names directly in the directory."""
        start = self.names.directory + "/"
        return [path[len(start) :] for path in self.entries if path.startswith(start) and "/" not in path[len(start) :]]

    @property
    def python_files(self) -> list[str]:
        """Names of the Python files directly in the directory, and of those in its packages as `package/module.py`."""
        start = self.names.directory + "/"
        below = [path[len(start) :] for path in self.entries if path.startswith(start) and path.endswith(".py")]
        packages = {str(PurePosixPath(name).parent) for name in below if name.endswith("/__init__.py")}
        code = PurePosixPath(self.command.code_directory).relative_to(self.names.directory)
        module = (self.command.module or "").split(".")[:-1]  # a package needs no __init__.py (Python reference, 5.2)
        loaded = {str(PurePosixPath(code, *module[:depth])) for depth in range(len(module) + 1)}
        places = {".", *loaded, *packages}
        return sorted(name for name in below if str(PurePosixPath(name).parent) in places)[:MOST_SOURCES]

    def texts_probe(self) -> Probe[Seen[FileText]]:
        """The question for every relevant text file at once."""
        present = [name for name in (*READ, *self.python_files) if self.entry(name) is not None]
        return read_files([self.inside(name) for name in dict.fromkeys(present)])

    def text_of(self, name: str) -> FileText | None:
        """The content of a file in the directory, or None."""
        entry = self.entry(name)
        if entry is None or entry.kind not in {"file", "symlink"}:
            return None
        return self.server.see(self.texts_probe()).get(self.inside(name))

    def probe(self) -> Probe[Seen[PathInfo]]:
        """How to ask for the directory itself, links followed."""
        return stat_paths([self.names.directory], follow=True)

    @property
    def info(self) -> PathInfo:
        """The directory itself."""
        found = self.server.see(self.probe())[self.names.directory]
        if found is None:
            raise Absent(self.names.directory, "—", finding="directory.exists/missing")
        return found

    @property
    def kind(self) -> str:
        """`directory`, another kind of file, or a dash."""
        found = self.server.see(self.probe())[self.names.directory]
        return found.kind if found is not None else "—"

    def misspelt(self) -> str:
        """The existing directory that was probably meant, where the one in use does not exist; else nothing."""
        close = get_close_matches(self.names.app, self._beside(), n=1)
        return f"{WEB_ROOT}/{close[0]}" if close and close[0] != self.names.app else ""

    def others(self) -> list[str]:
        """The directories under the web server's root, but for this one and Debian's own."""
        return sorted(name for name in self._beside() if name not in {"html", self.names.app})

    def _beside(self) -> list[str]:
        present = [PurePosixPath(info.path).name for info in self.entries.values() if info.kind == "directory"]
        return [name for name in present if f"{WEB_ROOT}/{name}" in self.entries]

    @property
    def nested(self) -> str | None:
        """The subdirectory that holds the code, where the top holds none."""
        if CODE & set(self.names_inside):
            return None
        below = len(PurePosixPath(self.names.directory).parts) + 1
        for path in self.entries:
            parts = PurePosixPath(path).parts
            if path.startswith(self.names.directory + "/") and len(parts) == below + 1 and parts[-1] in CODE:
                return str(PurePosixPath(*parts[:-1]))
        return None

    def closed_on_the_way(self) -> PathInfo | None:
        """The directory on the way to the code that the service's user cannot pass."""
        closed = refused_at(self.unit.identity, self.inside("x"), self.entries)
        return closed if closed is not None and not closed.acl else None

    def unreadable_files(self) -> list[tuple[str, PathInfo]]:
        """Code that the service's user cannot read, by name."""
        who = self.unit.identity
        wanted = [info for name in self.names_inside if (info := self.entry(name)) and self._is_code(name, info)]
        closed = [info for info in wanted if not info.acl and not may(who, info, "r")]
        return [(PurePosixPath(info.path).name, info) for info in closed]

    @staticmethod
    def _is_code(name: str, info: PathInfo) -> bool:
        return info.kind == "file" and name.endswith(".py")

    def kind_of(self, name: str) -> str:
        """`file`, `directory` … of a name in the directory; a link counts as its target."""
        info = self.entry(name)
        if info is None:
            return "—"
        if info.kind == "symlink":
            return "file" if self.text_of(name) is not None else _("a link that leads nowhere")
        return info.kind

    def why_no_file(self, name: str) -> str:
        """Why something in the directory is no file: missing, named-otherwise, dangling-link or not-a-file."""
        info = self.entry(name)
        if info is not None:
            return "dangling-link" if info.kind == "symlink" else "not-a-file"
        return "named-otherwise" if self.lookalike(name) else "missing"

    def target_of(self, name: str) -> str:
        """What a link in the directory holds; nothing where it is no link."""
        info = self.entry(name)
        return (info.target or "") if info is not None else ""

    def lookalike(self, name: str) -> str:
        """The file in the directory that was probably meant to be called `name`; else nothing."""
        known = {*READ, "wsgi.py", "application.py", "app.py"}
        files = [
            one
            for one in self.names_inside
            if one not in known and (info := self.entry(one)) is not None and info.kind in {"file", "symlink"}
        ]
        same = [one for one in files if _bare(one) == _bare(name)]
        return next(iter([*same, *get_close_matches(name, files, n=1, cutoff=ALIKE)]), "")

    def user_can_read(self, name: str) -> bool:
        """Whether the deploying user may read a file of the directory."""
        info = self.entry(name)
        return info is not None and (info.acl or may(self.unit.identity, info, "r"))

    def access_of(self, name: str) -> str:
        """Owner, group and mode of a file, as `usuario:www-data 775`."""
        info = self.entry(name)
        return access(info) if info is not None else "—"


def _bare(name: str) -> str:
    """A file's name without what an editor or a slip of the hand adds: dots, capitals, `.txt`."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\.(?:txt|save|bak|old)$", "", name.lower()))


def access(info: PathInfo) -> str:
    """Owner, group and mode, as `usuario:www-data 775`."""
    return f"{info.owner}:{info.group} {info.mode & 0o7777:o}"
