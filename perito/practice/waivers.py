"""Waivers: checks that a teacher excuses, each with a reason and a last day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotation at run time
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel

from perito.documents.gate import WaiverResult
from perito.support.i18n import _, day
from perito.support.meant import nearest
from perito.support.yamlfile import FileError, Problem, read
from perito.transport.unreadable import encodable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
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


FILE = _List


@dataclass(frozen=True)
class Waivers:
    """All waivers of a run; none, where no file was given. `of_class`: not every server has what they are for.

    `day`: of the grading; a waiver whose last day is before it has expired and holds no longer (None: all hold).
    """

    listed: tuple[Waiver, ...] = ()
    document: Document | None = None
    of_class: bool = False
    day: date | None = None

    @property
    def digest(self) -> str:
        """Of the file as it was read; empty where there was none."""
        return hashlib.sha256(self.document.source.encode()).hexdigest() if self.document else ""

    def of(self, deployment: str | None, check: str) -> Waiver | None:
        """The waiver for a check of a deployment (None: of the whole server), if there is one."""
        return next(
            (
                one
                for one in self.listed
                if one.check == check and one.deployment in {None, deployment} and not self.expired(one)
            ),
            None,
        )

    def expired(self, waiver: Waiver) -> bool:
        """Whether its last day is over."""
        return self.day is not None and waiver.expires < self.day

    def told_expired(self) -> list[str]:
        """A line for each waiver that holds no longer: `file:line:column: …`."""
        sentence = _("{place}: the waiver of {check} expired on {date} and holds no longer")
        return [
            sentence.format(
                place=f"{self.document.path}{self.document.place((number,))}", check=one.check, date=day(one.expires)
            )
            for number, one in enumerate(self.listed)
            if self.document is not None and self.expired(one)
        ]

    def results(self) -> tuple[WaiverResult, ...]:
        """All of them for the result document."""
        return tuple(self._result(number, one) for number, one in enumerate(self.listed))

    def _result(self, number: int, one: Waiver) -> WaiverResult:
        place = self.document.place((number,)).split(":") if self.document else ["", "0"]
        file = self.document.path.as_posix() if self.document else ""
        return WaiverResult(
            check=one.check,
            deployment=one.deployment,
            reason=encodable(one.reason),
            expires=one.expires,
            expired=self.expired(one),
            file=encodable(file),
            line=int(place[1]),
        )

    def check_deployments(self, labels: Collection[str]) -> None:
        """Raises WaiverError where a waiver is for a deployment that was not found."""
        if not self.of_class:
            self.check_labels(labels)

    def check_labels(self, labels: Collection[str]) -> None:
        """Raises WaiverError where a waiver is for a deployment that is not among these."""
        self._raise(
            Problem(
                (number, "deployment"),
                _("no deployment is called {name!r}: {known}").format(name=one.deployment, known=", ".join(labels)),
            )
            for number, one in enumerate(self.listed)
            if one.deployment is not None and one.deployment not in labels
        )

    def check_sound(self, checks: Collection[str]) -> None:
        """Raises WaiverError for unknown checks."""
        self._raise(
            Problem(
                (number, "check"),
                _("no check is called {name!r}").format(name=one.check) + nearest(one.check, checks),
            )
            for number, one in enumerate(self.listed)
            if one.check not in checks
        )

    def _raise(self, problems: Iterable[Problem]) -> None:
        found = list(problems)
        if found and self.document is not None:
            raise self.document.wrong(found)


def load(path: Path | None, checks: Collection[str], today: date | None, *, of_class: bool = False) -> Waivers:
    """The waivers of a file, none without one; `checks` are the rubric's, `today` the day of the grading.

    Raises WaiverError.
    """
    if path is None:
        return Waivers()
    document = read(path, WaiverError)
    waivers = Waivers(document.validated(_List).root, document, of_class, today)
    waivers.check_sound(checks)
    return waivers
