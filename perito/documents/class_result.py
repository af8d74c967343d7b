"""The class document: the result of grading a roster (`perito/class/1`)."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from perito.documents.bounded import Number  # noqa: TC001 - pydantic reads the annotations at run time
from perito.documents.deployment import letters_of
from perito.documents.result import Result, RootCause, Score  # noqa: TC001 - pydantic reads the annotations at run time
from perito.support.printable import in_json

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Literal["perito/class/1"] = "perito/class/1"
GRADED = "graded"
LEFT = "left"  # no longer in the roster; their earlier result is kept
ABSENT = "absent"  # handed in nothing: the roster has no address


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ShortChain(_Model):
    """The chain of one deployment in small. `label`: the deployment's; `letters`: one for each link, in a visitor's
    order: p passed, f failed, F the one to mend first, h failed and requests get past it, b blocked, e not seen, n not
    looked at, w waived; `broken`: the title of the one to mend, empty where none is; `sees`: what a visitor gets."""

    label: str = ""
    letters: str
    broken: str = ""
    sees: str = ""

    @classmethod
    def of(cls, result: Result) -> tuple[ShortChain, ...]:
        """Those of a result's deployments that have one."""
        several = len(result.deployments) > 1
        return tuple(
            cls(
                label=names.label if several else "",
                letters=letters_of(names.chain),
                broken=next((link.title for link in names.chain if link.broken), ""),
                sees=names.sees,
            )
            for names in result.deployments
            if names.chain
        )


class Student(_Model):
    """One student's line. `reason`: why there is no grade; `result`: the result document's path.

    `whole`: whether the grade is the whole assignment's; `partial`: whether only a part of the rubric was graded, so
    that there are points and no grade; `chains`: of each deployment that has one. The `score` of who is `absent` has
    the grade that the rubric gives for that.
    """

    id: str
    name: str = ""
    email: str = ""
    status: str
    reason: str = ""
    complete: bool = False
    whole: bool = False
    partial: bool = False
    score: Score | None = None
    first_cause: RootCause | None = None
    chains: tuple[ShortChain, ...] = ()
    result: str | None = None

    @property
    def final(self) -> bool:
        """Whether the grade may go into a gradebook: graded, and nothing left unseen or unmarked; or absent."""
        sound = self.status in {GRADED, ABSENT} and self.complete and self.grade is not None
        return sound and self.score is not None and not self.score.pending

    @property
    def grade(self) -> float | None:
        """The grade, provisional or not; None where there is none."""
        return self.score.grade if self.status in {GRADED, LEFT, ABSENT} and self.score is not None else None


class Shared(_Model):
    """One thing that several servers have in common. `evidence`: for each student the number in their recording."""

    kind: str
    text: str
    value: str = ""
    evidence: dict[str, int] = Field(default_factory=dict)


class ImageGroup(_Model):
    """Students whose machines were made from one image, and how that is seen."""

    students: tuple[str, ...]
    shared: tuple[Shared, ...] = ()


class Finding(_Model):
    """Servers that have more in common than chance explains: advice to the teacher, never points.

    `chance`: of an innocent explanation, from 0 to 1, by the rules in docs/class.md; `strength`: very-strong, strong or
    weak; too-young, where the image is so new that nothing can be said; usual, where most of the class works on images.
    Where a page comes from another student's server, `students` begins with the page's owner. `groups`: where a class
    has several images, who is on which.
    """

    kind: str
    students: tuple[str, ...]
    chance: Number
    strength: str
    text: str
    innocent: str = ""
    shared: tuple[Shared, ...] = ()
    groups: tuple[ImageGroup, ...] = ()


class ClassResult(_Model):
    """A graded class. `title`: the practice's title in the run's language; `identity`: for the teacher alone."""

    schema_: Literal["perito/class/1"] = Field(default=SCHEMA, alias="schema")
    practice: str
    title: str = ""
    language: str = "es"
    students: tuple[Student, ...] = ()
    identity: tuple[Finding, ...] = ()

    def to_json(self) -> str:
        """The document as indented UTF-8 JSON text."""
        return in_json(self.model_dump_json(by_alias=True, indent=2))

    def json_pieces(self) -> Iterator[str]:
        """The same text in pieces, a student at a time."""
        before, _empty, after = self.model_copy(update={"students": ()}).to_json().partition('"students": []')
        if not self.students:
            yield before + _empty + after
            return
        yield before + '"students": ['
        for number, student in enumerate(self.students):
            text = in_json(student.model_dump_json(by_alias=True, indent=2))
            yield (",\n" if number else "\n") + textwrap.indent(text, "    ")
        yield "\n  ]" + after
