"""Evidence in reports: questions and answers, and each answer as understood where it is known how to read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.documents.shapes import Shape

PLAIN = 40_000  # characters of an answer without a shape that are looked at


class EvidenceItem(Protocol):
    """The interface of one piece of evidence that reports need. `seconds`: duration of the answer."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def exit_code(self) -> int | None: ...
    @property
    def stdout(self) -> str: ...
    @property
    def stderr(self) -> str: ...
    @property
    def seconds(self) -> float: ...


@dataclass(frozen=True)
class Seen:
    """One piece of evidence; the plain form of EvidenceItem."""

    number: int
    kind: str
    title: str
    exit_code: int | None = None
    stdout: str = ""
    stderr: str = ""
    seconds: float = 0.0
    question: str = ""


@dataclass(frozen=True)
class Understood:
    """A piece of evidence, and its answer in shapes; none where its form is not known."""

    item: EvidenceItem

    @property
    def number(self) -> int:
        """Its number in the recording."""
        return self.item.number

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The beginnings of its output and of its errors, for an answer without a shape; nothing empty."""
        both = (text[:PLAIN].replace("\0", "\n") for text in (self.item.stdout, self.item.stderr))
        return tuple(text for text in both if text.strip())

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """Read when they are first asked for: most evidence is never shown."""
        from perito.grading.proof import shapes_of

        return shapes_of(self.item)


def by_number(evidence: Iterable[EvidenceItem] | None) -> dict[int, Understood]:
    """The evidence by its number; empty where none was kept."""
    return {item.number: Understood(item) for item in evidence or ()}
