"""What a rubric says of each step, check, part and criterion, of what it is given, and of whom it excuses."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from perito.practice.texts import Text  # noqa: TC001 - pydantic reads the annotations at run time
from perito.practice.words import Command, Look


class Entry(BaseModel):
    """Fixed, and nothing else in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _exact(value: object) -> object:
    """0.1 as it is written, not as a float holds it."""
    return Decimal(str(value)) if isinstance(value, float) else value


def plain(value: object) -> object:
    """A whole number as text: `version: 2`. 1.10 is no number, and has to be quoted."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Points = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=1000)]


def _grade_or_none(value: object) -> object:
    """The word `none`: no grade."""
    return None if value == "none" else value


NoGrade = Points | Literal["none"] | None
AbsentGrade = Annotated[Points | None, BeforeValidator(_grade_or_none, json_schema_input_type=NoGrade)]


class CheckEntry(Entry):
    """What the rubric says of one check. `points` are of the scale; texts may name {directory}, {service} …

    `requires`: without these the check has no meaning, so it is blocked and not run.
    `wants`: where one of these failed too, it explains this failure; the check still runs and may pass.
    `unmet`: what is not so where it fails, in a few words; words/ say more of each kind of failure.
    """

    points: Points = Decimal(0)
    requires: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    title: Text
    unmet: Text | None = None
    why: Text | None = None
    hint: Text | None = None
    see: Command = Look(run="")


class Step(Entry):
    """A step of the practice with its checks, in the order of the practice.

    `part`: only that part of the assignment has it; left out, every deployment.
    """

    title: Text
    part: str | None = None
    checks: dict[str, CheckEntry] = {}


class Part(Entry):
    """A part of the whole assignment. `points` are shared among those of its checks that count, by their weights.

    A part is the deployment, or another subject, with its name as label; or, where `deployment` is false, the steps
    that name it. Left out, it follows from the practice: see Rubric.is_subject.
    `bonus`: on top of the scale. `app`: how the directory is usually called, said where there is none.
    """

    points: Annotated[Points, Field(gt=0)]
    title: Text
    bonus: bool = False
    deployment: bool | None = None
    app: str = ""


class Level(Entry):
    """One level of a criterion, with the points it is worth."""

    points: Points
    title: Text
    description: Text | None = None


class Criterion(Entry):
    """What a person marks: one of `levels`, by name, or any points up to `points` where there are none."""

    points: Annotated[Points, Field(gt=0)]
    title: Text
    description: Text | None = None
    bonus: bool = False
    levels: dict[str, Level] = {}


class Bound(Entry):
    """A check without which the grade is at most so much; in one part, or in any where `part` is left out."""

    check: str
    part: str | None = None
    at_most: Points


class Input(Entry):
    """What a practice is given beside the server: see perito/practice/inputs.py.

    `env`: the environment variable with it; `secret`: it is in nothing that is written, and no option takes it;
    `default`: what it is where nobody gives it.
    """

    title: Text
    env: Annotated[str, Field(pattern="^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    secret: bool = False
    default: Annotated[str, BeforeValidator(plain, json_schema_input_type=str | int)] | None = None


class Profile(Entry):
    """A kind of server on which some checks have no meaning: `waive` names them, as waivers do, without a last day."""

    title: Text
    waive: Annotated[tuple[str, ...], Field(min_length=1)]
