"""All targets by name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tests.fuzz import files, protocol, readers, texts, web, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.fuzz.target import Target


@cache
def targets() -> Mapping[str, Target]:
    """By name, in order."""
    found = [one for part in (protocol, files, readers, texts, web, whole) for one in part.targets()]
    return {one.name: one for one in found}


def chosen(words: Sequence[str]) -> list[Target]:
    """Those whose name has one of the words in it; all where there are none. Raises KeyError for a word in no name."""
    for word in words:
        if not any(word in name for name in targets()):
            raise KeyError(word)
    return [one for name, one in targets().items() if not words or any(word in name for word in words)]
