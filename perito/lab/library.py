"""A practice's lab: what is deployed on its servers, the mistakes, and the sound variants.

It is the directory `lab/` of a practice: `deploy.sh` and what it needs beside it, `faults/*.sh`, `variants/*.sh`, and,
where they are there, `booted.sh` (once, on the booted image), `names`, `prelude.sh` (before each change) and `ready.sh`
(succeeds once the server is up). A directory in it with `deploy.sh` and `names` of its own is a further deployment,
which a change asks for with `# on: NAME`; what that one does not have, it takes from the first. A lab without
`deploy.sh` stands on that of the practice which its own extends: it has all of that one's files, and its own beside and
before them (docs/howto/lab.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from perito.lab import names as naming
from perito.lab import scripts
from perito.lab.tools import RECIPES, LabError, LibraryError
from perito.practice import locate
from perito.practice.inputs import usual_variable
from perito.practice.locate import Practice
from perito.support.i18n import _
from perito.support.meant import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from perito.lab.scripts import Change

DEPLOY, NAMES = "deploy.sh", "names"
ALSO = "also.sh"  # what is deployed beyond a lender's deploy.sh
BOOTED, READY = "booted.sh", "ready.sh"
FAULTS, VARIANTS = "faults", "variants"
AS_DEPLOYED = "as-deployed"
EXTENSION = "extension.yaml"  # what is deployed elsewhere: extension.py


@dataclass(frozen=True)
class Library:
    """The lab that the servers of `practice` come from: its own, or what it has beside that of the practice in
    `lender`."""

    practice: Path
    lender: Path | None = None

    @cached_property
    def directories(self) -> tuple[Path, ...]:
        """Where its files are, the nearest first: the practice's own, those of practices in between, the lender's."""
        if self.lender is None:
            return (self.practice / "lab",)
        bases = (one.directory for one in Practice(self.practice).bases)
        all_ = (self.practice, *takewhile(lambda one: one != self.lender, bases), self.lender)
        return tuple(one / "lab" for one in all_ if (one / "lab").is_dir())

    @cached_property
    def faults(self) -> dict[str, Change]:
        """The mistakes by name. Raises LibraryError where a file cannot be read."""
        return self._read(FAULTS)

    @cached_property
    def variants(self) -> dict[str, Change]:
        """The sound variants by name. Raises LibraryError where a file cannot be read."""
        return self._read(VARIANTS)

    @cached_property
    def changes(self) -> dict[str, Change]:
        """Faults, the server as it is deployed, variants. Raises LibraryError where two have one name."""
        found = {**self.faults, AS_DEPLOYED: scripts.untouched(AS_DEPLOYED)}
        for name, change in self.variants.items():
            if name in found:
                there = self._nearest(f"{FAULTS}/{name}.sh") if name in self.faults else AS_DEPLOYED
                file = self._nearest(f"{VARIANTS}/{name}.sh")
                raise LibraryError(_("{file}:1:1: {other} has this name, too").format(file=file, other=there))
            found[name] = change
        return found

    @cached_property
    def further(self) -> tuple[str, ...]:
        """The labels of what can be deployed beside the first: directories with a deploy.sh and names of their own."""
        found = {file.parent.name for one in self.directories for file in one.glob(f"*/{DEPLOY}")}
        return tuple(sorted(label for label in found if self._nearest(f"{label}/{NAMES}").is_file()))

    def chosen(self, variant_names: Iterable[str], fault_names: Iterable[str]) -> list[Change]:
        """The changes with these names, variants first. Raises LibraryError for unknown names."""
        try:
            return [
                *scripts.pick(self.variants, variant_names, "variant"),
                *scripts.pick(self.faults, fault_names, "fault"),
            ]
        except LibraryError:
            raise
        except LabError as error:
            raise LibraryError(str(error)) from None

    def needed(self, also: Iterable[str], changes: Iterable[Change] = ()) -> tuple[str, ...]:
        """The labels of these further deployments and of those that the changes are of.

        Raises LibraryError for one that the lab does not have.
        """
        wanted = {*also, *(change.on for change in changes if change.on)}
        for label in sorted(wanted.difference(self.further)):
            text = _("{practice}: its lab has no {label}/deploy.sh with names beside it")
            raise LibraryError(text.format(practice=self.practice, label=label))
        return tuple(label for label in self.further if label in wanted)

    def file(self, name: str, label: str = "") -> Path:
        """A file of a deployment, or else of the first: the nearest one; the path that it would have where there is
        none."""
        return next(iter(self._files(name, label)), self.directories[0] / label / name)

    def _files(self, name: str, label: str = "") -> list[Path]:
        """The files of one name, the nearest first."""
        of_label = [found for one in self.directories if (found := one / label / name).exists()]
        return of_label if of_label or not label else self._files(name)

    def _nearest(self, path: str) -> Path:
        found = (one / path for one in self.directories)
        return next((one for one in found if one.exists()), self.directories[0] / path)

    def script(self, name: str, label: str = "") -> str:
        """A script of a deployment, or else of the first; empty where there is none. A lender's comes first."""
        return "\n".join(file.read_text("utf-8") for file in reversed(self._files(name, label)))

    def names(self, label: str = "") -> dict[str, str]:
        """What a deployment's parts are called. Raises LibraryError where a line is none."""
        return self._read_all(f"{label}/{NAMES}" if label else NAMES, variables=True)

    def _read_all(self, path: str, *, variables: bool = False) -> dict[str, str]:
        """What all files of one name say, the nearest last. Raises LibraryError where a line is none."""
        found: dict[str, str] = {}
        for one in reversed(self.directories):
            found |= naming.read(one / path, variables)
        return found

    def variables(self, label: str = "") -> dict[str, str]:
        """What the scripts of a deployment know, as it is deployed: the practice's inputs, its names, of a further one
        also the first's."""
        return {**self.given, **(naming.beside(self.names()) if label else {}), **self.names(label)}

    @property
    def prelude(self) -> str:
        """What runs before each fault and variant."""
        return (RECIPES / "prelude.sh").read_text() + self.script("prelude.sh")

    @cached_property
    def inputs(self) -> dict[str, str]:
        """What the practice is given where it is graded on these servers. Raises LibraryError where a line is none."""
        return self._read_all("inputs")

    @property
    def given(self) -> dict[str, str]:
        """The inputs as every script knows them. Raises LibraryError."""
        return {usual_variable(name): value for name, value in self.inputs.items()}

    @property
    def demonstration(self) -> dict[str, tuple[str, ...]]:
        """The servers that show the practice, and the faults of each. Raises LibraryError."""
        return {name: tuple(value.split()) for name, value in self._read_all("demonstration").items()}

    def prove(self, checks: Collection[str], findings: Collection[str]) -> None:
        """Raises LibraryError, a line for each, where a change of the practice's own is pinned to, or loses, a check
        that is none of these, or to a finding that is none. A lender's may be of checks that are not used."""
        own = [one for one in self.changes.values() if self.lender is None or self._is_own(one)]
        lines = [
            _("{place}: no check is called {check!r}{hint}").format(
                place=change.places[check], check=check, hint=nearest(check, checks)
            )
            for change in own
            for check in (*change.pins, *change.loses)
            if check.rpartition("/")[2] not in checks
        ]
        lines += [
            _("{place}: no finding is called {finding!r}{hint}").format(
                place=change.places[check], finding=finding, hint=nearest(finding, findings)
            )
            for change in own
            for check, finding in change.findings.items()
            if finding.partition("/")[0] in checks and finding not in findings
        ]
        if lines:
            raise LibraryError("\n".join(lines))

    def _is_own(self, change: Change) -> bool:
        """Whether a change is a file of the practice's."""
        return any((self.practice / "lab" / one / f"{change.name}.sh").is_file() for one in (FAULTS, VARIANTS))

    def _read(self, folder: str) -> dict[str, Change]:
        every: dict[str, Change] = {}
        for one in reversed(self.directories):
            directory = one / folder
            found = scripts.catalogue(directory)
            if directory.is_dir() and not found:
                raise LibraryError(_("{directory}: no file *.sh in it").format(directory=directory))
            for change in found.values():
                self._proved(change, directory / f"{change.name}.sh", mistake=folder == FAULTS)
            every |= found
        return every

    def _proved(self, change: Change, file: Path, mistake: bool) -> None:
        """Raises LibraryError where a change is not what its folder says, or speaks of what the lab does not have."""
        if mistake and not change.pins:
            raise LibraryError(_("{file}:1:1: a mistake says what it is found by: # pins: CHECK").format(file=file))
        if change.pins and not mistake:
            place = change.places["pins"]
            raise LibraryError(_("{place}: a sound variant has no pins; it may say loses").format(place=place))
        if change.on and change.on not in self.further:
            text = _("{place}: no deployment is called {name!r}{hint}")
            hint = nearest(change.on, self.further)
            raise LibraryError(text.format(place=change.places["on"], name=change.on, hint=hint))
        known = self.names(change.on) if change.sets else {}
        for name in change.sets:
            if name not in known:
                text = _("{place}: {name} is none of {file}{hint}")
                told = {"file": self.file(NAMES, change.on), "hint": nearest(name, known)}
                raise LibraryError(text.format(place=change.places["sets"], name=name, **told))


def of(practice: Practice) -> Library:
    """The lab of a practice: its own; without a deploy.sh, beside that of one it stands on, or of the shipped one of
    the same model.

    Raises LibraryError where there is none.
    """
    own = practice.directory / "lab"
    if (own / DEPLOY).is_file():
        return Library(practice.directory)
    for base in (*practice.bases, *((locate.find(),) if practice.model == locate.find().model else ())):
        if (base.directory / "lab" / DEPLOY).is_file():
            return Library(practice.directory, base.directory)
    if own.exists():
        raise LibraryError(_("{directory}: no deploy.sh in it").format(directory=own))
    raise LibraryError(
        _("{practice}: this practice has no lab: no directory lab/ with a deploy.sh").format(
            practice=practice.directory
        )
    )


@cache
def shipped() -> Library:
    """The lab of the practice that ships with Perito."""
    return of(locate.find())
