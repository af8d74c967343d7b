"""A session asks once, keeps everything, and replays without a server."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from perito.errors import Unseen
from perito.evidence.recording import STRUCK
from perito.evidence.session import CannotLook, Session, require
from perito.transport.base import Answer, Command, HttpReply, HttpRequest, Role, Transport, Wait
from perito.transport.target import Kind, Target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Fake(Transport):
    """Answers with the script, and counts."""

    def __init__(self) -> None:
        self.batches: list[list[Command]] = []
        self.waited: list[Command] = []
        self.sent: list[list[HttpRequest]] = []
        self.closed = 0

    @property
    def user(self) -> str | None:
        return "ana"

    def peer(self) -> dict[str, str | int | None]:
        return {"host": "server", "port": 22, "user": "ana"}

    def open(self) -> None:
        self.round_trips = 0

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        self.batches.append(list(commands))
        self.round_trips += 1
        return [partial(self.answer, command) for command in commands]

    def answer(self, command: Command) -> Answer:
        self.waited.append(command)
        return Answer(0, command.script.encode())

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        self.sent.append(list(requests))
        return [HttpReply(200, body=request.path.encode()) for request in requests]

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def session(fake: Fake) -> Session:
    target = Target(Kind.SSH, "server", apps=(("poc", "x"),), sudo_password="hunter2!")
    session = Session.live(target, transport=fake, rubric="r1")
    session.open()
    return session


A, B, C = Command("a"), Command("b", Role.ROOT), Command("c")


def test_each_question_once(session: Session, fake: Fake) -> None:
    answers = session.ask_all([A, B, A])
    assert [answer.stdout for answer in answers] == [b"a", b"b", b"a"]
    assert session.ask_all([B, C])[1].stdout == b"c"
    assert session.ask(Command("a", timeout=99)).stdout == b"a"
    assert fake.batches == [[A, B], [C]]
    assert session.round_trips == 2
    assert [session.number(one) for one in (A, B, C)] == [1, 2, 3]
    assert session.number(Command("a", Role.ROOT)) is None
    assert session.ask_all([]) == []


def test_what_is_forgotten_is_asked_anew_and_the_last_answer_is_replayed(
    session: Session, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.ask_all([A, B])
    monkeypatch.setattr(fake, "answer", lambda _command: Answer(0, b"later"))
    session.forget([A, C])
    assert [answer.stdout for answer in session.ask_all([A, B])] == [b"later", b"b"]
    assert session.number(A) == 3
    again = Session.of(session.evidence)
    assert [answer.stdout for answer in again.ask_all([A, B])] == [b"later", b"b"]
    again.forget([A])
    assert (again.ask(A).stdout, again.number(A)) == (b"later", 3)


def test_asked_ahead_is_waited_for_when_it_is_wanted(session: Session, fake: Fake) -> None:
    session.ask_ahead([A, B])
    session.ask_ahead([B, C])
    assert (fake.batches, fake.waited) == ([[A, B], [C]], [])
    assert session.ask(B).stdout == b"b"
    assert (fake.waited, session.misses, session.number(B), session.number(A)) == ([B], 0, 1, None)
    assert [answer.stdout for answer in session.ask_all([A, B])] == [b"a", b"b"]
    assert fake.waited == [B, A]
    session.await_all()
    session.await_all()
    assert (fake.waited, session.number(C), len(fake.batches)) == ([B, A, C], 3, 2)


def test_what_is_forgotten_under_way_is_asked_anew(session: Session, fake: Fake) -> None:
    session.ask_ahead([A])
    session.forget([A])
    session.ask_all([A])
    assert (fake.batches, session.number(A)) == ([[A], [A]], 2)


def test_a_replay_asks_nothing_ahead(session: Session) -> None:
    session.ask_all([A])
    again = Session.of(session.evidence)
    again.ask_ahead([A, B])
    again.await_all()
    assert (again.number(B), len(again.evidence.exchanges)) == (None, 1)


def test_misses_count_what_was_not_asked_together(session: Session) -> None:
    session.ask(C)
    assert session.misses == 0
    session.ask_all([A])
    session.ask(A)
    assert session.misses == 0
    session.ask(B)
    assert session.misses == 1


def test_http_once(session: Session, fake: Fake) -> None:
    one, two = HttpRequest("/1", "x"), HttpRequest("/2", "x")
    assert session.http(one).body == b"/1"
    assert [reply.body for reply in session.http_all([two, one])] == [b"/2", b"/1"]
    assert fake.sent == [[one], [two]]
    assert session.number(two) == 2


def test_facts_of_the_client_once(session: Session) -> None:
    produced = iter([{"a": 1}, {"a": 2}])
    assert session.remember("hosts", lambda: next(produced)) == {"a": 1}
    assert session.remember("hosts", lambda: next(produced)) == {"a": 1}
    assert session.number("hosts") == 1


def test_live_sees_what_a_replay_will_see(session: Session) -> None:
    assert session.ask(Command("say hunter2!")).stdout == b"say [redacted]"
    assert session.http(HttpRequest("/hunter2!", "x")).body == b"/[redacted]"


def test_replay(session: Session, fake: Fake, tmp_path: Path) -> None:
    session.ask_all([A, B])
    session.http(HttpRequest("/", "x"))
    session.remember("hosts", lambda: ["x"])
    session.save(tmp_path / "e.gz")
    session.close()
    with Session.replay(tmp_path / "e.gz") as again:
        again.open()
        assert (again.nonce, again.address, again.user) == (session.nonce, "server", "ana")
        assert abs((again.now - session.now).total_seconds()) < 0.01
        assert again.asked.apps == (("poc", "x"),)
        assert again.evidence.extra == {"rubric": "r1", STRUCK: "by value"}
        assert again.ask_all([A, B]) == session.ask_all([A, B])
        assert again.http(HttpRequest("/", "x")) == session.http(HttpRequest("/", "x"))
        assert again.remember("hosts", lambda: ["y"]) == ["x"]
        assert again.stats() == session.stats()
        numbers = [again.number(one) for one in (A, B, HttpRequest("/", "x"), "hosts")]
        assert numbers == [1, 2, 3, 4]
        missing = again.ask(C)
        assert (missing.exit_code, missing.trouble) == (None, Unseen.NOT_RECORDED)
        assert again.http(HttpRequest("/9", "x")).failure == "not_recorded"
        assert again.number(C) is None
        with pytest.raises(CannotLook) as error:
            again.remember("dns", lambda: 1)
        assert error.value.reason == "not_recorded"
        assert len(again.evidence.exchanges) == 4
    assert fake.closed == 1


def test_stats(session: Session) -> None:
    session.ask_all([A, B])
    session.http(HttpRequest("/", "x"))
    session.ask(C)
    stats = session.stats()
    assert (stats["command"], stats["http"], stats["round_trips"], stats["misses"]) == (3, 1, 2, 1)


def test_nonces_differ(fake: Fake) -> None:
    nonces = {Session.live(Target(), transport=fake).nonce for _ in range(10)}
    assert len(nonces) == 10
    assert all(len(nonce) == 32 for nonce in nonces)


def test_threads(session: Session, fake: Fake) -> None:
    threads = [threading.Thread(target=lambda: session.ask_all([Command(str(n)) for n in range(50)])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(batch) for batch in fake.batches) == 50
    assert [one.number for one in session.evidence] == list(range(1, 51))


def test_require() -> None:
    assert require(Answer(0, b"x")).stdout == b"x"
    with pytest.raises(CannotLook) as error:
        require(Answer(None, trouble=Unseen.TIMEOUT, detail="stopped after 1 s"))
    assert (error.value.reason, error.value.detail) == ("timeout", "stopped after 1 s")


def test_this_machine() -> None:
    session = Session.live(Target())
    session.open()
    with session:
        assert session.ask(Command("echo hi")).stdout == b"hi\n"
        assert session.user


def test_a_recording_of_an_earlier_version_answers_as_it_was_asked(tmp_path: Path) -> None:
    """Its evidence number is the recorded one; live, only the question of today is asked."""
    today = Command("new", Role.ROOT, formerly=("older", "old"))
    fake = Fake()
    live = Session.live(Target(Kind.SSH, "server"), transport=fake)
    live.open()
    assert live.ask(Command("old", Role.ROOT)).stdout == b"old"
    live.save(tmp_path / "evidence.jsonl")
    assert live.ask(replace(today, formerly=())).stdout == b"new"
    replayed = Session.replay(tmp_path / "evidence.jsonl")
    assert (replayed.ask(today).stdout, replayed.ask_all([today])[0].stdout) == (b"old", b"old")
    assert (replayed.number(today), replayed.whole(today).stdout) == (1, b"old")
    assert replayed.ask(replace(today, formerly=("older",))).trouble is Unseen.NOT_RECORDED
    assert replayed.transport.run([today])[0].stdout == b"old"
    assert "formerly" not in (tmp_path / "evidence.jsonl").read_text()
