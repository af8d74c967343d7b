"""The subjects that a practice names itself: `subjects: {site: [alfa, beta]}` in the head of its rubric.

A kind of subject (`site`, `user`) is also the name of the fixture by which a check asks for one. A subject is a name
and values of its own, which are {placeholders} of the texts: `subjects: {user: {ana: {home: /home/ana}}}`. What only
the server knows is left to the practice's conftest.py: with `subjects: {site: discover}`, its `discover(server)`
returns the subjects of each such kind; with `subjects: {user: {discover: [home]}}` each of them has a `home`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, TypeAdapter, ValidationError

from perito.documents.deployment import DEPLOYMENT
from perito.errors import USAGE, PeritoError
from perito.support.i18n import _
from perito.support.meant import nearest
from perito.support.yamlfile import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pytest

DISCOVER = "discover"
TAKEN = frozenset({
    DEPLOYMENT, "host", "server", "session", "subjects", "request", "tools", "heroku", "inputs", "app", "address",
    "expected", "actual", "detail",
})  # fmt: skip
KIND = r"^[a-z][a-z0-9_]*$"
LABEL = r"^[^\s/\[\]{}=,][^\s/\[\]{}]*$"

KindName = Annotated[str, Field(pattern=KIND)]
Label = Annotated[str, Field(pattern=LABEL, max_length=200)]
Facts = dict[KindName, str]
Names = tuple[Label, ...]
Described = dict[Label, Facts]


class WithFacts(BaseModel):
    """To be discovered, and which values each of them is found with."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    discover: tuple[KindName, ...]


def _shape(said: object) -> str:
    """Which of the four ways to name the subjects of a kind is meant, so that only its problems are told."""
    if isinstance(said, dict):
        return "[with facts]" if isinstance(said.get(DISCOVER), (list, tuple)) else "[described]"
    if isinstance(said, WithFacts):
        return "[with facts]"
    return "[discover]" if isinstance(said, str) else "[names]"


OfKind = Annotated[
    Annotated[Literal["discover"], Tag("[discover]")]
    | Annotated[WithFacts, Tag("[with facts]")]
    | Annotated[Names, Tag("[names]")]
    | Annotated[Described, Tag("[described]")],
    Discriminator(_shape),
]
Subjects = dict[KindName, OfKind]


class Found(BaseModel):
    """What `discover(server)` returned."""

    model_config = ConfigDict(frozen=True)
    subjects: dict[KindName, tuple[Label, ...] | dict[Label, Facts]]


class SubjectsError(PeritoError):
    """The practice's subjects cannot be told apart, or its `discover` did not find them in the way that is asked."""

    exit_status = USAGE


@dataclass(frozen=True)
class Named:
    """A subject that a practice named: what a check gets that asks for its kind. `facts`: the values of its own."""

    kind: str
    label: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name, as the practice has it."""
        return self.label

    def __getitem__(self, fact: str) -> str:
        """A value of its own. Raises KeyError with the nearest name."""
        if fact in self.facts:
            return self.facts[fact]
        said = _("{kind} {label} has no {fact}").format(kind=self.kind, label=self.label, fact=fact)
        raise KeyError(said + nearest(fact, self.facts))

    def __str__(self) -> str:
        return self.label


def named(subjects: Subjects) -> dict[str, Named]:
    """The subjects of a head by their label; those to discover are not known yet."""
    return {one.label: one for kind, said in subjects.items() for one in of_kind(kind, said)}


def to_discover(subjects: Subjects) -> dict[str, tuple[str, ...]]:
    """The kinds of which only the server knows the subjects, and the values that each of these is found with."""
    found = {kind: said.discover for kind, said in subjects.items() if isinstance(said, WithFacts)}
    return found | {kind: () for kind, said in subjects.items() if said == DISCOVER}


def of_kind(kind: str, said: object) -> Iterator[Named]:
    """The subjects of one kind, as a head or `discover` names them."""
    if isinstance(said, dict):
        yield from (Named(kind, label, facts) for label, facts in said.items())
    elif isinstance(said, (tuple, list)):
        yield from (Named(kind, label) for label in said)


def discovered(subjects: Subjects, returned: object, where: str) -> dict[str, Named]:
    """What `discover` returned, by label. `where`: its place, for the message. Raises SubjectsError."""
    try:
        found = TypeAdapter(Found).validate_python({"subjects": returned}).subjects
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(part) for part in first["loc"][1:3])
        raise SubjectsError(
            _("{where}: discover returns the names of each kind, as {example}: {path}: {problem}").format(
                where=where, example="{'site': ['alfa', 'beta']}", path=path or "—", problem=first["msg"]
            )
        ) from None
    asked = to_discover(subjects)
    for kind in found:
        if kind not in asked:
            text = _("{where}: discover found subjects of a kind {kind}, which the rubric does not ask for")
            raise SubjectsError(text.format(where=where, kind=kind))
    made: dict[str, Named] = {}
    for kind, said in found.items():
        for one in of_kind(kind, said):
            if one.label in made:
                raise SubjectsError(f"{where}: {twice(one.label)}")
            if lost := [fact for fact in asked[kind] if fact not in one.facts]:
                text = _("{where}: {kind} {label} was found without {facts}, which the rubric names")
                raise SubjectsError(text.format(where=where, kind=kind, label=one.label, facts=", ".join(lost)))
            made[one.label] = one
    return made


def twice(label: str) -> str:
    """The sentence for two subjects of one name."""
    return _("two subjects are called {label}").format(label=label)


def problems(subjects: Subjects) -> Iterator[Problem]:
    """Kinds with the name of another fixture, and two subjects of one name."""
    seen: set[str] = set()
    for kind, said in subjects.items():
        if kind in TAKEN:
            yield Problem(("subjects", kind), _("{kind} is the name of a fixture of Perito's").format(kind=kind))
        if kind in to_discover(subjects):
            continue
        if not said:
            yield Problem(("subjects", kind), _("no {kind} is named").format(kind=kind))
        for number, one in enumerate(of_kind(kind, said)):
            if one.label in seen:
                yield Problem(("subjects", kind, one.label if isinstance(said, dict) else number), twice(one.label))
            seen.add(one.label)


def placeholders(subjects: Subjects) -> set[str]:
    """The {placeholders} that subjects bring to the texts: their kinds and the values of their own."""
    facts = {name for said in subjects.values() if isinstance(said, dict) for one in said.values() for name in one}
    return {*subjects, *facts, *(name for names in to_discover(subjects).values() for name in names)}


def placeholders_of(kind: str, subjects: Subjects) -> set[str]:
    """Those of the texts about subjects of one kind: its name, and the values that all of them have."""
    said = subjects.get(kind)
    facts = [{*one} for one in said.values()] if isinstance(said, dict) else []
    facts += [{*said.discover}] if isinstance(said, WithFacts) else []
    return {kind, *(set.intersection(*facts) if facts else ())}


def kinds_of(item: pytest.Item, kinds: Iterable[str]) -> list[str]:
    """The kinds of subject that a test asks for, itself or through its fixtures."""
    return [kind for kind in (DEPLOYMENT, *kinds) if kind in getattr(item, "fixturenames", ())]


def parameters(item: pytest.Item, kinds: Iterable[str]) -> list[str]:
    """A test's own parameters, without the subject that it runs for."""
    callspec = getattr(item, "callspec", None)
    return [] if callspec is None else sorted(set(callspec.params) - {DEPLOYMENT, *kinds})
