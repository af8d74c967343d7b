"""A recorded server: answers by equality of the question, no network."""

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
    """Returns recorded answers; a question without one has trouble, never a guessed answer."""

    def __init__(
        self, answers: Mapping[Command, Answer], replies: Mapping[HttpRequest, HttpReply] | None = None
    ) -> None:
        self._answers = answers
        self._replies: Mapping[HttpRequest, HttpReply] = replies or {}

    def open(self) -> None:
        """Nothing to connect to."""

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        """As Transport; Unseen.NOT_RECORDED for questions without an answer."""
        return [partial(self._answer, command) for command in commands]

    def _answer(self, command: Command) -> Answer:
        missing = Answer(None, trouble=Unseen.NOT_RECORDED, detail=NOT_RECORDED)
        return next((self._answers[form] for form in command.forms() if form in self._answers), missing)

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        """As Transport; failure `not_recorded` for requests without a reply."""
        return [self._reply(request) for request in requests]

    def _reply(self, request: HttpRequest) -> HttpReply:
        missing = HttpReply(0, failure="not_recorded", detail=NOT_RECORDED)
        return next((self._replies[form] for form in request.forms() if form in self._replies), missing)

    def close(self) -> None:
        """Nothing to disconnect from."""
