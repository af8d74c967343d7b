"""`./dev lock`: writes constraints.lock, what `./dev` installs with the SHA-256 of every file that pip may take.

The versions are those of constraints.txt that are installed here; the sums are the index's (simple repository API,
PEP 691), of sources and of wheels for the Pythons and machines that we test on. No address is written.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from json import loads
from typing import TYPE_CHECKING, Any, Final

from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename

from perito.support import atomic_write
from release.packages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packaging.tags import Tag

LOCK: Final = ROOT / "constraints.lock"
HEAD: Final = """# Written by `./dev lock`: what `./dev` installs, and the SHA-256 of every file that pip may take.
# The versions are those of constraints.txt.
"""
KIND: Final = "application/vnd.pypi.simple.v1+json"
BUILT: Final = re.compile(r"(?:py3|cp31[123])-(?:none|cp31[123])|cp3\d+-abi3")  # of interpreter and ABI
MACHINES: Final = re.compile(r"any\Z|(?:many)?linux.*_(?:x86_64|aarch64)\Z")
PATIENCE: Final = 60.0  # seconds for a page of the index


@dataclass(frozen=True)
class Pin:
    """One package: its name as pip shows it, its version, and the sums of its files, in order."""

    name: str
    version: str
    sums: tuple[str, ...]

    def __str__(self) -> str:
        hashes = [f"    --hash=sha256:{one}" for one in self.sums]
        return " \\\n".join([f"{self.name}=={self.version}", *hashes])


def pinned() -> dict[str, str]:
    """The packages of constraints.txt that are installed here, with the versions that it says."""
    here = {_plain(str(one.metadata["Name"])) for one in metadata.distributions()}
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("==") for line in lines if "==" in line and not line.startswith("#"))
    return {name: version.strip() for name, _, version in pairs if _plain(name) in here}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def index() -> str:
    """The address of the index that pip is set to, or pip's own."""
    set_to = os.environ.get("PIP_INDEX_URL", "")
    if not set_to:
        words = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
        set_to = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    if not set_to:
        from pip._internal.models.index import PyPI

        set_to = PyPI.simple_url
    return set_to.rstrip("/")


def files(name: str) -> list[dict[str, Any]]:
    """The files of a package, as its page of the index lists them. Raises OSError, ValueError."""
    asked = urllib.request.Request(f"{index()}/{_plain(name)}/", headers={"Accept": KIND})  # noqa: S310 - pip's own index
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - the same
        found: list[dict[str, Any]] = loads(answer.read())["files"]
    return found


def sums(version: str, listed: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The sums of those files of a version that one of our Pythons may be given."""
    for one in listed:
        near = f"-{version}" in str(one["filename"])  # taking thousands of names apart takes a minute
        if near and not one.get("yanked") and _is_for_us(str(one["filename"]), version):
            yield str(one["hashes"]["sha256"])


def _is_for_us(filename: str, version: str) -> bool:
    try:
        if filename.endswith(".whl"):
            _name, found, _build, tags = parse_wheel_filename(filename)
            return str(found) == version and any(map(_fits, tags))
        return str(parse_sdist_filename(filename)[1]) == version
    except (InvalidWheelFilename, InvalidSdistFilename):
        return False  # an egg, an installer


def _fits(tag: Tag) -> bool:
    return bool(BUILT.fullmatch(f"{tag.interpreter}-{tag.abi}") and MACHINES.match(tag.platform))


def main() -> int:
    """Write the lock; the exit status."""
    pins = []
    for name, version in pinned().items():
        found = tuple(sorted(set(sums(version, files(name)))))
        if not found:
            print(f"{name} {version}: the index has no file of it", file=sys.stderr)
            return 1
        pins.append(Pin(name, version, found))
    text = HEAD + "\n".join(map(str, pins)) + "\n"
    atomic_write.write(LOCK, text.encode(), private=False)
    print(f"{LOCK.name}: {len(pins)} packages, {sum(len(one.sums) for one in pins)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
