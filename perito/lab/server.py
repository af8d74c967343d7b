"""One server of the lab: names, access, commands inside, shutdown."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Self

from perito.errors import USAGE
from perito.lab import machine, names, network
from perito.lab.library import Library
from perito.lab.names import PASSWORD, USER
from perito.lab.processes import Process
from perito.lab.tools import LabError, stop
from perito.practice.locate import Practice, shipped
from perito.support.i18n import _
from perito.transport.target import NO_DNS, parse_target

if TYPE_CHECKING:
    import subprocess

    from perito.lab.scripts import Change
    from perito.transport.target import Target

CHANGE_TIMEOUT = 60.0
CLIENT_HOSTS = "root/client-hosts"
IMAGE = "image"  # in a server's directory: the layers it was booted on
DESCRIPTION = "description.json"
OLDER = "server.json"  # as Perito 0.2 wrote it: still to be listed and taken down


class ChangeError(LabError):
    """A fault's or a variant's own script failed. The message says with what."""

    exit_status = USAGE


@dataclass
class Server:
    """A Debian server.

    `practice` is the directory of the one that it was brought up for, `lender` of the one whose lab it comes from where
    that one has none. `names` are what the lab calls the parts of its first deployment, `further` those of the others
    that it was brought up with, by label. `identity` is its machine id; `owner` the process it must not outlive, None
    where it stays until down().
    """

    directory: Path
    name: str
    suite: str
    identity: str
    practice: str
    lender: str = ""
    names: dict[str, str] = field(default_factory=dict)
    further: dict[str, dict[str, str]] = field(default_factory=dict)
    number: int = 0
    owner: Process | None = None
    supervisor: Process | None = None
    init: Process | None = None
    user: str = field(default=USER, init=False)
    password: str = field(default=PASSWORD, init=False)

    @property
    def address(self) -> str:
        """Its IPv4 address, to be reached from this machine only."""
        return network.address(self.number)

    @property
    def key(self) -> Path:
        """The private SSH key that opens the account of `user` (and not root's)."""
        return self.directory.parent.parent / "key"

    @property
    def known_hosts(self) -> Path:
        """A known_hosts file with this server's host keys and no others."""
        return self.directory / "known_hosts"

    @property
    def upper(self) -> Path:
        """Its writable layer: every file that changed since the image."""
        return self.directory / "upper"

    @property
    def client_hosts(self) -> Path | None:
        """The hosts file of the computer that visits it, where a change wrote one ($CLIENT_HOSTS)."""
        file = self.upper / CLIENT_HOSTS
        return file if file.exists() else None

    @property
    def role(self) -> str:
        """Its role at boot: base (nothing deployed), deployed or one of layers.ROLES; empty: none."""
        file = self.directory / IMAGE
        image = file.read_text().partition(":")[0] if file.exists() else ""
        return PurePosixPath(image).parent.name.removeprefix(f"{self.suite}-").partition("-")[0]

    @property
    def library(self) -> Library:
        """The lab that it comes from."""
        return Library(Path(self.practice), Path(self.lender) if self.lender else None)

    @property
    def apps(self) -> tuple[tuple[str, str], ...]:
        """The deployments to grade by name, as pairs of label and what `--app` is given; one alone needs no label, and
        none is asked for by name where the lab's names have no APP, or a change says so (`# sets: APP=`)."""
        if not self.further:
            return (("", self.names[names.APP]),) if self.names.get(names.APP) else ()
        labelled = {names.label_of(self.names): self.names, **self.further}
        return tuple((label, one[names.APP]) for label, one in labelled.items() if one.get(names.APP))

    @property
    def given_practice(self) -> str:
        """What `perito check --practice` needs; empty for the one that ships with Perito."""
        return "" if Practice(Path(self.practice)).shipped else self.practice

    @property
    def target(self) -> Target:
        """The target for a visitor: address, login, and the deployments to grade."""
        hosts = self.client_hosts
        return replace(
            parse_target(f"ssh://{self.user}@{self.address}"),
            identity=self.key,
            known_hosts=self.known_hosts,
            sudo_password=self.password,
            hosts_file=hosts,
            hosts_given=hosts is not None,
            nameservers=(NO_DNS,) if hosts is not None else (),
            apps=self.apps,
        )

    @property
    def running(self) -> bool:
        """Whether its first process lives."""
        return self.init is not None and self.init.alive()

    @property
    def abandoned(self) -> bool:
        """Whether nobody needs it: it has ended, or its owner has."""
        return not self.running if self.owner is None else not self.owner.alive()

    def run(self, script: str, user: str = "root", timeout: float = 30) -> subprocess.CompletedProcess[str]:
        """Run a shell script inside, without SSH, sudo or PAM; a user other than root gets a login shell.

        `timeout` in seconds. Raises LabError where the server is down or the script does not end.
        """
        if self.init is None or not self.running:
            raise LabError(_("{name} is not running").format(name=self.name))
        return machine.inside(self.init.pid, user, script, timeout)

    def log(self, unit: str | None = None) -> list[str]:
        """The lines of its journal since it booted, or those of one unit."""
        chosen = f" --unit={shlex.quote(unit)}" if unit else ""
        return self.run(f"journalctl --boot --no-pager --quiet --output=short-iso{chosen}").stdout.splitlines()

    def with_names(self, script: str, on: str = "") -> str:
        """The script after its prelude, with the names of the first deployment as variables.

        With `on`, a label, they are those of that one, and the first one's start with its label (POC_DIR). Raises
        LabError where this server was brought up without it.
        """
        return f"{self.exported(on)}{self.library.prelude}\n{script}"

    def exported(self, on: str = "") -> str:
        """The lines of shell that make the names of a deployment known, as they are on this server now."""
        if on and on not in self.further:
            raise LabError(_("{name} was brought up without {label}").format(name=self.name, label=on))
        own = {**names.beside(self.names), **self.further[on]} if on else self.names
        variables = {"DEPLOY_USER": self.user, **self.library.given, **own}
        return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in variables.items())

    def change(self, change: Change) -> None:
        """Apply a fault or a variant. Raises ChangeError with its standard error where its script fails."""
        done = self.run(self.with_names(change.script, change.on), timeout=CHANGE_TIMEOUT)
        if done.returncode != 0:
            raise ChangeError(f"{change.name} failed on {self.name} ({done.returncode}): {done.stderr.strip()[-2000:]}")
        if change.sets:
            (self.further[change.on] if change.on else self.names).update(change.sets)
            self.save()

    def down(self) -> None:
        """Shut it down and remove everything. Safe to call twice."""
        if not self.directory.exists():
            return
        # The supervisor first: one that is starting systemd could make its cgroup after that was removed.
        if self.supervisor is not None:
            machine.reap(self.supervisor)
        stop(self.identity)
        if self.init is not None:
            machine.reap(self.init)
        network.unplug(self.directory)
        machine.remove(self.directory)

    def save(self) -> None:
        """Write the data with which another process can take this server over or down."""
        values = {name: value for name, value in asdict(self).items() if name not in {"directory", "user", "password"}}
        draft = self.directory / f".{DESCRIPTION}"
        draft.write_text(json.dumps(values, indent=2))
        draft.rename(self.directory / DESCRIPTION)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """The server in this directory. Raises FileNotFoundError where there is none."""
        file = directory / DESCRIPTION
        if (older := directory / OLDER).exists():
            values = {**json.loads(older.read_text()), "names": {}, "practice": str(shipped())}
            values.pop("exercise", None)
        else:
            values = json.loads(file.read_text())
        for role in ("owner", "supervisor", "init"):
            values[role] = values[role] and Process(*values[role])
        return cls(directory=directory, **values)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.down()
