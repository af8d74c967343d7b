"""One exchange as it is written and shown: without the values that are known to be secret, wherever they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from perito.evidence.mark import MARK
from perito.transport.base import Answer, Command, HttpReply, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.evidence.exchange import Exchange, Question, Reply
    from perito.evidence.redaction import Redactor


Asked = TypeVar("Asked", Command, HttpRequest)

_QUOTED_MARK = re.compile(r"""(?<!['"\\])['"\\]*""" + re.escape(MARK.decode()) + r"""['"\\]*""")


class AskedAlike:
    """Recorded commands that had a secret in them, found without the quotes around it: a mark needs some that the
    secret may not have needed."""

    def __init__(self, questions: Iterable[Question]) -> None:
        marked = [one for one in questions if isinstance(one, Command) and MARK.decode() in one.script]
        self._known = {(unquoted(one.script), one.role): one for one in marked}

    def find(self, asked: Asked) -> Asked:
        """The question as it was recorded; itself where it was not."""
        if not self._known or not isinstance(asked, Command):
            return asked
        return self._known.get((unquoted(asked.script), asked.role), asked)


def sent(commands: Iterable[Command], redact: Redactor) -> list[Command]:
    """The commands as they are sent: the variables of a unit that were taken out of an answer are in them again."""
    return [replace(one, script=redact.restored(one.script)) for one in commands]


def unquoted(script: str) -> str:
    """A script without what quotes the marks in it."""
    return _QUOTED_MARK.sub(MARK.decode(), script) if MARK.decode() in script else script


def struck(exchange: Exchange, redact: Redactor) -> Exchange:
    """The exchange itself where nothing is to be taken out of it."""
    asked, answer = _question(exchange.asked, redact), _answer(exchange.answer, redact)
    return (
        exchange
        if asked == exchange.asked and answer == exchange.answer
        else replace(exchange, asked=asked, answer=answer)
    )


def _question(asked: Question, redact: Redactor) -> Question:
    text = redact.strike_text
    if isinstance(asked, Command):
        return replace(asked, script=text(asked.script), about=text(asked.about))
    if isinstance(asked, HttpRequest):
        return replace(asked, path=text(asked.path), body=text(asked.body))
    return text(asked)


def _answer(answer: Reply, redact: Redactor) -> Reply:
    text, data = redact.strike_text, redact.strike
    if isinstance(answer, Answer):
        return replace(answer, stdout=data(answer.stdout), stderr=data(answer.stderr), detail=text(answer.detail))
    if isinstance(answer, HttpReply):
        headers = tuple((name, text(value)) for name, value in answer.headers)
        return replace(answer, headers=headers, body=data(answer.body), detail=text(answer.detail))
    return redact.strike_json(answer)
