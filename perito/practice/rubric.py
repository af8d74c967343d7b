"""The rubric: points, prerequisites and texts of every check, read from rubric.yaml."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from perito.documents.attempts import Policy
from perito.documents.check_names import base
from perito.practice import extended, head, rubric_proof, texts
from perito.practice.entries import (
    AbsentGrade,
    Bound,
    CheckEntry,
    Criterion,
    Input,
    Level,
    Part,
    Points,
    Profile,
    Step,
    plain,
)
from perito.practice.locate import Practice, PracticeError, base_of, rubric_of, shipped
from perito.practice.subjects import Subjects, named
from perito.practice.texts import Languages, Text
from perito.practice.words import Catalogue, beside
from perito.support.i18n import FIRST, _
from perito.support.yamlfile import FileError, Problem, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from perito.support.yamlfile import Document

__all__ = [
    "OWN_STEP", "Bound", "CheckEntry", "Criterion", "Input", "Level", "Part", "Points", "Profile", "Rubric",
    "RubricError", "Step", "load",
]  # fmt: skip

OWN_STEP = "own"
LANGUAGE = "^[a-z]{2,3}$"
INPUT = "^[a-z][a-z0-9_]*$"


class RubricError(FileError):
    """The rubric cannot be used. One line each: `file:line:column: what is wrong`."""


class Rubric(BaseModel):
    """The whole rubric. `scale`: what the best work gets (10). `ceiling`: the best grade with every bonus, if limited.

    `parts`, `criteria` and `bounds` are of the whole assignment; a deployment graded alone is worth the scale.
    `attempts`: which one counts where a student has several. `practice`: the practice's id; `version`: what its author
    calls this state of it; `needs`: the Perito that it is written for (head.py); `extends`, `use`, `skip`, `points`:
    another practice, and what is used of it (extended.py); `languages`: in which its own files have every text
    (texts.py: further ones); `inputs`: what it is given beside the server (inputs.py); `profiles`: kinds of servers on
    which some checks have no meaning. `help`: how far students are helped: with a `question`, with a `pointer` to where
    it is seen, or with the `line` that is wanted, if they ask for it. `absent`: the grade of who handed in nothing;
    None: no grade. `subjects`: what checks run for beside the model's deployments, by kind (practice.subjects).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_: Literal["perito/rubric/1"] = Field(alias="schema")
    practice: Annotated[str, Field(min_length=1)]
    model: str | None = None
    extends: str | None = None
    use: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    points: dict[str, Points] = {}
    version: Annotated[str, BeforeValidator(plain, json_schema_input_type=str | int)] = ""
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
    inputs: dict[Annotated[str, Field(pattern=INPUT)], Input] = {}
    profiles: dict[str, Profile] = {}
    subjects: Subjects = {}
    steps: dict[str, Step] = {}
    _words: Catalogue = PrivateAttr(default_factory=Catalogue)
    _documents: tuple[Document, ...] = PrivateAttr(default=())
    _bases: tuple[Path, ...] = PrivateAttr(default=())

    @property
    def bases(self) -> tuple[Path, ...]:
        """The directories of the practices that it stands on, the nearest first."""
        return self._bases

    def wrong(self, problems: Iterable[Problem]) -> RubricError:
        """An error with these problems, each with its place in the file that has it: its own, or a base's."""
        return RubricError([line for one in problems for line in self._file(one.where).wrong([one]).problems])

    def place(self, where: tuple[str | int, ...]) -> str:
        """`file:line:column` of a path of keys."""
        document = self._file(where)
        return f"{document.path}{document.place(where)}"

    def _file(self, where: tuple[str | int, ...]) -> Document:
        return max(self._documents, key=lambda one: one.depth(where))

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

        Where it does not say so: one that the practice names is; of practices without deployments no other; of those
        with deployments any other, but where there are subjects of both kinds, or the head names no model: one that
        says how its directory is called, or that no step names.
        """
        said, found = self.parts[part].deployment, part in named(self.subjects)
        if said is not None or found or self.model == "none":
            return found if said is None else said
        if self.model is not None and not self.subjects:
            return True
        return bool(self.parts[part].app) or not any(step.part == part for step in self.steps.values())

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

    def wants(self, check: str) -> tuple[str, ...]:
        """What may explain the failure of `check` beside its `requires`."""
        entry = self.entry(check)
        return entry.wants if entry else ()

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
    below = _base(document, every_language=every_language)
    own = _languages(document.data, below.languages if below is not None else FIRST)
    words = _words(path, practice, own) if below is None else replace(beside(path, own), below=below.words)
    words = words.speaking(words.further if every_language else texts.in_use(words.further))
    for one in words.spoken:
        one.lay(document.data, path.stem, own, RubricError)
    rubric = document.validated(Rubric, Languages(own, tuple(one.language for one in words.spoken)))
    rubric._documents = (document,)
    problems: list[Problem] = []
    if below is not None:
        rubric, problems = _over(rubric, below, own)
    else:
        problems += [Problem((key,), _("there is no `extends`")) for key in extended.PATTERNS if getattr(rubric, key)]
    problems = problems or list(rubric_proof.problems(rubric))
    if problems:
        raise rubric.wrong(problems)
    rubric._words = words
    if rubric.words.directory != beside(shipped() / path.name).directory:
        rubric.words.prove()
    return rubric


def _base(document: Document, *, every_language: bool) -> Rubric | None:
    """The rubric of the practice that a rubric stands on. Raises RubricError with the place of its name."""
    named = document.data.get("extends") if isinstance(document.data, dict) else None
    if not isinstance(named, str):
        return None
    found = Practice(document.path.parent).bases  # none of them is the practice itself
    if document.path.name == rubric_of(document.path.parent).name and found:
        return load(found[0].rubric, every_language=every_language)
    if document.path.name == rubric_of(document.path.parent).name:
        text = _("write it on a line of its own: extends: NAME")  # it is also read without the rest
        raise document.wrong([Problem(("extends",), text)])
    try:
        return load(base_of(document.path.parent, named).rubric, every_language=every_language)
    except PracticeError as error:
        raise document.wrong([Problem(("extends",), str(error))]) from None


def _over(own: Rubric, below: Rubric, languages: tuple[str, ...]) -> tuple[Rubric, list[Problem]]:
    """A rubric with what it takes from its base, and what is wrong with its patterns."""
    both = extended.merged(own, below)
    rubric = Rubric.model_construct(
        {*own.model_fields_set, *both.fields}, **{**dict(own), **both.fields, "languages": languages}
    )
    rubric._documents = (*own._documents, *below._documents)
    rubric._bases = (below._documents[0].path.parent, *below.bases)
    return rubric, list(both.problems)


def _words(path: Path, practice: Path | None, own: tuple[str, ...]) -> Catalogue:
    """The words of a rubric's file: see `load`."""
    for place in (path.parent, *([practice] if practice else ())):
        if (found := beside(place / path.name, own)).directory:
            return found
    return replace(beside(shipped() / path.name), borrowed=True)


def _languages(data: object, usual: tuple[str, ...]) -> tuple[str, ...]:
    """The languages in the head of a rubric's data, before it is proved."""
    found = data.get("languages") if isinstance(data, dict) else None
    named = isinstance(found, list) and found and all(isinstance(one, str) for one in found)
    return tuple(found) if found and named else usual
