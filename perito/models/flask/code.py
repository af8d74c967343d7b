"""What gunicorn has read of the directory, against what lies there by now."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from perito.errors import CannotLook, Unseen
from perito.practice.expect import Absent
from perito.probes import ages
from perito.probes.python import bytecode, in_memory
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perito.models.flask.application import Application
    from perito.models.flask.directory import Directory
    from perito.models.flask.gunicorn import Gunicorn
    from perito.models.web.running import Running
    from perito.probes.base import Probe
    from perito.probes.files import PathInfo
    from perito.server.server import Server

T = TypeVar("T")

CLOCK_SLACK = 0.5  # seconds: a worker reads the code a moment after it was started
BESIDE = ("Pipfile", "Pipfile.lock")  # what chown(1) and chmod(1) reach along with the code, and nobody edits
READERS = frozenset({"dotenv", "decouple", "environs", "environ"})  # modules by which an application reads .env itself


class Code:
    """Facts raise CannotLook where processes or files cannot be seen, and Absent where nothing runs."""

    def __init__(
        self, server: Server, directory: Directory, application: Application, gunicorn: Gunicorn, running: Running
    ) -> None:
        self.server = server
        self.directory = directory
        self.application = application
        self.gunicorn = gunicorn
        self.running = running

    def _read(self) -> list[PathInfo]:
        """What gunicorn has read: the sources it loads, its configuration, .env where the code asks for it."""
        paths = [source.path for source in self.application.loaded_sources]
        modules = {one.module.partition(".")[0] for source in self.application.loaded_sources for one in source.imports}
        paths += [self.directory.inside(".env")] if modules & READERS else []
        paths += [self.directory.inside("gunicorn.conf.py")] if self.gunicorn.text_of_config() else []
        return [self.directory.entries[path] for path in paths if path in self.directory.entries]

    def younger_than(self, moment: float) -> list[PathInfo]:
        """Those of them that changed after a moment."""
        return [info for info in self._read() if info.mtime > moment + CLOCK_SLACK]

    def younger(self) -> list[PathInfo]:
        """Those of them that changed after the workers were started."""
        return self.younger_than(self.running.started)

    def ages_probe(self) -> Probe[ages.Ages]:
        """How to ask when their inodes changed, too. Raises Absent where nothing was read."""
        paths = [one.path for one in self._read() if one.path.endswith(".py")]
        if not paths:
            raise Absent("*.py", "—")
        return ages.ages([*paths, *(self.directory.inside(name) for name in BESIDE)])

    def backdated(self) -> dict[str, ages.Age]:
        """Sources that look as old as the process and whose inode is younger: copied there with their time, given
        another owner or mode, or their time was set back."""
        return self.backdated_after(self.running.started)

    def backdated_after(self, moment: float) -> dict[str, ages.Age]:
        """The same of any moment, in seconds since the epoch: also of one when nothing ran any more."""
        try:
            seen = self.server.see(self.ages_probe()).by_path
        except (CannotLook, Absent):
            return {}
        return {
            path: age for path, age in seen.items()
            if path.endswith(".py") and age.modified <= moment + CLOCK_SLACK < age.changed
        }  # fmt: skip

    def memory_probe(self, paths: Sequence[str]) -> Probe[dict[str, in_memory.InMemory]]:
        """How to ask whether the process that answers has the functions of these sources."""
        workers = sorted(
            (one for one in self.running.unit.processes if one.ppid == self.running.main.pid),
            key=lambda one: (one.started, one.pid),
        )
        return in_memory.in_memory((workers or [self.running.main])[0].pid, sorted(paths))

    def compiled_probe(self) -> Probe[dict[str, bytecode.Compiled]]:
        """How to ask whether the younger ones say something else than before. Raises Absent where there are none."""
        return self._compiled([info.path for info in self.younger() if info.path.endswith(".py")])

    def _compiled(self, paths: list[str]) -> Probe[dict[str, bytecode.Compiled]]:
        if not paths:
            raise Absent("__pycache__", "—")
        return bytecode.compiled(paths)

    def changed(self) -> list[str]:
        """Names of the younger ones, without those that provably say what they said when they were loaded; and of those
        that look older and that the process has provably not loaded. Raises CannotLook where that cannot be seen."""
        younger, older = self.younger(), self.backdated()
        loaded = self._known(
            lambda: self.memory_probe([*(info.path for info in younger), *older]), bool(younger or older)
        )
        compiled = self._known(self.compiled_probe, bool(younger))
        found = [
            info.path for info in younger
            if (info.path in loaded and loaded[info.path].lacking) or not self._same(info, compiled.get(info.path))
        ]  # fmt: skip
        found += [path for path in older if path in loaded and loaded[path].lacking]
        if not found:
            self._must_be_known([path for path in older if not (path in loaded and loaded[path].functions)])
        return [PurePosixPath(path).name for path in found]

    def contradicted(self) -> dict[str, tuple[ages.Age, in_memory.InMemory]]:
        """Sources that look as old as the process, of which it has not loaded what they say."""
        older = self.backdated()
        loaded = self._known(lambda: self.memory_probe([*(info.path for info in self.younger()), *older]), bool(older))
        return {path: (age, loaded[path]) for path, age in older.items() if path in loaded and loaded[path].lacking}

    def _known(self, probe: Callable[[], Probe[dict[str, T]]], asked: bool) -> dict[str, T]:
        try:
            return self.server.see(probe()) if asked else {}
        except (CannotLook, Absent):
            return {}

    def _must_be_known(self, paths: list[str]) -> None:
        """Raises CannotLook where nobody can say what these said before: neither what was compiled of them, nor that
        everything there was given another owner or mode with them."""
        left = [path for path in paths if self._compiled_otherwise(path)]
        if not left:
            return
        seen = self.server.see(self.ages_probe()).by_path
        beside = [seen[path].changed for name in BESIDE if (path := self.directory.inside(name)) in seen]
        if beside and min(beside) > self.running.started + CLOCK_SLACK:
            return
        names = ", ".join(PurePosixPath(path).name for path in left)
        said = _("{files} changed after the service was started, with the time of before").format(files=names)
        raise CannotLook(Unseen.NO_ANSWER, said)

    def _compiled_otherwise(self, path: str) -> bool:
        before = self._known(lambda: self._compiled([path]), asked=True).get(path)
        return before is None or not before.same or before.uid != self.running.main.uid

    def _same(self, info: PathInfo, before: bytecode.Compiled | None) -> bool:
        """Whether the service itself compiled the very same code, before the file got its present age."""
        return (
            before is not None
            and before.same
            and before.uid == self.running.main.uid
            and before.written < info.mtime
            and before.source <= self.running.started
        )
