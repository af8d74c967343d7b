"""The name that was meant where one is unknown."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE = 0.6  # of 1, by difflib's measure: a letter left out, doubled or swapped, a wrong ending


def meant(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like this one; None where none is like it."""
    by_lower = {one.lower(): one for one in known}
    found = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=ALIKE)
    return by_lower[found[0]] if found else None


def nearest(name: str, known: Iterable[str]) -> str:
    """` (did you mean …?)`, to go behind a message that a name is unknown; empty where no known name is like it."""
    found = meant(name, known)
    return _(" (did you mean {name}?)").format(name=found) if found else ""
