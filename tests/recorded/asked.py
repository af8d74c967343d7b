"""A recorded server that is asked as a live one is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from perito.documents.outcome import ADVICE_STEP
from perito.evidence.recording import Evidence
from perito.evidence.session import Session
from perito.transport.base import Transport
from tests.cli import running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.documents.result import Result
    from perito.transport.base import Command, HttpReply, HttpRequest, Wait


class Recorded(Transport):
    """A server that answers as it was recorded, and is asked as a live one is."""

    def __init__(self, seen: Evidence) -> None:
        self.session = Session.of(seen)

    def open(self) -> None: ...

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        self.round_trips += 1
        return self.session.transport.begin(commands)

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        return self.session.transport.http(requests)

    def close(self) -> None: ...


def asked_again(seen: Evidence) -> Session:
    """A session in which nothing is known but what the client found out by itself."""
    fresh = Evidence(dict(seen.target), seen.nonce, started=seen.started)
    for one in seen.exchanges:
        if isinstance(one.asked, str):
            fresh.record(one.asked, one.answer)
    return Session(Recorded(seen), fresh)


def comparable(result: Result) -> dict[str, Any]:
    """What must be alike; the numbers of the evidence follow the order of the questions.

    Not what two sources say: a recording of before there were two has one, and asked anew it is no recording.
    """
    document = running.comparable(json.loads(result.to_json()))
    advice = tuple(f"{one['title']}: " for one in document["checks"] if one["step"] == ADVICE_STEP)
    document["problems"] = [one for one in document["problems"] if not one["text"].startswith(advice)]
    for kind in ("checks", "root_causes"):
        document[kind] = [one for one in document[kind] if one["step"] != ADVICE_STEP]
    for one in (*document["root_causes"], *document["checks"]):
        del one["evidence"]
    return document
