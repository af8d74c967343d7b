"""A practice's lab: what is deployed on its servers, the mistakes, and the sound variants.

It is the directory `lab/` of a practice: `deploy.sh` and what it needs beside it, `faults/*.sh`, `variants/*.sh`, and,
where they are there, `prelude.sh` (runs before each of those) and `ready.sh` (succeeds once the server is up). What
ships with Perito for the practice at the root stands in `perito/lab`: `recipes/`, `faults/`, `variants/`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING

from dotenv.parser import parse_stream

from perito.errors import USAGE
from perito.lab import faults, layers, scripts, variants
from perito.lab.layers import Layer
from perito.lab.tools import RECIPES, LabError
from perito.practice import locate
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from perito.lab.scripts import Change
    from perito.practice.locate import Practice

# What makes no difference to what is deployed: it runs later, on the booted server.
LATER = ("faults", "variants", "prelude.sh", "ready.sh")
AS_DEPLOYED = "as-deployed"
FAILED = re.compile(r"^perito-failed (\d+) (\d+)$", re.MULTILINE)
ENDED = re.compile(r"[^:]* ended with (-?\d+): ")
BY_BASH = re.compile(r"(?:\S*/)?deploy\.sh: line (\d+): ")
WIDEST = 300  # characters of what a script said


class LibraryError(LabError):
    """What a practice's lab says cannot be carried out. The message names the file."""

    exit_status = USAGE


@dataclass(frozen=True)
class Library:
    """The lab of the practice in `practice`; `own` is false for what ships with Perito."""

    practice: Path
    own: bool = True

    @property
    def directory(self) -> Path:
        """Where deploy.sh, faults/ and variants/ are."""
        return self.practice / "lab"

    @cached_property
    def faults(self) -> dict[str, Change]:
        """The mistakes by name. Raises LibraryError where a file cannot be read."""
        return self._read("faults") if self.own else faults.catalogue()

    @cached_property
    def variants(self) -> dict[str, Change]:
        """The sound variants by name. Raises LibraryError where a file cannot be read."""
        return self._read("variants") if self.own else variants.catalogue()

    @cached_property
    def changes(self) -> dict[str, Change]:
        """Faults, then variants; of a practice's own lab, the server as it is deployed comes between them."""
        sound = {AS_DEPLOYED: scripts.untouched(AS_DEPLOYED)} if self.own else {}
        return {**self.faults, **sound, **self.variants}

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

    @property
    def prelude(self) -> str:
        """What runs before each fault and variant."""
        if not self.own:
            return (RECIPES / "prelude.sh").read_text()
        own = self.directory / "prelude.sh"
        return (RECIPES / "prelude-practice.sh").read_text() + (own.read_text("utf-8") if own.exists() else "")

    @property
    def ready(self) -> str:
        """The script that succeeds once the server is up; empty: whenever systemd has settled."""
        file = self.directory / "ready.sh"
        return file.read_text("utf-8") if self.own and file.exists() else ""

    @cached_property
    def inputs(self) -> dict[str, str]:
        """What the practice is given where it is graded on its own servers: NAME=VALUE, a line each, as in a .env.

        Raises LibraryError where a line is none.
        """
        file = self.directory / "inputs"
        found = {}
        for one in parse_stream(StringIO(file.read_text("utf-8") if self.own and file.exists() else "")):
            if one.error or (one.key and one.value is None):
                raise LibraryError(f"{file}:{one.original.line}:1: " + _("write NAME=VALUE"))
            if one.key and one.value is not None:
                found[one.key] = one.value
        return found

    def layer(self, below: Layer, suite: str) -> Layer:
        """The layer with deploy.sh carried out on top of `below`, without building it; its name tells what it is of."""
        made_of = [below.directory.name, (RECIPES / "deploy-practice.sh").read_text()]
        made_of += [f"{name} {mode:o} {content}" for name, mode, content in self._contents()]
        digest = hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:12]
        return Layer(below.directory.parent / f"{suite}-practice-{digest}", (below, *below.lower))

    def build(self, layer: Layer) -> None:
        """Carry deploy.sh out in the layer. Raises LibraryError with its line and what it said where it fails."""
        staged = layer.directory / "staged"
        recipe = staged / "recipes" / "deploy-practice.sh"
        recipe.parent.mkdir(parents=True)
        shutil.copyfile(RECIPES / recipe.name, recipe)
        ignored = shutil.ignore_patterns(*LATER)
        shutil.copytree(
            self.directory,
            staged / "exercise",
            ignore=lambda at, names: ignored(at, names) if at == str(self.directory) else set(),
        )
        try:
            layers.build_staged(layer, recipe)
        except LabError as error:
            raise LibraryError(self._said(str(error))) from None
        shutil.rmtree(staged)

    def _said(self, error: str) -> str:
        """One line for what deploy.sh failed at, with its line where it ended at a command."""
        ended, failed = ENDED.match(error), FAILED.search(error)
        told = error[ended.end() if ended else 0 : failed.start() if failed else None]
        lines = [line.strip() for line in told.splitlines() if line.strip()]
        said = layers.shown(lines[-1])[:WIDEST] if lines else "—"
        by_bash = BY_BASH.match(said)
        line = failed[1] if failed else by_bash[1] if by_bash else ""
        said = said[by_bash.end() :] if by_bash else said
        place = f"{self.directory / 'deploy.sh'}{':' if line else ''}{line}"
        status = failed[2] if failed else ended[1] if ended else "?"
        return _("{place}: it ended with status {status}: {said}").format(place=place, status=status, said=said)

    def _contents(self) -> Iterator[tuple[str, int, str]]:
        """Every file that may matter to deploy.sh: path below lab/, mode, digest (of a link: where it leads)."""
        for file in sorted(self.directory.rglob("*")):
            path = file.relative_to(self.directory)
            if path.parts[0] in LATER or "__pycache__" in path.parts:
                continue
            if file.is_symlink():
                yield str(path), 0, str(file.readlink())
            elif file.is_file():
                yield str(path), file.stat().st_mode & 0o777, hashlib.sha256(file.read_bytes()).hexdigest()

    def _read(self, folder: str) -> dict[str, Change]:
        try:
            return scripts.catalogue(self.directory / folder, every_language=False)
        except LabError as error:
            raise LibraryError(str(error)) from None
        except (OSError, UnicodeDecodeError) as error:
            raise LibraryError(f"{self.directory / folder}: {error}") from None


def of(practice: Practice) -> Library:
    """The lab of a practice: its own; that of the practice at the root where it has none and examines the same model.

    Raises LibraryError where there is none.
    """
    library = Library(practice.directory)
    if (library.directory / "deploy.sh").is_file():
        return library
    if library.directory.exists():
        raise LibraryError(_("{directory}: no deploy.sh in it").format(directory=library.directory))
    if practice.shipped or practice.model == locate.find().model:
        return Library(practice.directory, own=False)
    raise LibraryError(
        _("{practice}: this practice has no lab: no directory lab/ with a deploy.sh").format(
            practice=practice.directory
        )
    )
