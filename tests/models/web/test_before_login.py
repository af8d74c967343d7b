"""The page before the login and after it: a server that works only while somebody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from perito.evidence.session import Session
from perito.models.web import before_login
from perito.transport.base import HttpReply, Transport
from perito.transport.target import HttpMode, Kind, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Command, HttpRequest, Wait

GOOD, BAD, BLOCKED = HttpReply(200, body=b"<h1>Hola</h1>"), HttpReply(502), HttpReply(0, failure="unreachable")


class Way(Transport):
    """A server that gives these replies in turn, then the last one."""

    def __init__(self, *replies: HttpReply, direct: bool = True) -> None:
        self.replies, self.direct, self.hosts = list(replies), direct, list[str]()
        self.logged_in = False

    def open(self) -> None:
        self.logged_in = True

    def is_direct(self) -> bool:
        return self.direct

    def peer(self) -> dict[str, str | int | None]:
        return {"host": "192.0.2.7", "port": 22, "user": "root"}

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        assert not self.logged_in
        self.hosts += [f"{one.host} at {one.address}:{one.port}" for one in requests]
        return [self.replies.pop(0) if len(self.replies) > 1 else self.replies[0] for _one in requests]

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        raise NotImplementedError

    def close(self) -> None:
        """Nothing."""


def opened(way: Way, monkeypatch: pytest.MonkeyPatch, **target: Any) -> Session:
    monkeypatch.setattr(before_login, "PAUSE", 0)
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
    ],
)
def test_a_page_that_is_not_good_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, replies: list[HttpReply], tries: int, last: HttpReply
) -> None:
    way = Way(*replies)
    session = opened(way, monkeypatch, apps=(("", "mi_app"),))
    assert way.hosts == ["mi_app at 192.0.2.7:80"] * tries
    found = before_login.asked(session)
    assert found is not None
    assert (found[1].status, found[1].failure) == (last.status, last.failure)
    again = Session.of(session.evidence)
    assert before_login.asked(again) == found  # a recording has it


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ({}, "192.0.2.7 at 192.0.2.7:80"),
        ({"server_name": "sitio", "apps": (("", "mi_app"),)}, "sitio at 192.0.2.7:80"),
        ({"url_base": "http://127.0.0.1:8080"}, "127.0.0.1 at 127.0.0.1:8080"),
    ],
)
def test_it_is_asked_for_where_pages_are(monkeypatch: pytest.MonkeyPatch, target: dict[str, Any], where: str) -> None:
    way = Way(GOOD)
    opened(way, monkeypatch, **target)
    assert way.hosts == [where]


@pytest.mark.parametrize(
    ("direct", "target"), [(False, {}), (True, {"http": HttpMode.TUNNEL}), (True, {"jump": "bastion"})]
)
def test_where_the_client_has_no_way_of_its_own_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch, *, direct: bool, target: dict[str, Any]
) -> None:
    way = Way(GOOD, direct=direct)
    session = opened(way, monkeypatch, **target)
    assert way.hosts == []
    assert before_login.asked(session) is None
