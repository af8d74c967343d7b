"""The wheels of the packages that Perito needs, for another Python and machine than this one; downloaded once."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from release.packages import ROOT, closure, direct

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CACHE = ROOT / ".cache" / "pyz"
GLIBC = (34, 28, 17)  # of 2.*: Debian 12 has 2.36, and wheels are built for these
LEFT_OUT = ("invoke",)  # perito.transport.paramiko_import keeps it from being loaded


@dataclass(frozen=True)
class Target:
    """A Python (`3.11`) on a machine (`x86_64`, as `uname -m` says)."""

    python: str
    machine: str

    @property
    def platforms(self) -> list[str]:
        """As in wheels' names, best first."""
        return [f"manylinux_2_{minor}_{self.machine}" for minor in GLIBC] + [f"manylinux2014_{self.machine}"]

    def tags(self) -> list[Tag]:
        """Of the wheels that it can use, best first."""
        number = tuple(int(part) for part in self.python.split("."))
        return [*cpython_tags(number, platforms=self.platforms), *compatible_tags(number, platforms=self.platforms)]


def pins() -> dict[str, str]:
    """The packages that belong into the file, with the versions installed here, which are those of constraints.txt."""
    return {name: version(name) for name in sorted(closure(direct())) if name not in LEFT_OUT}


def wheels(target: Target) -> list[Path]:
    """A wheel of each package for the target. Raises RuntimeError where one cannot be had."""
    place = CACHE / "wheels"
    place.mkdir(parents=True, exist_ok=True)
    wanted = pins()
    missing = [name for name in wanted if _best(place, name, wanted[name], target) is None]
    if missing:
        _download(place, [f"{name}=={wanted[name]}" for name in missing], target)
    found = {name: _best(place, name, wanted[name], target) for name in wanted}
    if none := [name for name, path in found.items() if path is None]:
        raise RuntimeError(f"no wheel of {', '.join(none)} for Python {target.python} on {target.machine}")
    return [path for path in found.values() if path is not None]


def _best(place: Path, name: str, pinned: str, target: Target) -> Path | None:
    ranks = {tag: rank for rank, tag in enumerate(target.tags())}
    found: list[tuple[int, Path]] = []
    for path in place.glob("*.whl"):
        called, numbered, _build, tags = parse_wheel_filename(path.name)
        if called == canonicalize_name(name) and str(numbered) == pinned and not tags.isdisjoint(ranks):
            found.append((min(ranks[tag] for tag in tags if tag in ranks), path))
    return min(found)[1] if found else None


def _download(place: Path, requirements: Iterable[str], target: Target) -> None:
    platforms = [word for one in target.platforms for word in ("--platform", one)]
    how = ["--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version", target.python, *platforms]
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "-d", str(place), *how]
    ended = subprocess.run([*command, *requirements], capture_output=True, text=True, check=False)
    if ended.returncode:
        errors = [line for line in ended.stderr.splitlines() if re.match(r"ERROR", line)]
        raise RuntimeError(errors[-1] if errors else ended.stderr)
