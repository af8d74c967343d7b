"""Asking ahead saves round trips: the same servers, asked one question at a time.

That it changes nothing else is proved of every recording, in test_recorded.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.evidence.session import Session
from perito.models.web import settling
from tests.live.grading import of_session
from tests.recorded.asked import asked_again, comparable
from tests.recorded.store import SUFFIX
from tests.recorded.test_recorded import KNOWN, MOST, library

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["library"]


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_one_question_at_a_time_says_the_same_in_more_round_trips(
    name: str, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "MOMENTS", 0)
    replay = Session.replay(library / f"{name}{SUFFIX}")
    expected = comparable(of_session(replay))
    monkeypatch.setattr(Session, "ask_ahead", lambda self, commands: None)
    alone = asked_again(replay.evidence)
    assert comparable(of_session(alone)) == expected
    assert alone.round_trips > MOST
