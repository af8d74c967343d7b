"""The head of a rubric: what is looked at before the rest is read, as a later Perito may have more in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.support.i18n import _
from perito.support.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.support.yamlfile import Document, Problem

NEEDS = "needs"


def prove_of(path: Path) -> None:
    """The same of a rubric's file. Raises rubric.RubricError."""
    from perito.practice.rubric import RubricError
    from perito.support.yamlfile import read

    prove(read(path, RubricError))


def prove(document: Document) -> None:
    """Raise the document's error where the practice needs another Perito: one line, whatever else is in the file."""
    problems = list(_unmet(document.data))
    if problems:
        raise document.wrong(problems)


def _unmet(data: Any) -> Iterator[Problem]:
    """`needs: perito>=0.3`, read as packaging reads a requirement (PEP 508); more than one is a comma away."""
    from perito.support.yamlfile import Problem

    needs = data.get(NEEDS) if isinstance(data, dict) else None
    if needs is None:
        return
    from packaging.requirements import InvalidRequirement, Requirement  # only where a practice needs something

    try:
        wanted = Requirement(needs if isinstance(needs, str) else "")
    except InvalidRequirement:
        wanted = None
    if wanted is None or wanted.name.casefold() != "perito" or wanted.url or wanted.marker or wanted.extras:
        yield Problem((NEEDS,), _("not a version of Perito, such as perito>=0.3"))
    elif not wanted.specifier.contains(__version__, prereleases=True):
        said = _("this practice needs perito{specifier}, and this is {version}")
        yield Problem((NEEDS,), said.format(specifier=wanted.specifier, version=__version__))
