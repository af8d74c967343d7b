"""Answers as the server gave them, for as long as a grading lasts: to judge by, and never to show or to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.evidence.mark import MARK
from perito.transport.base import Answer

if TYPE_CHECKING:
    from perito.evidence.exchange import Question
    from perito.transport.base import Command


class Unredacted:
    """Those of which the evidence has a redacted form, and which of them the check under way has `read`."""

    def __init__(self) -> None:
        self._answers: dict[Question, Answer] = {}
        self.read: list[tuple[Command, Answer]] = []

    def keep(self, question: Question, answer: Any, redacted: Any) -> None:
        """Remember an answer, where it is another than its redacted form."""
        if isinstance(answer, Answer) and answer != redacted:
            self._answers[question] = answer

    def of(self, command: Command, redacted: Answer) -> Answer:
        """The answer to a command; the redacted one where there is no other."""
        if MARK in redacted.stdout or MARK in redacted.stderr:
            self.read.append((command, redacted))
        return self._answers.get(command, redacted)

    def pairs(self) -> list[tuple[bytes, bytes]]:
        """The answers that it has read, each with its redacted form."""
        found = []
        for command, redacted in self.read:
            whole = self._answers.get(command)
            if whole is not None:
                found += [(whole.stdout, redacted.stdout), (whole.stderr, redacted.stderr)]
        return found

    def forget_read(self) -> None:
        """Another check begins."""
        self.read.clear()
