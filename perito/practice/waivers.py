"""Waivers: checks that a teacher excuses, each with a reason and a last day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotation at run time
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel

from perito.support.yamlfile import FileError, Problem, read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from perito.support.yamlfile import Document


class WaiverError(FileError):
    """The waivers cannot be used. One line each: `file:line:column: what is wrong`."""


class Waiver(BaseModel):
    """One waived check, in every deployment where `deployment` is left out; it holds through `expires`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    check: str
    deployment: str | None = None
    reason: Annotated[str, Field(min_length=1)]
    expires: date


class _List(RootModel[tuple[Waiver, ...]]):
    """The whole file."""


@dataclass(frozen=True)
class Waivers:
    """All waivers of a run; none, where no file was given. `of_class`: not every server has what they are for."""

    listed: tuple[Waiver, ...] = ()
    document: Document | None = None
    of_class: bool = False

    @property
    def digest(self) -> str:
        """Of the file as it was read; empty where there was none."""
        return hashlib.sha256(self.document.source.encode()).hexdigest() if self.document else ""

    def of(self, deployment: str | None, check: str) -> Waiver | None:
        """The waiver for a check of a deployment (None: of the whole server), if there is one."""
        return next(
            (one for one in self.listed if one.check == check and one.deployment in {None, deployment}),
            None,
        )

    def check_deployments(self, labels: Collection[str]) -> None:
        """Raises WaiverError where a waiver is for a deployment that was not found."""
        if not self.of_class:
            self.check_labels(labels)

    def check_labels(self, labels: Collection[str]) -> None:
        """Raises WaiverError where a waiver is for a deployment that is not among these."""
        self._raise(
            Problem((number, "deployment"), f"no deployment is called {one.deployment!r}: {', '.join(labels)}")
            for number, one in enumerate(self.listed)
            if one.deployment is not None and one.deployment not in labels
        )

    def check_sound(self, checks: Collection[str], today: date | None) -> None:
        """Raises WaiverError for unknown checks and for waivers whose last day is before `today` (None: not known)."""
        self._raise(self._unsound(checks, today))

    def _unsound(self, checks: Collection[str], today: date | None) -> Iterator[Problem]:
        for number, one in enumerate(self.listed):
            if one.check not in checks:
                yield Problem((number, "check"), f"no check is called {one.check!r}")
            if today is not None and one.expires < today:
                yield Problem((number, "expires"), f"the waiver of {one.check} expired on {one.expires}")

    def _raise(self, problems: Iterable[Problem]) -> None:
        found = list(problems)
        if found and self.document is not None:
            raise self.document.wrong(found)


def load(path: Path | None, checks: Collection[str], today: date | None, *, of_class: bool = False) -> Waivers:
    """The waivers of a file, none without one; `checks` are the rubric's. Raises WaiverError."""
    if path is None:
        return Waivers()
    document = read(path, WaiverError)
    waivers = Waivers(document.validated(_List).root, document, of_class)
    waivers.check_sound(checks, today)
    return waivers
