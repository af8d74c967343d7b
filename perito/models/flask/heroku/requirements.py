"""The platform's installation: requirements.txt as pip reads it, and the files of other package managers. Pure.

Formats: pip's documentation on requirements files; names and specifiers by `packaging` (PEP 503, PEP 508). Which file
counts where there are several: Heroku's Python buildpack.
"""

from __future__ import annotations

import posixpath
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from packaging.utils import canonicalize_name

from perito.probes.python import pipfile
from perito.probes.python.requirements import lines, one

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES: Final = ("Pipfile.lock", "Pipfile", "requirements.txt", "poetry.lock", "uv.lock")  # the first that is there
INCLUDE: Final = re.compile(r"(?:-r|--requirement)[ =]?\s*(\S+)")
DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that pip refuses, or that only works on another computer. kind: syntax, local, absent."""

    file: str
    line: int
    text: str
    kind: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Requirements:
    """The packages to be installed. `packages`: normalised name → specifier as written; `file`: the file read or ""."""

    file: str = ""
    packages: dict[str, str] = field(default_factory=dict)
    bad: tuple[Bad, ...] = ()


def of(files: Mapping[str, str]) -> Requirements:
    """The packages installed for a repository with these files, by path from its root. Never raises."""
    name = next((one for one in FILES if one in files), "")
    match name:
        case "":
            return Requirements()
        case "requirements.txt":
            return read(files)
        case "Pipfile" | "Pipfile.lock":
            return _of_pipfile(name, files)
    packages, problem = _of_toml_lock(files[name])
    return Requirements(name, packages, (Bad(name, 0, "", "syntax", problem),) if problem else ())


def read(files: Mapping[str, str], name: str = "requirements.txt") -> Requirements:
    """One requirements file and those it includes. Never raises."""
    packages: dict[str, str] = {}
    bad: list[Bad] = []
    _read(files, name, packages, bad, ())
    return Requirements(name, packages, tuple(bad))


def _read(
    files: Mapping[str, str], name: str, packages: dict[str, str], bad: list[Bad], above: tuple[str, ...]
) -> None:
    for number, line in lines(files.get(name, "")):
        included = INCLUDE.fullmatch(line)
        if included is not None:
            other = posixpath.normpath(posixpath.join(posixpath.dirname(name), included[1]))
            if other not in files:
                bad.append(Bad(name, number, line, "absent", other))
            elif other not in (name, *above) and len(above) < DEEPEST:
                _read(files, other, packages, bad, (*above, name))
            continue
        found = one(line)
        if isinstance(found, str):
            bad.append(Bad(name, number, line, "local" if found == "local" else "syntax", found))
        elif found is not None:
            packages[found[0]] = found[1]


def _of_pipfile(name: str, files: Mapping[str, str]) -> Requirements:
    if name == "Pipfile.lock":
        lock = pipfile.parse_lock(files[name])
        bad = (Bad(name, 0, "", "syntax", lock.error),) if lock.error else ()
        return Requirements(name, dict(lock.packages), bad)
    found = pipfile.parse_pipfile(files[name])
    bad = (Bad(name, found.line, "", "syntax", found.error),) if found.error else ()
    return Requirements(name, {key: value.version for key, value in found.packages.items()}, bad)


def _of_toml_lock(text: str) -> tuple[dict[str, str], str]:
    """The packages of poetry.lock or uv.lock, or why it cannot be read."""
    try:
        given: Any = tomllib.loads(text).get("package", [])
        pairs = [(each.get("name", ""), each.get("version", "")) for each in given if isinstance(each, dict)]
    except (tomllib.TOMLDecodeError, AttributeError, TypeError, RecursionError) as problem:
        return {}, str(problem)
    return {canonicalize_name(str(name)): f"=={version}" for name, version in pairs if name}, ""
