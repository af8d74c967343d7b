"""Where recordings are kept, and what none of them may hold.

The demonstration's four servers are evidence files of their own, as `perito regrade` reads them. The library of faults
and variants is one archive of such files: they differ little, and together take a tenth of what they take alone.
"""

from __future__ import annotations

import io
import re
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from perito.lab.library import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
LIBRARY = HERE / "library.tar.xz"
DEMO = shipped().demonstration
SUFFIX = ".jsonl"
# In pieces, for searches of the tree for these very names.
REGISTRIES = (".".join(("pypi", "org")), "python" + "hosted", ".".join(("registry", "npmjs")), "deb." + "debian.org")


def demo(name: str) -> Path:
    """The file of one server of the demonstration."""
    return HERE / f"{name}{SUFFIX}.gz"


def library() -> dict[str, bytes]:
    """Every evidence file of the archive by the name of its fault or variant; empty where there is no archive."""
    if not LIBRARY.exists():
        return {}
    with tarfile.open(LIBRARY) as archive:
        members = {member.name.removesuffix(SUFFIX): archive.extractfile(member) for member in archive}
        return {name: stream.read() for name, stream in members.items() if stream is not None}


def write_library(files: Mapping[str, bytes]) -> None:
    """Write the archive anew: the same files make the same bytes."""
    with tarfile.open(LIBRARY, "w:xz", preset=9) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(f"{name}{SUFFIX}")
            member.size = len(files[name])
            archive.addfile(member, io.BytesIO(files[name]))


def betrays(data: bytes, words: tuple[str, ...] = ()) -> list[str]:
    """Registries, and further whole words, that stand in a recording."""
    text = data.decode("utf-8", "replace")
    found = [one for one in REGISTRIES if one in text.lower()]
    return found + [one for one in words if re.search(rf"(?<![\w.-]){re.escape(one)}(?![\w-])", text)]
