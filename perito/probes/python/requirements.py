"""requirements.txt as pip reads it (its requirements file format), with `packaging` for every line. Pure."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from packaging.markers import UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EDITABLE: Final = re.compile(r"(?:-e|--editable)[ =]?\s*(\S.*)")
EGG: Final = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")
ELSEWHERE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]{0,20}://|\.{0,2}/|git\+|[A-Za-z]:\\)")
WHEEL: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._]*)-\d[^/]*\.(?:whl|tar\.gz|zip)(?:#.*)?$")
COMMENT: Final = re.compile(r"(?:^|(?<=\s))#.*$")
PINNED: Final = frozenset({"==", "==="})
MOST: Final = 2000
LONGEST: Final = 1000
LINUX: Final = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "extra": ""}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line that applies here: the name normalised (PEP 503) and its specifier (PEP 440), "" for any version."""

    name: str
    specifier: str = ""

    @property
    def pinned(self) -> str:
        """The one version it allows, "" where it allows more than one."""
        exact = [one.version for one in SpecifierSet(self.specifier) if one.operator in PINNED]
        return next((version for version in exact if not version.endswith("*")), "")

    def allows(self, version: str) -> bool:
        """Whether that version will do; versions that nobody can read will not."""
        try:
            return SpecifierSet(self.specifier).contains(Version(version), prereleases=True)
        except ValueError:  # InvalidVersion, or a number of more digits than int takes
            return False


def environment(python: str) -> dict[str, str]:
    """The environment for markers (PEP 508) on a Linux server with that version of Python; "" leaves it open."""
    if not re.fullmatch(r"\d+\.\d+(\.\d+)?", python):
        return dict(LINUX)
    return {**LINUX, "python_full_version": python, "python_version": ".".join(python.split(".")[:2])}


def parse(content: str, markers: Mapping[str, str] = LINUX) -> tuple[Wanted, ...]:
    """Read a requirements file. Never raises. Options, files, addresses and unreadable lines are left out.

    Lines whose environment marker does not fit `markers` do not apply, and are left out, too.
    """
    found = (one(line, markers) for _number, line in lines(content))
    return tuple(Wanted(*each) for each in found if isinstance(each, tuple))


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with content, with the number of their first: continued ones joined, comments removed."""
    joined, start = "", 0
    for number, raw in enumerate(text.splitlines()[:MOST], 1):
        line = raw.lstrip("\ufeff")
        start = start or number
        if line.endswith("\\") and not line.lstrip().startswith("#"):
            joined += line[:-1]
            continue
        whole = COMMENT.sub("", joined + line).strip()
        if whole:
            yield start, whole[:LONGEST]
        joined, start = "", 0
    if joined.strip():
        yield start, joined.strip()[:LONGEST]


def one(line: str, markers: Mapping[str, str] = LINUX) -> tuple[str, str] | str | None:
    """The package of a line, as (name, specifier); None for a line without a named package.

    A text gives the reason of pip's refusal; `local`: it is a path of the computer where it was written. Lines whose
    environment marker (PEP 508) does not fit `markers` have none.
    """
    editable = EDITABLE.fullmatch(line)
    if line.startswith("-") and editable is None:
        return None  # an option: --index-url, --hash, -c …
    bare = re.split(r"\s--", editable[1] if editable else line)[0].strip()
    egg = EGG.search(bare)
    if egg is not None:
        return canonicalize_name(egg[1]), ""
    if editable is not None or ELSEWHERE.match(bare):
        if bare.startswith("file://") or re.match(r"[A-Za-z]:\\|/", bare):
            return "local"
        wheel = WHEEL.search(posixpath.basename(bare))
        return (canonicalize_name(wheel[1]), "") if wheel else None
    try:
        found = Requirement(bare)
        if found.url and found.url.startswith("file:"):
            return "local"
        wanted = found.marker is None or found.marker.evaluate(dict(markers))
    except (InvalidRequirement, UndefinedEnvironmentName, ValueError, RecursionError) as problem:
        return str(problem).partition("\n")[0]
    return (canonicalize_name(found.name), str(found.specifier)) if wanted else None


def floats(written: str) -> bool:
    """Whether a Pipfile's version (`*`, `>=2`, `==2.0.2`) allows several releases; "" is unknown."""
    if written in {"", "*"}:
        return written == "*"
    try:
        return not Wanted("", str(SpecifierSet(written))).pinned
    except ValueError:  # InvalidSpecifier, or a number of more digits than int takes
        return True
