"""The packages that come with Perito: read from pyproject.toml and from what is installed here."""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
FOR_US = ("dev", "docs", "fuzz", "mutation")  # extras for who works on Perito
# A student's usual server, whatever this runs on.
WHERE = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "python_version": "3.11",
    "python_full_version": "3.11.2",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


def project() -> dict[str, Any]:
    """The table `[project]` of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def direct() -> list[Requirement]:
    """What Perito itself asks for, without extras, on the usual server."""
    needed = [Requirement(one) for one in project()["dependencies"]]
    return [one for one in needed if _meant(one.marker)]


def extras() -> dict[str, list[Requirement]]:
    """The extras for users, each with what it asks for."""
    optional: dict[str, list[str]] = project()["optional-dependencies"]
    return {name: [Requirement(one) for one in needed] for name, needed in optional.items() if name not in FOR_US}


def closure(requirements: Iterable[Requirement]) -> dict[str, set[str]]:
    """Everything installed with them, by canonical name, and who brings each; an empty set: nobody else."""
    found: dict[str, set[str]] = {}
    waiting = [(one, "") for one in requirements]
    while waiting:
        one, brings = waiting.pop()
        name = canonicalize_name(one.name)
        known = name in found
        found.setdefault(name, set()).update({brings} - {""})
        if known and not one.extras:
            continue
        further = map(Requirement, installed(name).requires or ())
        waiting += [(needed, name) for needed in further if _meant(needed.marker, one.extras)]
    return found


def _meant(marker: Marker | None, extras: Iterable[str] = ()) -> bool:
    return marker is None or any(marker.evaluate({**WHERE, "extra": extra}) for extra in ("", *extras))


def installed(name: str) -> Distribution:
    """The installed package. Ends the program where it is not there."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        sys.exit(f"{name} is not installed: ./dev install")
