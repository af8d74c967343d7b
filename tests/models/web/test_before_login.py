"""The page before the login and after it: a server that works only while somebody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from perito import models
from perito.classroom import worker
from perito.cli.commands.opening import Opening
from perito.evidence.session import Session
from perito.grading import public
from perito.models.web import before_login
from perito.practice import locate
from perito.support.deadline import Deadline
from perito.transport import knock
from perito.transport.base import Transport
from perito.transport.target import HttpMode, Kind, Target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perito.transport.base import Command, HttpReply, HttpRequest, Wait

GOOD, BAD, BLOCKED, LATE = (200, ""), (502, ""), (0, "unreachable"), (0, "timeout")


class Way(Transport):
    """A server, and what came of knocking at it in turn, the last one again and again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *replies: tuple[int, str], direct: bool = True) -> None:
        self.replies, self.direct, self.hosts = list(replies), direct, list[str]()
        self.logged_in, self.seconds = False, list[float]()
        monkeypatch.setattr(before_login, "PAUSE", 0)
        monkeypatch.setattr(knock, "status", self.status)

    def status(self, one: HttpRequest) -> tuple[int, str]:
        assert not self.logged_in
        self.hosts.append(f"{one.host} at {one.address}:{one.port}")
        self.seconds.append(one.timeout)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def open(self) -> None:
        self.logged_in = True

    def is_direct(self) -> bool:
        return self.direct

    def peer(self) -> dict[str, str | int | None]:
        return {"host": "192.0.2.7", "port": 22, "user": "root"}

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        raise NotImplementedError

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        raise NotImplementedError

    def close(self) -> None:
        """Nothing."""


def opened(way: Way, **target: Any) -> Session:
    session = Session.live(Target(Kind.SSH, host="vm", **target), transport=way, before=before_login.ask)
    session.open()
    return session


@pytest.mark.parametrize(
    ("replies", "tries", "last"),
    [
        ([GOOD], 1, GOOD),
        ([BAD, GOOD], 2, GOOD),  # an application that has lost its database once
        ([BAD], 3, BAD),
        ([BLOCKED], 1, BLOCKED),
        ([LATE, GOOD], 2, GOOD),  # the first visitor waits
        ([LATE], 2, LATE),
    ],
)
def test_a_page_that_is_not_good_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, replies: list[tuple[int, str]], tries: int, last: tuple[int, str]
) -> None:
    way = Way(monkeypatch, *replies)
    session = opened(way, apps=(("", "mi_app"),))
    assert way.hosts == ["mi_app at 192.0.2.7:80"] * tries
    found = before_login.visit(session)
    assert found is not None
    assert (found.status, found.failure) == last
    assert before_login.visit(Session.of(session.evidence)) == found  # a recording has it


def test_a_short_deadline_leaves_no_time_to_hear_a_slow_page(monkeypatch: pytest.MonkeyPatch) -> None:
    way = Way(monkeypatch, LATE)
    session = Session.live(Target(Kind.SSH, host="vm"), transport=way, before=before_login.ask)
    session.time.deadline = Deadline(8.0)
    session.open()
    assert way.seconds == [pytest.approx(1.6, abs=0.3)]
    assert before_login.visit(session) is None


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ({}, "192.0.2.7 at 192.0.2.7:80"),
        ({"server_name": "sitio", "apps": (("", "mi_app"),)}, "sitio at 192.0.2.7:80"),
        ({"url_base": "http://127.0.0.1:8080"}, "127.0.0.1 at 127.0.0.1:8080"),
    ],
)
def test_it_is_asked_for_where_pages_are(monkeypatch: pytest.MonkeyPatch, target: dict[str, Any], where: str) -> None:
    way = Way(monkeypatch, GOOD)
    opened(way, **target)
    assert way.hosts == [where]


@pytest.mark.parametrize(
    ("direct", "target"), [(False, {}), (True, {"http": HttpMode.TUNNEL}), (True, {"jump": "bastion"})]
)
def test_where_the_client_has_no_way_of_its_own_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch, *, direct: bool, target: dict[str, Any]
) -> None:
    way = Way(monkeypatch, GOOD, direct=direct)
    session = opened(way, **target)
    assert way.hosts == []
    assert before_login.visit(session) is None


def test_every_way_of_grading_asks_before_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []
    real = Session.live

    def live(target: Target, **more: Any) -> Session:
        given.append(more.get("before"))
        return real(target, transport=Way(monkeypatch, GOOD), **more)

    monkeypatch.setattr(Session, "live", live)
    practice, target = locate.find(), Target(Kind.SSH, host="vm", apps=(("", "mi_app"),))
    worker._live(target, practice).open()
    with public._opened(target, None, None):
        pass
    with Opening(target, practice) as opening:
        opening._thread.join()
    assert len(given) == 3
    assert all(given)


def test_a_practice_that_compares_nothing_asks_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    way = Way(monkeypatch, GOOD)
    session = Session.live(Target(Kind.SSH, host="vm"), transport=way)
    (tmp_path / "checks").mkdir()
    (tmp_path / "rubric.yaml").write_text("practice: p\nmodel: web\nsteps: []\n", encoding="utf-8")
    models.before_login(locate.find(tmp_path), session)
    assert way.hosts == []
    models.before_login(locate.find(), session)
    assert way.hosts == ["192.0.2.7 at 192.0.2.7:80"]
