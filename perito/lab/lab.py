"""The lab: builds the images, brings servers up and takes them down."""

from __future__ import annotations

import os
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from perito.lab import boot, layers, network
from perito.lab.layers import Layer, locked
from perito.lab.library import Library, LibraryError
from perito.lab.machine import remove
from perito.lab.names import EXERCISE
from perito.lab.processes import Process
from perito.lab.server import EXERCISE_LABEL, IMAGE, Server
from perito.lab.tools import LabError, call
from perito.lab.tools import missing as _missing
from perito.practice.locate import shipped
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_ROOT = Path("/var/lib/perito/lab")
ROOT_VARIABLE = "PERITO_LAB_DIR"


class Lab:
    """A directory with images and servers.

    `root` is PERITO_LAB_DIR or /var/lib/perito/lab where not given. With `keep` servers stay up until they are taken
    down; without, they belong to this process, and the next up() of any process removes those of a dead one.
    """

    def __init__(self, root: Path | None = None, keep: bool = True) -> None:
        self.root = (root or Path(os.environ.get(ROOT_VARIABLE) or DEFAULT_ROOT)).resolve()
        self.keep = keep

    def missing(self) -> list[str]:
        """One sentence for each missing requirement for booting servers here; empty: none."""
        return _missing()

    def prepare(self, suite: str = "bookworm", exercise: bool = False) -> Layer:
        """Build the images of a suite unless they are there (a minute or two); gives the deployed one.

        With `exercise` (half a minute more the first time) that is the one with both deployments. Raises LabError
        where the suite is unknown or a build fails.
        """
        base, deployed = self._layers(suite)
        layers.ensure(base, lambda layer: layers.build_base(layer, suite, self._public_key()))
        layers.ensure(deployed, lambda layer: self._deploy(layer, suite))
        if not exercise:
            return deployed
        both = layers.exercise(deployed, suite)
        layers.ensure(both, lambda layer: self._deploy_exercise(layer, suite))
        return both

    def prepare_for(self, library: Library, suite: str = "bookworm", exercise: bool = False) -> Layer:
        """The same for a practice's lab: one of its own gives the image that its deploy.sh makes.

        Raises LibraryError where that fails.
        """
        if not library.own:
            return self.prepare(suite, exercise)
        plain = layers.base(self.root, suite, self._public_key(), layers.PLAIN)
        layers.ensure(plain, lambda layer: layers.build_base(layer, suite, self._public_key(), layers.PLAIN))
        image = library.layer(plain, suite)
        layers.ensure(image, library.build)
        return image

    def up(
        self,
        name: str | None = None,
        suite: str = "bookworm",
        faults: Sequence[str] = (),
        deployed: bool = True,
        sudo_password: bool = False,
        variants: Sequence[str] = (),
        role: str = "",
        exercise: bool = False,
        library: Library | None = None,
    ) -> Server:
        """Bring up a server that accepts SSH and, if deployed, serves its application; then change it.

        Variants are applied first, faults after them, each in the order given. With `exercise`, or where one of them is
        of the exercise, that is deployed, too. With a `role` (layers.ROLES) it is no student's server: nothing is
        deployed. With the `library` of another practice, it is that one's server. Raises LabError where the name is
        taken, a fault or variant is unknown, or something fails; then nothing is left of the server.
        """
        lacks = self.missing()
        if lacks:
            raise LabError(" ".join(lacks))
        library = library or Library(shipped(), own=False)
        changes = library.chosen(variants, faults)
        deployed = deployed and not role
        exercise = exercise or any(change.on == EXERCISE_LABEL for change in changes)
        if (changes or exercise) and not deployed:
            raise LabError("Faults, variants and the exercise need a deployment: a bare server has none.")
        if library.own and exercise:
            raise LibraryError(_("{practice}: its lab has no exercise").format(practice=library.practice))
        self.reap()
        image = self._image(suite, deployed, role, exercise, library)
        server = self._register(name, suite, exercise, library)
        try:
            (server.directory / IMAGE).write_text(image.stack())
            boot.boot(server, image.stack())
            if deployed and library.ready:
                boot.wait_until_ready(server, library.ready)
            elif deployed:
                boot.wait_for_application(server)
            if not sudo_password:
                boot.allow_sudo_without_password(server)
            for change in changes:
                server.change(change)
            if self.keep:
                server.owner = None
                server.save()
        except BaseException:
            server.down()
            raise
        return server

    def clone(self, server: Server, name: str | None = None) -> Server:
        """Boot a copy of a server's disk: another machine with its files, machine id, name and SSH host keys.

        The lab's version of a virtual machine copied from a classmate. Raises LabError.
        """
        with (server.directory / IMAGE).open() as file:
            lower = file.read()
        copy = self._register(name, server.suite, exercise=server.exercise is not None)
        try:
            for part in ("upper", "seed"):
                call(["cp", "--archive", "--no-target-directory", server.directory / part, copy.directory / part])
            copy.names, copy.exercise, copy.practice = server.names, server.exercise, server.practice
            (copy.directory / IMAGE).write_text(lower)
            boot.boot(copy, lower, seeded=True)
            if self.keep:
                copy.owner = None
                copy.save()
        except BaseException:
            copy.down()
            raise
        return copy

    def _image(self, suite: str, deployed: bool, role: str, exercise: bool, library: Library) -> Layer:
        """The image for a server, built if missing."""
        image = self.prepare(suite, exercise) if role else self.prepare_for(library, suite, exercise)
        if not role:
            return image if deployed else image.lower[0]
        special = layers.role(image.lower[0], suite, role)
        layers.ensure(special, lambda layer: layers.build_role(layer, role))
        return special

    def down(self, name: str | None = None) -> None:
        """Take down one server, or all, and remove the remains of crashed ones.

        Raises LabError for an unknown name.
        """
        if name is not None:
            server = next((server for server in self._servers() if server.name == name), None)
            if server is None:
                raise LabError(f"There is no server called {name!r}.")
            server.down()
            return
        for server in self._servers():
            server.down()
        with locked(self.root / "lock"):
            self._remove_drafts()
        layers.sweep(self.root)
        network.sweep()

    def reap(self) -> None:
        """Remove servers that have ended or whose owner has."""
        for server in self._servers():
            if server.abandoned:
                server.down()

    def _layers(self, suite: str) -> tuple[Layer, Layer]:
        base = layers.base(self.root, suite, self._public_key())
        return base, layers.deployed(base, suite)

    def _deploy(self, layer: Layer, suite: str) -> None:
        layers.build_files(layer)
        server = self._register(None, suite)
        try:
            boot.deploy_services(server, layer)
        finally:
            server.down()

    def _deploy_exercise(self, layer: Layer, suite: str) -> None:
        layers.build_exercise_files(layer)
        server = self._register(None, suite, exercise=True)
        try:
            boot.deploy_services(server, layer)
        finally:
            server.down()

    def _servers(self) -> list[Server]:
        servers = []
        for directory in sorted((self.root / "servers").glob("[!.]*")):
            # Another process may take one down at this moment.
            with suppress(FileNotFoundError):
                servers.append(Server.load(directory))
        return servers

    def _remove_drafts(self) -> None:
        """Remove what makers left that were killed before their server had its name. Called under the lab's lock."""
        for remains in (self.root / "servers").glob(".*"):
            remove(remains)

    def _register(self, name: str | None, suite: str, exercise: bool = False, library: Library | None = None) -> Server:
        """A directory of its own for a new server, complete with its description from the first moment."""
        place = self.root / "servers"
        place.mkdir(exist_ok=True)
        with locked(self.root / "lock"):
            self._remove_drafts()
            taken = {directory.name for directory in place.iterdir()}
            if name in taken:
                raise LabError(f"There is a server called {name!r} already.")
            name = name or next(f"server-{n}" for n in range(1, 10_000) if f"server-{n}" not in taken)
            draft = place / f".{name}"
            for part in ("upper", "work", "root"):
                (draft / part).mkdir(parents=True)
            server = Server(draft, name, suite, uuid.uuid4().hex, owner=Process.own())
            server.exercise = EXERCISE if exercise else None
            server.practice = str(library.practice) if library is not None and library.own else ""
            server.save()
            server.directory = draft.rename(place / name)
        return server

    def _public_key(self) -> str:
        key = self.root / "key"
        if not key.exists():
            self.root.mkdir(parents=True, exist_ok=True)
            with locked(self.root / "lock"):
                if not key.exists():
                    draft = self.root / f".key-{os.getpid()}-{time.time_ns()}"
                    call(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "perito-lab", "-f", draft])
                    draft.with_name(f"{draft.name}.pub").rename(self.root / "key.pub")
                    draft.rename(key)
        return (self.root / "key.pub").read_text().strip()

    # Last, as it hides the built-in of its name from the annotations below it.
    def list(self) -> list[Server]:
        """The servers that are up, by name."""
        return [server for server in self._servers() if server.running]
