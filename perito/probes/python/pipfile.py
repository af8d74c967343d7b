"""Pipfile and Pipfile.lock (practice, items 10-11). Pure."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import plette
import tomlkit
from plette.models import DataValidationError
from tomlkit.exceptions import ParseError, TOMLKitError

from perito.probes.framing import MALFORMED

if TYPE_CHECKING:
    from collections.abc import Mapping

READING: Final = (
    *MALFORMED, TOMLKitError, DataValidationError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Requirement:
    """One package of a Pipfile: version as written (`*`, `==2.0.2`), "" where it is a path or a repository."""

    name: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class PipfileFacts:
    """A Pipfile, or why it cannot be read. Names are normalised (PEP 503). hash as `pipenv verify` makes it."""

    packages: dict[str, Requirement] = field(default_factory=dict)
    dev_packages: dict[str, Requirement] = field(default_factory=dict)
    python_version: str = ""
    hash: str = ""
    error: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class LockFacts:
    """A Pipfile.lock, or why it cannot be read: normalised name → version (`==2.0.2`, "")."""

    packages: dict[str, str] = field(default_factory=dict)
    dev_packages: dict[str, str] = field(default_factory=dict)
    python_version: str = ""
    hash: str = ""
    error: str = ""


def normalised(name: str) -> str:
    """A distribution's name for comparison (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parse_pipfile(content: str) -> PipfileFacts:
    """Read a Pipfile. Never raises."""
    try:
        data = tomlkit.parse(content).unwrap()
    except ParseError as problem:
        return PipfileFacts(error=str(problem), line=problem.line)
    except READING as problem:
        return PipfileFacts(error=f"{type(problem).__name__}: {problem}"[:300])
    requires = section(data, "requires")
    version = requires.get("python_full_version") or requires.get("python_version") or ""
    return PipfileFacts(
        packages=requirements_in(section(data, "packages")),
        dev_packages=requirements_in(section(data, "dev-packages")),
        python_version=str(version),
        hash=pipfile_hash(content),
    )


def section(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A table of that name, or nothing."""
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def requirements_in(packages: Mapping[str, Any]) -> dict[str, Requirement]:
    """The packages of one section."""
    found = {}
    for name, value in packages.items():
        version = value.get("version", "") if isinstance(value, dict) else value
        found[normalised(name)] = Requirement(name, str(version))
    return found


def pipfile_hash(content: str) -> str:
    """The hash that pipenv compares, by the library it uses; "" where that cannot read the file."""
    try:
        return str(plette.Pipfile.load(io.StringIO(content)).get_hash().value)  # type: ignore[no-untyped-call]
    except READING:
        return ""


def parse_lock(content: str) -> LockFacts:
    """Read a Pipfile.lock. Never raises."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as problem:
        return LockFacts(error=str(problem)[:300])
    if not isinstance(data, dict) or not isinstance(data.get("_meta"), dict):
        return LockFacts(error="no _meta section")
    requires = section(data["_meta"], "requires")
    return LockFacts(
        packages=locked(section(data, "default")),
        dev_packages=locked(section(data, "develop")),
        python_version=str(requires.get("python_full_version") or requires.get("python_version") or ""),
        hash=str(section(data["_meta"], "hash").get("sha256", "")),
    )


def locked(packages: Mapping[str, Any]) -> dict[str, str]:
    """Name → version of one section of the lock."""
    return {
        normalised(name): str(value.get("version", "")) if isinstance(value, dict) else ""
        for name, value in packages.items()
    }


def lock_in_step(pipfile: str, lock: str) -> bool:
    """Whether the lock's hash is that of this Pipfile, as `pipenv verify` compares them."""
    facts = parse_pipfile(pipfile)
    return bool(facts.hash) and facts.hash == parse_lock(lock).hash


def not_locked(pipfile: str, lock: str) -> list[str]:
    """Packages that a Pipfile asks for by a version alone, on every system, and that the lock does not have."""
    try:
        data, there = tomlkit.parse(pipfile).unwrap(), parse_lock(lock)
    except (ParseError, *READING):
        return []
    every = there.packages.keys() | there.dev_packages.keys()
    asked = {**section(data, "packages"), **section(data, "dev-packages")}
    return [name for name, value in asked.items() if isinstance(value, str) and normalised(name) not in every]
