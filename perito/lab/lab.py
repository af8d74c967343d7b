"""The lab: builds the images, brings servers up and takes them down."""

from __future__ import annotations

import os
import time
import uuid
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perito.lab import boot, images, layers, network
from perito.lab.layers import Layer, locked
from perito.lab.library import BOOTED, Library, shipped
from perito.lab.machine import remove
from perito.lab.processes import Process
from perito.lab.server import IMAGE, Server
from perito.lab.tools import LabError, call
from perito.lab.tools import missing as _missing
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

    def prepare(self, suite: str = "bookworm", also: Sequence[str] = (), library: Library | None = None) -> Layer:
        """Build the images of a suite unless they are there (a minute or two); gives the one with all that is wanted.

        That is what the library's deploy.sh makes (without one: what the shipped practice's does), and then the further
        deployments whose labels are in `also`. Raises LabError where the suite is unknown or a build fails,
        LibraryError where a script of the lab does.
        """
        library = library or shipped()
        image, deployed = self._base(suite), library.needed(also)
        for number, label in enumerate(("", *deployed)):
            image = images.layer(library, image, suite, label)
            layers.ensure(image, partial(self._deploy, library, suite, label, deployed[:number]))
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
        also: Sequence[str] = (),
        library: Library | None = None,
    ) -> Server:
        """Bring up a server that accepts SSH and, if deployed, serves its application; then change it.

        Variants are applied first, faults after them, each in the order given. The further deployments whose labels are
        in `also`, and those that one of them is of, are there, too. With a `role` (layers.ROLES) it is no student's
        server: nothing is deployed. With the `library` of another practice, it is that one's server. Raises LabError
        where the name is taken, a fault or variant is unknown, or something fails; then nothing is left of the server.
        """
        lacks = self.missing()
        if lacks:
            raise LabError("\n".join(lacks))
        library = library or shipped()
        changes = library.chosen(variants, faults)
        deployed = deployed and not role
        wanted = library.needed(also, changes)
        if (changes or wanted) and not deployed:
            raise LabError(_("faults, variants and further deployments need a deployment: a bare server has none"))
        self.reap()
        image = self.prepare(suite, wanted, library) if deployed else self._undeployed(suite, role)
        server = self._register(name, suite, library, wanted if deployed else None)
        try:
            (server.directory / IMAGE).write_text(image.stack())
            boot.boot(server, image.stack())
            if deployed:
                boot.wait_until_ready(server)
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
        copy = self._register(name, server.suite, server.library, None)
        try:
            for part in ("upper", "seed"):
                call(["cp", "--archive", "--no-target-directory", server.directory / part, copy.directory / part])
            copy.names, copy.further = server.names, server.further
            (copy.directory / IMAGE).write_text(lower)
            boot.boot(copy, lower, seeded=True)
            if self.keep:
                copy.owner = None
                copy.save()
        except BaseException:
            copy.down()
            raise
        return copy

    def down(self, name: str | None = None) -> None:
        """Take down one server, or all, and remove the remains of crashed ones.

        Raises LabError for an unknown name.
        """
        if name is not None:
            server = next((server for server in self._servers() if server.name == name), None)
            if server is None:
                raise LabError(_("no server is called {name!r}").format(name=name))
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

    def _base(self, suite: str) -> Layer:
        base = layers.base(self.root, suite, self._public_key())
        layers.ensure(base, lambda layer: layers.build_base(layer, suite, self._public_key()))
        return base

    def _undeployed(self, suite: str, role: str) -> Layer:
        """The image of a server without a deployment, built if missing."""
        base = self._base(suite)
        if not role:
            return base
        special = layers.role(base, suite, role)
        layers.ensure(special, lambda layer: layers.build_role(layer, role))
        return special

    def _deploy(self, library: Library, suite: str, label: str, further: Sequence[str], layer: Layer) -> None:
        """Fill the layer of a deployment; `further`: the labels of what is there then beside the first."""
        images.build(library, layer, label)
        script = library.script(BOOTED, label)
        if not script:
            return
        server = self._register(None, suite, library, further)
        try:
            boot.carry_out(server, layer, script, label)
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

    def _register(self, name: str | None, suite: str, library: Library, further: Sequence[str] | None) -> Server:
        """A directory of its own for a new server, complete with its description from the first moment.

        `further`: the labels of what is deployed beside the first; None where nothing is.
        """
        place = self.root / "servers"
        place.mkdir(exist_ok=True)
        with locked(self.root / "lock"):
            self._remove_drafts()
            taken = {directory.name for directory in place.iterdir()}
            if name in taken:
                raise LabError(_("a server is called {name!r} already").format(name=name))
            name = name or next(f"server-{n}" for n in range(1, 10_000) if f"server-{n}" not in taken)
            draft = place / f".{name}"
            for part in ("upper", "work", "root"):
                (draft / part).mkdir(parents=True)
            lender = str(library.lender or "")
            server = Server(draft, name, suite, uuid.uuid4().hex, str(library.practice), lender, owner=Process.own())
            if further is not None:
                server.names = library.names()
                server.further = {label: library.names(label) for label in further}
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
