"""requirements.txt as pip reads it (its requirements file format), with `packaging` for every line. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTINUED: Final = re.compile(r"\\\r?\n")
COMMENT: Final = re.compile(r"(^|\s)#.*$")
OPTION: Final = re.compile(r"\s--?[A-Za-z].*$")
PINNED: Final = frozenset({"==", "==="})
MOST: Final = 2000
LONGEST: Final = 1000
LINUX: Final = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}


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
        except InvalidVersion:
            return False


def environment(python: str) -> dict[str, str]:
    """What environment markers (PEP 508) see on a Linux server with that version of Python; "" leaves it open."""
    if not re.fullmatch(r"\d+\.\d+(\.\d+)?", python):
        return dict(LINUX)
    return {**LINUX, "python_full_version": python, "python_version": ".".join(python.split(".")[:2])}


def parse(content: str, markers: Mapping[str, str] = LINUX) -> tuple[Wanted, ...]:
    """Read a requirements file. Never raises. Options, files, addresses and what nobody can read are left out.

    Lines whose environment marker does not fit `markers` do not apply, and are left out, too.
    """
    joined = CONTINUED.sub(" ", content.removeprefix("\ufeff"))
    wanted = []
    for line in joined.splitlines()[:MOST]:
        bare = OPTION.sub("", COMMENT.sub("", line[:LONGEST])).strip()
        if not bare or bare.startswith(("-", ".", "/")) or re.match(r"[\w+]+://", bare):
            continue
        try:
            one = Requirement(bare)
            if one.marker is None or one.marker.evaluate(dict(markers)):
                wanted.append(Wanted(canonicalize_name(one.name), str(one.specifier)))
        except (InvalidRequirement, ValueError, KeyError, RecursionError):
            continue
    return tuple(wanted)


def floats(written: str) -> bool:
    """Whether a Pipfile's version (`*`, `>=2`, `==2.0.2`) leaves open which one gets installed; "" does not say."""
    if written in {"", "*"}:
        return written == "*"
    try:
        return not Wanted("", str(SpecifierSet(written))).pinned
    except InvalidSpecifier:
        return True
