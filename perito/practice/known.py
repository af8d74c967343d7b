"""Practices by name: the one that ships with Perito, and those of installed packages.

A package declares its practice as an entry point of the group `perito.practices`: the practice's id, and a package or a
module whose directory has `rubric.yaml` and `checks/`. Neither is imported to find it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata, util
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from perito.practice.locate import PracticeError, rubric_of, shipped
from perito.support import reading
from perito.support.i18n import _
from perito.support.meant import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUP = "perito.practices"
_ID = re.compile(r"^practice:[ \t]*(?P<quote>[\"']?)(?P<id>[^\"'#\n]+?)(?P=quote)[ \t]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Known:
    """A practice's name, its directory, and who brings it: a distribution's name, empty for Perito itself."""

    name: str
    directory: Path
    by: str = ""


def listed() -> tuple[Known, ...]:
    """Every practice that has a name, by name, Perito's own first. Raises PracticeError where two share one."""
    found = [Known(id_of(shipped()), shipped()), *sorted(_installed(), key=lambda one: (one.name, one.by))]
    for one, other in pairwise(found):
        _unlike(one, other)
    for other in found[1:]:
        _unlike(found[0], other)
    return tuple(found)


def directory_of(name: str) -> Path:
    """The directory of the practice of this name. Raises PracticeError, with the nearest name, where there is none, and
    where what is there calls itself something else."""
    found = {one.name: one for one in listed()}
    if name not in found:
        told = _("{name}: no such directory, and no practice is called that; there are {known}")
        raise PracticeError(told.format(name=name, known=", ".join(found)) + nearest(name, found))
    one = found[name]
    if (own := id_of(one.directory)) != name:
        told = _("{rubric}: the practice is called {own}, and {package} brings it as {name}")
        raise PracticeError(told.format(rubric=rubric_of(one.directory), own=own, package=one.by, name=name))
    return one.directory


def id_of(directory: Path) -> str:
    """The id in the head of a practice's rubric, read without the rest; empty where there is none."""
    try:
        named = _ID.search(reading.text(rubric_of(directory)))
    except (OSError, UnicodeDecodeError):
        return ""
    return named["id"] if named is not None else ""


def _unlike(one: Known, other: Known) -> None:
    if one.name == other.name:
        told = _("two practices are called {name}: {one} and {other}; uninstall one, or name a directory")
        raise PracticeError(told.format(name=one.name, one=one.directory, other=other.directory))


def _installed() -> Sequence[Known]:
    points = metadata.entry_points(group=GROUP)
    return [Known(one.name, _place(one), one.dist.name if one.dist else "") for one in points]


def _place(point: metadata.EntryPoint) -> Path:
    """The directory of an entry point's package, or beside its module. Raises PracticeError where neither is there."""
    first, *below = point.module.split(".")  # of one below another, find_spec would import that
    try:
        found = util.find_spec(first)
    except (ImportError, ValueError):
        found = None
    if found is not None and found.submodule_search_locations:
        place = Path(next(iter(found.submodule_search_locations)), *below)
        if place.is_dir() or place.with_suffix(".py").is_file():
            return place if place.is_dir() else place.parent
    elif found is not None and found.origin and found.has_location and not below:
        return Path(found.origin).parent
    told = _("the practice {name}: there is no package {package}; is {by} installed whole?")
    raise PracticeError(told.format(name=point.name, package=point.module, by=point.dist.name if point.dist else ""))
