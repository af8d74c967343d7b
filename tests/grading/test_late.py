"""The deadline of the whole: what was seen is judged, the rest is nobody's fault, and every document is there."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import perito
from perito.documents.result import Outcome
from perito.errors import Unseen
from perito.evidence.recording import Evidence, load
from perito.evidence.session import Session
from perito.evidence.unanswered import Time
from perito.support import signals, threads
from perito.support.deadline import Deadline
from perito.transport.base import Answer, Command, HttpReply, HttpRequest, Transport
from tests.cli.running import PERITO, run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perito.transport.base import Wait

SOUND = Path(__file__).parent.parent / "recorded" / "sound.jsonl.gz"


class Stuck(Transport):
    """Answers as a recording does, but for some questions, which it lets wait until it is closed."""

    def __init__(self, evidence: Evidence, stuck: Callable[[Command], bool]) -> None:
        self.known = {one.asked: one.answer for one in evidence.exchanges}
        self.stuck, self.over = stuck, threading.Event()

    def open(self) -> None:
        """There is nothing to connect to."""

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        return [lambda one=one: self._answer(one) for one in commands]  # type: ignore[misc]

    def _answer(self, command: Command) -> Answer:
        found = next((self.known[form] for form in command.forms() if form in self.known), None)
        if self.stuck(command) or not isinstance(found, Answer):
            self.over.wait(30)
            return Answer(None, trouble=Unseen.LOST, detail="closed")
        return found

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        return [HttpReply(0, failure="refused") for _ in requests]

    def close(self) -> None:
        self.over.set()


def test_what_has_no_answer_costs_nothing_and_what_has_one_is_judged() -> None:
    evidence = load(SOUND)
    stuck = Stuck(evidence, lambda command: "journalctl" in command.script or "nginx" in command.script)
    session = Session(stuck, replace(Evidence(evidence.target, evidence.nonce), started=evidence.started))
    began = time.monotonic()
    result = perito.grade(session, deadline=3)
    assert time.monotonic() - began < 8
    outcomes = [check.outcome for check in result.checks]
    assert not result.complete
    assert Outcome.PASSED in outcomes
    assert Outcome.ERROR in outcomes
    assert "3 s" in result.problems[0].text
    assert all(check.outcome is not Outcome.FAILED for check in result.checks if "3 s" in check.detail)
    kept = {one.asked for one in session.evidence.exchanges if isinstance(one.asked, Command)}
    assert kept
    assert not any(stuck.stuck(command) for command in kept)


def test_a_check_that_computes_for_ever_is_ended() -> None:
    def spin() -> None:
        with signals.limited(0.3):
            while True:
                pass

    began = time.monotonic()
    with pytest.raises(signals.Late):
        spin()
    assert time.monotonic() - began < 5
    time.sleep(0.1)  # nothing rings afterwards


def test_nothing_rings_where_it_was_in_time() -> None:
    with signals.limited(0.1):
        pass
    time.sleep(0.3)


def test_in_another_thread_nothing_is_limited() -> None:
    def work() -> int:
        with signals.limited(0.01):
            time.sleep(0.1)
            return 1

    assert threads.within(5, work) == 1


def test_who_is_asked_outside_has_no_longer_than_the_whole() -> None:
    clock = Time(Deadline(0.4))
    began = time.monotonic()
    with pytest.raises(perito.CannotLook, match="--deadline"):
        clock.within(lambda: time.sleep(20))
    assert time.monotonic() - began < 5
    assert clock.unanswered == 1
    assert Time(Deadline(9)).within(lambda: 3) == 3


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", "nan"])
def test_what_is_no_time_is_told(seconds: str, tmp_path: Path) -> None:
    seen = run(*PERITO, "check", "ssh://a@127.0.0.1:1", "--deadline", seconds, "--no-report", cwd=tmp_path)
    assert seen.status == 2
    assert "--deadline" in seen.err
    assert len(seen.err.splitlines()) == 1
