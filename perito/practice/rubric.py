"""The rubric: points, prerequisites and texts of every check, read from rubric.yaml."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from perito.documents.attempts import Policy
from perito.documents.check_names import base
from perito.practice import head, rubric_proof, texts
from perito.practice.locate import shipped
from perito.practice.subjects import Subjects, named
from perito.practice.texts import Languages, Text
from perito.practice.words import Catalogue, Command, Look, beside
from perito.support.i18n import FIRST
from perito.support.yamlfile import FileError, read

if TYPE_CHECKING:
    from pathlib import Path

OWN_STEP = "own"
LANGUAGE = "^[a-z]{2,3}$"


class RubricError(FileError):
    """The rubric cannot be used. One line each: `file:line:column: what is wrong`."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _exact(value: object) -> object:
    """0.1 as it is written, not as a float holds it."""
    return Decimal(str(value)) if isinstance(value, float) else value


def _plain(value: object) -> object:
    """A whole number as text: `version: 2`. 1.10 is no number, and has to be quoted."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Points = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=1000)]


def _grade_or_none(value: object) -> object:
    """The word `none`: no grade."""
    return None if value == "none" else value


NoGrade = Points | Literal["none"] | None
AbsentGrade = Annotated[Points | None, BeforeValidator(_grade_or_none, json_schema_input_type=NoGrade)]


class CheckEntry(_Model):
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


class Step(_Model):
    """A step of the practice with its checks, in the order of the practice.

    `part`: only that part of the assignment has it; left out, every deployment.
    """

    title: Text
    part: str | None = None
    checks: dict[str, CheckEntry] = {}


class Part(_Model):
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


class Level(_Model):
    """One level of a criterion, with the points it is worth."""

    points: Points
    title: Text
    description: Text | None = None


class Criterion(_Model):
    """What a person marks: one of `levels`, by name, or any points up to `points` where there are none."""

    points: Annotated[Points, Field(gt=0)]
    title: Text
    description: Text | None = None
    bonus: bool = False
    levels: dict[str, Level] = {}


class Bound(_Model):
    """A check without which the grade is at most so much; in one part, or in any where `part` is left out."""

    check: str
    part: str | None = None
    at_most: Points


class Rubric(_Model):
    """The whole rubric. `scale`: what the best work gets (10). `ceiling`: the best grade with every bonus, if limited.

    `parts`, `criteria` and `bounds` are of the whole assignment; a deployment graded alone is worth the scale.
    `attempts`: which one counts where a student has several. `practice`: the practice's id; `version`: what its author
    calls this state of it; `needs`: the Perito that it is written for (head.py); `languages`: in which its own files
    have every text (texts.py: further ones). `help`: how far students are helped: with a `question`, with a `pointer`
    to where it is seen, or with the `line` that is wanted, if they ask for it. `absent`: the grade of who handed in
    nothing; None: no grade. `subjects`: what checks run for beside the model's deployments, by kind
    (practice.subjects).
    """

    schema_: Literal["perito/rubric/1"] = Field(alias="schema")
    practice: Annotated[str, Field(min_length=1)]
    model: str | None = None
    version: Annotated[str, BeforeValidator(_plain, json_schema_input_type=str | int)] = ""
    needs: str | None = None
    languages: Annotated[tuple[Annotated[str, Field(pattern=LANGUAGE)], ...], Field(min_length=1)] = FIRST
    title: Text
    scale: Annotated[Points, Field(gt=0)] = Decimal(10)
    decimals: Annotated[int, Field(ge=0, le=4)] = 2
    ceiling: Annotated[Points, Field(gt=0)] | None = None
    parts: dict[str, Part] = {}
    criteria: dict[str, Criterion] = {}
    bounds: tuple[Bound, ...] = ()
    attempts: Policy = Policy()
    absent: AbsentGrade = Decimal(0)
    help: Literal["question", "pointer", "line"] = "line"
    subjects: Subjects = {}
    steps: dict[str, Step]
    _words: Catalogue = PrivateAttr(default_factory=Catalogue)

    @property
    def words(self) -> Catalogue:
        """The words of the findings, from words/ beside the rubric's file."""
        return self._words

    @property
    def spoken(self) -> tuple[str, ...]:
        """Every language of the practice, those of its own files first."""
        return (*self.languages, *(one.language for one in self._words.further))

    @cached_property
    def checks(self) -> dict[str, CheckEntry]:
        """Every check by its id, in the rubric's order."""
        return {name: entry for step in self.steps.values() for name, entry in step.checks.items()}

    @cached_property
    def step_of(self) -> dict[str, str]:
        """The step each check belongs to."""
        return {name: step for step, content in self.steps.items() for name in content.checks}

    @cached_property
    def weights(self) -> dict[str, Decimal]:
        """The points of every check; where the rubric gives none at all, each weighs the same."""
        given = any("points" in entry.model_fields_set for entry in self.checks.values())
        return {name: entry.points if given else Decimal(1) for name, entry in self.checks.items()}

    def entry(self, check: str) -> CheckEntry | None:
        """What it says of a check, with or without parameters; None for a check of one's own."""
        return self.checks.get(base(check))

    def step(self, check: str) -> str:
        """The step of a check; `own` for one that the rubric does not have."""
        return self.step_of.get(base(check), OWN_STEP)

    def weight(self, check: str) -> Decimal:
        """The points of a check, all its subjects and parameters together."""
        return self.weights.get(base(check), Decimal(0))

    def part_of(self, check: str) -> str | None:
        """The part that alone has this check; None where every deployment has it, or nobody knows it."""
        step = self.steps.get(self.step_of.get(base(check), ""))
        return step.part if step is not None else None

    def checks_of(self, part: str) -> list[str]:
        """The names of the checks that a part is made of."""
        shared = self.is_subject(part)
        return [
            name
            for step in self.steps.values()
            if step.part == part or (shared and step.part is None)
            for name in step.checks
        ]

    def is_subject(self, part: str) -> bool:
        """Whether a part is the subject of its name, and not the steps that name it.

        Where it does not say so: one that the practice names is, and of practices without deployments no other; where
        the head names no model, one that no step names.
        """
        said = self.parts[part].deployment
        if said is not None:
            return said
        if self.subjects or self.model == "none":
            return part in named(self.subjects)
        return self.model is not None or not any(step.part == part for step in self.steps.values())

    @property
    def labels(self) -> tuple[str, ...]:
        """The subjects that the whole assignment is made of."""
        return tuple(name for name in self.parts if self.is_subject(name))

    @property
    def always(self) -> frozenset[str]:
        """The parts that are the steps that name them."""
        return frozenset(self.parts) - frozenset(self.labels)

    @property
    def usual_apps(self) -> dict[str, str]:
        """What the directories of the parts that are deployments are usually called."""
        return {name: self.parts[name].app for name in self.labels if name not in named(self.subjects)}

    def prerequisites(self, check: str) -> tuple[str, ...]:
        """What may explain the failure of `check`: its `requires` and then its `wants`."""
        entry = self.entry(check)
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


