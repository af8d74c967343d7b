"""The images of a practice's lab: a layer for each deployment, named after all that it is made of."""

from __future__ import annotations

import hashlib
import re
import shutil
from typing import TYPE_CHECKING

from perito.lab import layers
from perito.lab.layers import Layer
from perito.lab.library import ALSO, BOOTED, DEPLOY, EXTENSION, FAULTS, READY, VARIANTS
from perito.lab.tools import RECIPES, LabError, LibraryError, ProgramError
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.lab.library import Library

# What makes no difference to what is deployed: it is used later, on the booted server and beside it.
LATER = (FAULTS, VARIANTS, "prelude.sh", READY, "demonstration", EXTENSION)
UNUSED = "__pycache__"
FAILED = re.compile(r"^perito-failed (?P<line>\d+) (?P<status>\d+)(?P<also> also)?$", re.MULTILINE)
BY_BASH = re.compile(r"(?:\S*/)?(?:deploy|(?P<also>also))\.sh: line (?P<line>\d+): ")
THEN = f"""
cd /run/lab
trap 'printf "perito-failed %s %s also\\n" "$LINENO" "$?" >&2' ERR
. ./{ALSO}
"""
WIDEST = 300  # characters of what a script said


def layer(library: Library, below: Layer, suite: str, label: str = "") -> Layer:
    """The layer with a deployment carried out on top of `below`, without building it; its name tells what it is of."""
    made_of = [below.directory.name, (RECIPES / DEPLOY).read_text()]
    if booted := library.script(BOOTED, label):
        made_of += [booted, (RECIPES / "prelude.sh").read_text()]
    made_of += [f"{name}={value}" for name, value in library.variables(label).items()]
    made_of += [f"{name} {mode:o} {content}" for name, mode, content in _contents(library, label)]
    digest = hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:12]
    return Layer(below.directory.parent / f"{suite}-deployed-{digest}", (below, *below.lower))


def build(library: Library, layer: Layer, label: str = "") -> None:
    """Carry a deploy.sh out in the layer. Raises LibraryError with its line and what it said where it fails."""
    staged = layer.directory / "staged"
    for place in reversed(_places(library, label)):
        _copy(place, staged, _later(library, label))
    if library.lender is not None and (also := library.script(ALSO, label)):
        (staged / ALSO).write_text(also, encoding="utf-8")
        with (staged / DEPLOY).open("a", encoding="utf-8") as deploy:
            deploy.write(THEN)
    with_plain_ends(staged)
    for path in (staged, *staged.rglob("*")):  # the student reads it, however the practice's files are kept
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    try:
        layers.build_deployed(layer, library.variables(label))
    except LabError as error:
        raise LibraryError(_said(library, label, error)) from None
    shutil.rmtree(staged)


def _places(library: Library, label: str) -> list[Path]:
    """The directories with a deployment's files, the nearest first."""
    return [place for one in library.directories if (place := one / label).is_dir()]


def _copy(place: Path, staged: Path, later: set[str]) -> None:
    """Copy the files of a deployment over those of the ones below it."""
    ignored = shutil.ignore_patterns(UNUSED)
    shutil.copytree(
        place,
        staged,
        ignore=lambda at, found: {*ignored(at, found), *(later.intersection(found) if at == str(place) else ())},
        dirs_exist_ok=True,
    )


def with_plain_ends(directory: Path) -> None:
    """Give scripts of an editor on Windows the line ends that a shell takes."""
    for path in directory.rglob("*.sh"):
        if path.is_file() and b"\r\n" in (text := path.read_bytes()):
            path.write_bytes(text.replace(b"\r\n", b"\n"))


def _later(library: Library, label: str) -> set[str]:
    return {*LATER, *(() if label else library.further)}


def ended(file: Path, status: int | str, said: str) -> str:
    """One line for a script of the lab that failed, with the last that it said."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    last = layers.shown(lines[-1])[:WIDEST] if lines else "—"
    return _("{place}: it ended with status {status}: {said}").format(place=file, status=status, said=last)


def _said(library: Library, label: str, error: LabError) -> str:
    """The same for what deploy.sh, or what comes after it, failed at, with its line where it ended at a command."""
    whole, ended_with = (error.said, error.status) if isinstance(error, ProgramError) else (str(error), "?")
    failed = FAILED.search(whole)
    said = whole[: failed.start() if failed else None]
    lines = [line for line in said.splitlines() if line.strip()]
    by_bash = BY_BASH.match(lines[-1].strip()) if lines else None
    told = failed or by_bash
    line = told["line"] if told else ""
    status = failed["status"] if failed else ended_with
    file = library.file(ALSO if told and told["also"] else DEPLOY, label)
    place = file.with_name(f"{file.name}:{line}") if line else file
    return ended(place, status, lines[-1].strip()[by_bash.end() :] if by_bash else said)


def _contents(library: Library, label: str) -> Iterator[tuple[str, int, str]]:
    """Every file that may matter to deploy.sh: path below lab/, mode, digest (of a link: where it leads)."""
    later = _later(library, label)
    every = {file.relative_to(place): file for place in reversed(_places(library, label)) for file in place.rglob("*")}
    for path, file in sorted(every.items()):
        if path.parts[0] in later or UNUSED in path.parts:
            continue
        if file.is_symlink():
            yield str(path), 0, str(file.readlink())
        elif file.is_file():
            yield str(path), file.stat().st_mode & 0o777, hashlib.sha256(file.read_bytes()).hexdigest()
