"""A digest of everything that decides outcomes: the checks, Perito itself, and the rubric without points and texts."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perito.documents.result import PracticeUsed
from perito.practice.words import beside
from perito.support import reading
from perito.support.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.practice.locate import Practice
    from perito.practice.rubric import Rubric

# Fields of a rubric without effect on outcomes. All others decide.
WEIGHT_AND_TEXT: dict[str, Any] = {
    **dict.fromkeys(
        (
            "practice",
            "version",
            "needs",
            "extends",
            "use",
            "skip",
            "points",
            "languages",
            "title",
            "scale",
            "decimals",
            "ceiling",
            "criteria",
            "bounds",
            "attempts",
            "help",
            "absent",
        ),
        True,
    ),
    "profiles": True,
    "inputs": {"__all__": {"title"}},
    "parts": {"__all__": {"points", "title", "bonus"}},
    "steps": {"__all__": {"title": True, "checks": {"__all__": {"points", "title", "unmet", "why", "hint", "see"}}}},
}


def of(practice: Practice, rubric: Rubric, inputs: Mapping[str, str] | None = None) -> str:
    """The digest: two results with the same one, of the same evidence, have the same outcomes.

    It includes the order of the rubric's checks, in which they run, and the inputs that were given.
    """
    digest = hashlib.sha256(_own().encode())
    for one in (practice, *practice.bases):
        _add(digest, one.directory, _files(one))
    digest.update(json.dumps(rubric.model_dump(mode="json", exclude=WEIGHT_AND_TEXT)).encode())
    if inputs:
        digest.update(json.dumps(dict(inputs), sort_keys=True).encode())
    return digest.hexdigest()


def state(practice: Practice) -> tuple[tuple[str, int, int], ...]:
    """A cheap state, without reading them, of the files that decide outcomes and of the rubric."""
    return tuple(
        (str(path), seen.st_mtime_ns, seen.st_size)
        for one in (practice, *practice.bases)
        for path in sorted([*_files(one), one.rubric, *texts_of(one)])
        for seen in (path.stat(),)
    )


def used(practice: Practice, rubric: Rubric) -> PracticeUsed:
    """The practice as a run records it: the digest covers all its files, points and texts included."""
    digest = hashlib.sha256()
    for one in (practice, *practice.bases):
        _add(digest, one.directory, [*_files(one), one.rubric, *texts_of(one)])
    return PracticeUsed(id=rubric.practice, version=rubric.version, digest=digest.hexdigest(), place=practice.place)


def texts_of(practice: Practice) -> tuple[Path, ...]:
    """The files with the words of a practice, in every language."""
    words = beside(practice.rubric)
    return (*words.files, *(path for one in words.further for path in one.files))


def _files(practice: Practice) -> list[Path]:
    """The files of a practice that decide outcomes, beside its rubric."""
    files = [path for path in practice.checks.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return files + [path for path in (practice.directory / "conftest.py",) if path.is_file()]


@cache
def _own() -> str:
    """Perito's version, and its code: in a checkout that changes while the version stays."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).parent.parent
    aside = {package / "lab", package / "shipped"}
    _add(digest, package, (path for path in package.rglob("*.py") if aside.isdisjoint(path.parents)))
    return digest.hexdigest()


def _add(digest: hashlib._Hash, root: Path, files: Iterable[Path]) -> None:
    """The same of a checkout with the line ends and the separators of Windows."""
    for place, path in sorted((path.relative_to(root).parts, path) for path in files):
        content = reading.content(path).replace(b"\r\n", b"\n")
        digest.update(f"{'/'.join(place)} {len(content)}\n".encode())
        digest.update(content)
