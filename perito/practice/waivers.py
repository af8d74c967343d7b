"""Waivers: checks that a teacher excuses, each with a reason and a last day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotation at run time
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel

from perito.documents.check_names import base
from perito.documents.gate import WaiverResult
from perito.practice import patterns
from perito.support.i18n import _, day
from perito.support.meant import nearest
from perito.support.yamlfile import FileError, Problem, read
from perito.transport.unreadable import encodable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from perito.practice.rubric import Rubric
    from perito.support.yamlfile import Document


class WaiverError(FileError):
    """The waivers cannot be used. One line each: `file:line:column: what is wrong`."""


KINDS = ("check", "step", "part", "profile")


class Waiver(BaseModel):
    """What is waived, in every deployment where `deployment` is left out; it holds through `expires`.

    One of: a `check` or a pattern of checks (`nginx.*`), a `step`, a `part`, or a `profile` of the practice.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    check: str | None = None
    step: str | None = None
    part: str | None = None
    profile: str | None = None
    deployment: str | None = None
    reason: Annotated[str, Field(min_length=1)]
    expires: date

    @property
    def kinds(self) -> list[str]:
        """Which of the four are given: one."""
        return [name for name in KINDS if getattr(self, name) is not None]

    @property
    def named(self) -> str:
        """What it is for, as it is written."""
        return "".join(str(getattr(self, name)) for name in self.kinds[:1])


class _List(RootModel[tuple[Waiver, ...]]):
    """The whole file."""


FILE = _List


@dataclass(frozen=True)
class Covered:
    """The checks that a waiver is for, and where (None: wherever they are)."""

    checks: tuple[str, ...] = ()
    deployment: str | None = None


@dataclass(frozen=True)
class Waivers:
    """All waivers of a run; none, where no file was given. `of_class`: not every server has what they are for.

    `day`: of the grading; a waiver whose last day is before it has expired and holds no longer (None: all hold).
    """

    listed: tuple[Waiver, ...] = ()
    document: Document | None = None
    of_class: bool = False
    day: date | None = None
    covered: tuple[Covered, ...] = ()

    @property
    def digest(self) -> str:
        """Of the file as it was read; empty where there was none."""
        return hashlib.sha256(self.document.source.encode()).hexdigest() if self.document else ""

    def of(self, deployment: str | None, check: str) -> Waiver | None:
        """The waiver for a check of a deployment (None: of the whole server), if there is one."""
        return next(
            (
                one
                for one, what in zip(self.listed, self.covered, strict=True)
                if base(check) in what.checks and what.deployment in {None, deployment} and not self.expired(one)
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
                place=f"{self.document.path}{self.document.place((number,))}", check=one.named, date=day(one.expires)
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
            check=one.named,
            checks=() if {*self.covered[number].checks} == {one.check} else self.covered[number].checks,
            deployment=self.covered[number].deployment,
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

    def check_sound(self, checks: Collection[str], rubric: Rubric | None) -> None:
        """Raises WaiverError for waivers of nothing, and of two things at once."""
        found = []
        for number, one in enumerate(self.listed):
            if len(one.kinds) != 1:
                told = _("say what is waived, by one of {kinds}")
                found.append(Problem((number,), told.format(kinds=", ".join(KINDS))))
            elif not self.covered[number].checks:
                found.append(Problem((number, one.kinds[0]), _unknown(one, checks, rubric)))
        self._raise(found)

    def _raise(self, problems: Iterable[Problem]) -> None:
        found = list(problems)
        if found and self.document is not None:
            raise self.document.wrong(found)


def load(
    path: Path | None,
    checks: Collection[str],
    today: date | None,
    *,
    of_class: bool = False,
    rubric: Rubric | None = None,
) -> Waivers:
    """The waivers of a file, none without one; `checks` are the rubric's, `today` the day of the grading.

    `rubric`: by it steps, parts and profiles may be waived. Raises WaiverError.
    """
    if path is None:
        return Waivers()
    document = read(path, WaiverError)
    listed = document.validated(_List).root
    covered = tuple(_covered(one, checks, rubric) for one in listed)
    waivers = Waivers(listed, document, of_class, today, covered)
    waivers.check_sound(checks, rubric)
    return waivers


def _covered(one: Waiver, checks: Collection[str], rubric: Rubric | None) -> Covered:
    """What a waiver is for; nothing where it names nothing that is there."""
    if one.check is not None:
        return Covered(tuple(name for name in checks if fnmatchcase(name, one.check)), one.deployment)
    if rubric is None:
        return Covered((), one.deployment)
    if one.step is not None:
        return Covered(tuple(name for name in checks if rubric.step_of[name] == one.step), one.deployment)
    if one.part in rubric.parts:
        whose = one.part if rubric.is_subject(one.part) else one.deployment
        return Covered(tuple(rubric.checks_of(one.part)), whose)
    wanted = rubric.profiles[one.profile].waive if one.profile in rubric.profiles else ()
    fitting = {name for pattern in wanted for name in patterns.fitting(pattern, rubric)}
    return Covered(tuple(name for name in checks if name in fitting), one.deployment)


def _unknown(one: Waiver, checks: Collection[str], rubric: Rubric | None) -> str:
    kind, name = one.kinds[0], one.named
    if kind == "check" and not any(sign in name for sign in "*?["):
        return _("no check is called {name!r}").format(name=name) + nearest(name, checks)
    if kind == "check":
        steps = dict.fromkeys(f"{check.partition('.')[0]}.*" for check in checks)
        return _("{pattern!r} fits no check").format(pattern=name) + nearest(name, steps)
    told = {
        "step": _("no step is called {name!r}"),
        "part": _("no part is called {name!r}"),
        "profile": _("no profile is called {name!r}"),
    }
    there: dict[str, Iterable[str]] = {}
    if rubric is not None:
        there = {"step": rubric.steps, "part": rubric.parts, "profile": rubric.profiles}
    return told[kind].format(name=name) + nearest(name, there.get(kind, {}))
