"""What gunicorn has read of the directory, against what lies there by now."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.practice.expect import Absent
from perito.probes.python import bytecode

if TYPE_CHECKING:
    from perito.models.flask.application import Application
    from perito.models.flask.directory import Directory
    from perito.models.flask.gunicorn import Gunicorn
    from perito.models.web.running import Running
    from perito.probes.base import Probe
    from perito.probes.files import PathInfo
    from perito.server.server import Server

CLOCK_SLACK = 0.5  # seconds: a worker reads the code a moment after it was started
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

    def compiled_probe(self) -> Probe[dict[str, bytecode.Compiled]]:
        """How to ask whether the younger ones say something else than before. Raises Absent where there are none."""
        paths = [info.path for info in self.younger() if info.path.endswith(".py")]
        if not paths:
            raise Absent("__pycache__", "—")
        return bytecode.compiled(paths)

    def changed(self) -> list[str]:
        """Names of the younger ones, without those that provably say what they said when they were loaded."""
        younger = self.younger()
        try:
            known = self.server.see(self.compiled_probe()) if younger else {}
        except (CannotLook, Absent):
            known = {}
        return [PurePosixPath(info.path).name for info in younger if not self._same(info, known.get(info.path))]

    def _same(self, info: PathInfo, before: bytecode.Compiled | None) -> bool:
        """Whether the service itself compiled the very same code, before the file got its present age."""
        return (
            before is not None
            and before.same
            and before.uid == self.running.main.uid
            and before.written < info.mtime
            and before.source <= self.running.started
        )
