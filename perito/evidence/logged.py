"""Log entries for questions: their subject and how they ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.support import log
from perito.transport.base import Command, HttpRequest

if TYPE_CHECKING:
    from perito.evidence.exchange import Question

ABOUT = 80  # characters of a script without `about`


def asked(number: int, question: Question, answer: Any) -> None:
    """Log the question and how it ended, without the answer."""
    if isinstance(question, Command):
        about = question.about or question.script.partition("\n")[0][:ABOUT]
        log.event(
            "command", number=number, about=about, role=question.role, exit_code=answer.exit_code,
            seconds=round(answer.seconds, 3), bytes=len(answer.stdout) + len(answer.stderr), trouble=answer.trouble,
        )  # fmt: skip
    elif isinstance(question, HttpRequest):
        log.event(
            "request", number=number, host=question.host, port=question.port, via=question.via, status=answer.status,
            seconds=round(answer.seconds, 3), bytes=len(answer.body), failure=answer.failure or None,
        )  # fmt: skip
    else:
        log.event("found out", number=number, key=question)
