"""The rubric: points, prerequisites and texts of every check, read from rubric.yaml."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from perito.result import CheckResult, Score
from perito.yamlfile import FileError, Problem, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LANGUAGES = ("es", "en")
OWN_STEP = "own"


class RubricError(FileError):
    """The rubric cannot be used. One line each: `file:line:column: what is wrong`."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(_Model):
    """A text in every language a report may be written in."""

    es: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def in_language(self, language: str) -> str:
        """The text in `es` or `en`."""
        return self.en if language == "en" else self.es


class CheckEntry(_Model):
    """What the rubric says of one check. `points` are of the scale; texts may name {directory}, {service} …

    `requires`: without these the check has no meaning, so it is blocked and not run.
    `wants`: where one of these failed too, it explains this failure; the check still runs and may pass.
    """

    points: Annotated[Decimal, Field(ge=0, le=1000)] = Decimal(0)
    requires: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    title: Text
    why: Text | None = None
    hint: Text | None = None
    see: str = ""

    @field_validator("points", mode="before")
    @classmethod
    def _exact(cls, value: object) -> object:
        return Decimal(str(value)) if isinstance(value, float) else value


class Step(_Model):
    """A step of the practice with its checks, in the order of the practice."""

    title: Text
    checks: dict[str, CheckEntry] = {}


class Rubric(_Model):
    """The whole rubric. `scale`: what the best server gets (10)."""

    schema_: Literal["perito/rubric/1"] = Field(alias="schema")
    practice: Annotated[str, Field(min_length=1)]
    title: Text
    scale: Annotated[Decimal, Field(gt=0)] = Decimal(10)
    steps: dict[str, Step]

    @cached_property
    def checks(self) -> dict[str, CheckEntry]:
        """Every check by its id, in the rubric's order."""
        return {name: entry for step in self.steps.values() for name, entry in step.checks.items()}

    @cached_property
    def step_of(self) -> dict[str, str]:
        """The step each check belongs to."""
        return {name: step for step, content in self.steps.items() for name in content.checks}

    def prerequisites(self, check: str) -> tuple[str, ...]:
        """What may explain the failure of `check`: its `requires` and then its `wants`."""
        entry = self.checks.get(check)
        return (*entry.requires, *entry.wants) if entry else ()

    def order(self) -> list[str]:
        """Every check with its prerequisites before it, otherwise as in the rubric.

        Raises ValueError naming the checks of a cycle.
        """
        done: dict[str, None] = {}
        for name in self.checks:
            self._visit(name, done, ())
        return list(done)

    def _visit(self, name: str, done: dict[str, None], path: tuple[str, ...]) -> None:
        if name in path:
            raise ValueError(" → ".join([*path[path.index(name) :], name]))
        if name in done or name not in self.checks:
            return
        for before in self.prerequisites(name):
            self._visit(before, done, (*path, name))
        done[name] = None


def load(path: Path) -> Rubric:
    """Read and validate a rubric. Raises RubricError with file, line and column of every problem."""
    document = read(path, RubricError)
    rubric = document.validated(Rubric)
    problems = list(soundness(rubric))
    if problems:
        raise document.wrong(problems)
    return rubric


def soundness(rubric: Rubric) -> Iterator[Problem]:
    """What no schema can say: unknown prerequisites, cycles, one check in two steps, no points at all."""
    seen: dict[str, str] = {}
    for step, content in rubric.steps.items():
        for name, entry in content.checks.items():
            where = ("steps", step, "checks", name)
            if name in seen:
                yield Problem(where, f"also in step {seen[name]}")
            seen[name] = step
            yield from _unknown(rubric, where, entry)
    if not sum(entry.points for entry in rubric.checks.values()):
        yield Problem(("steps",), "no check has any points")
    try:
        rubric.order()
    except ValueError as error:
        first = str(error).split(" → ", maxsplit=1)[0]
        yield Problem(("steps", rubric.step_of[first], "checks", first), f"prerequisites in a circle: {error}")


def _unknown(rubric: Rubric, where: tuple[str, ...], entry: CheckEntry) -> Iterator[Problem]:
    for kind, names in (("requires", entry.requires), ("wants", entry.wants)):
        for position, name in enumerate(names):
            if name not in rubric.checks:
                yield Problem((*where, kind, position), f"no check is called {name!r}")


def rounded(value: Decimal) -> float:
    """Two decimals, half up, as Spanish schools round."""
    return float(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def score(checks: Iterable[CheckResult], scale: Decimal) -> Score:
    """Add up what counts: passed, failed and blocked. Everything else leaves both sides of the fraction."""
    counted = [check for check in checks if check.outcome.counts]
    earned = sum((Decimal(str(check.earned)) for check in counted), Decimal(0))
    possible = sum((Decimal(str(check.possible)) for check in counted), Decimal(0))
    grade = earned / possible * scale if possible else Decimal(0)
    return Score(earned=rounded(earned), possible=rounded(possible), scale=float(scale), grade=rounded(grade))
