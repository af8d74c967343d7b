"""A connection that is opened in the background, and what is asked over it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.cli.commands.opening import Opening
from perito.evidence.session import Session
from perito.practice import locate
from perito.transport.base import Reason, TransportError
from perito.transport.target import Kind, Target
from tests.evidence.test_session import Fake

if TYPE_CHECKING:
    from perito.transport.base import Transport

SERVER = Target(Kind.SSH, "server")
EXTENDED = Target(Kind.SSH, "server", heroku="https://app.example")


class Closed(Fake):
    """Lets nobody in."""

    def open(self) -> None:
        raise TransportError(Reason.REFUSED, "closed")


def opening(target: Target, transport: Transport, monkeypatch: pytest.MonkeyPatch) -> Opening:
    session = Session.live(target, transport=transport)
    monkeypatch.setattr(Session, "live", lambda _target, **_more: session)
    return Opening(target, locate.find())


@pytest.mark.parametrize(("target", "batches"), [(SERVER, 1), (EXTENDED, 0)], ids=["server", "extension"])
def test_the_first_round_is_under_way_unless_a_platform_comes_first(
    target: Target, batches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = Fake()
    with opening(target, fake, monkeypatch) as one:
        one.session()
        assert (len(fake.batches), fake.waited, fake.closed) == (batches, [], 0)
    assert fake.closed == 1


def test_why_nobody_was_let_in_is_told_where_the_session_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    with opening(SERVER, Closed(), monkeypatch) as one, pytest.raises(TransportError, match="closed"):
        one.session()