def load(path: Path, practice: Path | None = None, *, every_language: bool = False) -> Rubric:
    """Read and validate a rubric. Raises RubricError or WordsError with file, line and column of every problem.

    Its words stand beside it, else in the directory `practice`; where neither has any, those that came with Perito
    speak. Words are read when they are needed; others than those that came with Perito at once, as nobody has proved
    them. Of languages with files of their own, the one that is spoken is read; or every one.
    """
    document = read(path, RubricError)
    head.prove(document)
    own = _languages(document.data)
    words = _words(path, practice, own)
    words = words.speaking(words.further if every_language else texts.in_use(words.further))
    for one in words.spoken:
        one.lay(document.data, path.stem, own, RubricError)
    rubric = document.validated(Rubric, Languages(own, tuple(one.language for one in words.spoken)))
    problems = list(rubric_proof.problems(rubric))
    if problems:
        raise document.wrong(problems)
    rubric._words = words
    if rubric.words.directory != beside(shipped() / path.name).directory:
        rubric.words.everything()
    return rubric


def _words(path: Path, practice: Path | None, own: tuple[str, ...]) -> Catalogue:
    """The words of a rubric's file: see `load`."""
    for place in (path.parent, *([practice] if practice else ())):
        if (found := beside(place / path.name, own)).directory:
            return found
    return replace(beside(shipped() / path.name), borrowed=True)


def _languages(data: object) -> tuple[str, ...]:
    """The languages in the head of a rubric's data, before it is proved."""
    found = data.get("languages") if isinstance(data, dict) else None
    named = isinstance(found, list) and found and all(isinstance(one, str) for one in found)
    return tuple(found) if found and named else FIRST
