"""Evidence in reports: questions and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


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


def by_number(evidence: Iterable[EvidenceItem] | None) -> dict[int, EvidenceItem]:
    """The evidence by its number; empty where none was kept."""
    return {item.number: item for item in evidence or ()}
