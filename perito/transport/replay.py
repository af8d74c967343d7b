"""A server as it was recorded: answers by equality of the question, and no network at all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perito.errors import Unseen
from perito.transport.base import Answer, HttpReply, Transport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.transport.base import Command, HttpRequest, Wait

NOT_RECORDED = "this was not asked when the evidence was taken"


class ReplayTransport(Transport):
    """Gives back recorded answers; what was not recorded is trouble, never a guess."""

    def __init__(
        self, answers: Mapping[Command, Answer], replies: Mapping[HttpRequest, HttpReply] | None = None
    ) -> None:
        self._answers = answers
        self._replies: Mapping[HttpRequest, HttpReply] = replies or {}

    def open(self) -> None:
        """There is nothing to connect to."""

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        """As Transport; Unseen.NOT_RECORDED where it was never asked."""
        return [partial(self._answer, command) for command in commands]

    def _answer(self, command: Command) -> Answer:
        missing = Answer(None, trouble=Unseen.NOT_RECORDED, detail=NOT_RECORDED)
        return self._answers.get(command, missing)

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        """As Transport; failure `not_recorded` where it was never asked."""
        missing = HttpReply(0, failure="not_recorded", detail=NOT_RECORDED)
        return [self._replies.get(request, missing) for request in requests]

    def close(self) -> None:
        """There is nothing to leave."""
