"""The inputs that are kept: real answers by target, and every input that once did harm (`harm-…`).

One archive, `corpus.tar.xz`; `keep` adds to it, the same inputs make the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ARCHIVE = Path(__file__).with_name("corpus.tar.xz")


@cache
def kept() -> Mapping[str, Mapping[str, bytes]]:
    """By target, the inputs by name."""
    found: dict[str, dict[str, bytes]] = {}
    if ARCHIVE.exists():
        with tarfile.open(ARCHIVE) as archive:
            for member in archive:
                stream = archive.extractfile(member)
                target, _, name = member.name.rpartition("/")
                if stream is not None:
                    found.setdefault(target, {})[name] = stream.read()
    return found


def of(target: str, further: Iterable[bytes] = ()) -> Sequence[bytes]:
    """A target's inputs, each once."""
    return list(dict.fromkeys((*kept().get(target, {}).values(), *further)))


def harmful(target: str) -> Sequence[bytes]:
    """Those that once did harm."""
    return [data for name, data in kept().get(target, {}).items() if name.startswith("harm-")]


def keep(new: Mapping[str, Iterable[bytes]], *, harm: bool) -> int:
    """Add inputs; the number of those that were not there yet."""
    everything = {target: dict(inputs) for target, inputs in kept().items()}
    before = sum(map(len, everything.values()))
    for target, inputs in new.items():
        for data in inputs:
            name = ("harm-" if harm else "seed-") + hashlib.sha256(data).hexdigest()[:12]
            everything.setdefault(target, {})[name] = data
    with tarfile.open(ARCHIVE, "w:xz", preset=9) as archive:
        for target in sorted(everything):
            for name, data in sorted(everything[target].items()):
                member = tarfile.TarInfo(f"{target}/{name}")
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
    kept.cache_clear()
    return sum(map(len, everything.values())) - before
