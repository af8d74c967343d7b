"""Asking ahead saves time and changes nothing: on every server of the library, with and without it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from perito.evidence import recording
from perito.evidence.recording import Evidence
from perito.evidence.session import Session
from perito.lab import faults, variants
from perito.models.flask import survey
from perito.transport.base import Transport
from tests.cli import running
from tests.live.grading import of_session
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perito.documents.result import Result
    from perito.transport.base import Command, HttpReply, HttpRequest, Wait

KNOWN = faults.catalogue() | variants.catalogue()
FREE = 2  # questions that some odd server may need beyond what was foreseen; each costs a turn of its own


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
    """What must be alike; the numbers of the evidence follow the order of the questions."""
    document = running.comparable(json.loads(result.to_json()))
    for one in (*document["root_causes"], *document["checks"]):
        del one["evidence"]
    return document


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_asking_ahead_changes_nothing(
    name: str, library: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey, "MOMENTS", 0)  # a recording does not come to rest by being waited for
    path = tmp_path / f"{name}{store.SUFFIX}"
    path.write_bytes(library[name])
    seen = recording.load(path)
    ahead = asked_again(seen)
    foreseen = comparable(of_session(ahead))
    monkeypatch.setattr(Session, "ask_ahead", lambda self, commands: None)
    alone = asked_again(seen)
    assert comparable(of_session(alone)) == foreseen
    assert ahead.misses <= FREE
    assert ahead.round_trips <= 6 < alone.round_trips


@pytest.fixture(scope="session")
def library() -> dict[str, bytes]:
    return store.library()
