"""Looking again, alone and later, where a limit may have refused our visit: and giving up without blaming anybody."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from perito.errors import CannotLook, Unseen
from perito.models.web import patience
from perito.models.web.names import Names
from perito.models.web.page import Page
from perito.transport.base import HttpReply, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITED = "limit_req_zone $binary_remote_addr zone=a:1m rate=5r/m;\nlimit_req zone=a;\n"


class Server:
    """A server that answers by the number of the attempt."""

    def __init__(self, replies: list[HttpReply], conf: str = LIMITED) -> None:
        self.replies = replies
        self.made: dict[HttpRequest, int] = {}
        self.nginx_files = SimpleNamespace(texts={"/etc/nginx/nginx.conf": conf})
        self.session = SimpleNamespace(replayed=False, number=self.made.get)
        self.trail: list[int] = []
        self.waited = 0.0

    def visit(self, request: HttpRequest) -> HttpReply:
        self.made[request] = len(self.made)
        return self.replies[min(request.attempt, len(self.replies) - 1)]


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., HttpReply]:
    """The reply that a page goes by; `straight`: what the application says past nginx."""
    monkeypatch.setattr("time.sleep", lambda _: None)

    def one(server: Server, straight: int = 200, path: str = "/") -> HttpReply:
        here: Any = server
        socket: Any = SimpleNamespace(reply_status=straight)
        site: Any = SimpleNamespace()
        return Page(here, Names("poc", "a", "/var/www/a"), site, socket).answered(HttpRequest(path, "a"))

    return one


OK, BUSY, MANY, CLOSED = HttpReply(200), HttpReply(503), HttpReply(429), HttpReply(0, failure="reset")


@pytest.mark.parametrize(
    ("replies", "conf"),
    [
        ([BUSY, OK], LIMITED),
        ([BUSY, BUSY, BUSY, OK], LIMITED),
        ([BUSY, OK], "limit_conn_zone $host zone=a:1m;\nserver { limit_conn a 1; }"),
        ([MANY, MANY, OK], ""),
        ([HttpReply(420), OK], "  limit_req_status 420;"),
        ([CLOSED, OK], "limit_conn_status 444;"),
    ],
)
def test_a_later_attempt_counts(answered: Callable[..., HttpReply], replies: list[HttpReply], conf: str) -> None:
    assert answered(Server(replies, conf)) == OK


@pytest.mark.parametrize(
    ("reply", "conf", "straight"),
    [
        (BUSY, "", 200),
        (BUSY, "# limit_req zone=a;", 200),
        (BUSY, LIMITED, 503),
        (CLOSED, LIMITED, 200),
        (HttpReply(500), LIMITED, 200),
        (HttpReply(404), LIMITED, 200),
        (HttpReply(0, failure="refused"), LIMITED, 200),
    ],
)
def test_what_no_limit_explains_is_asked_once(
    answered: Callable[..., HttpReply], reply: HttpReply, conf: str, straight: int
) -> None:
    server = Server([reply, OK], conf)
    assert answered(server, straight) == reply
    assert server.waited == 0


def test_a_limit_that_refuses_every_attempt_is_nobodys_mistake(answered: Callable[..., HttpReply]) -> None:
    server = Server([BUSY])
    with pytest.raises(CannotLook) as caught:
        answered(server)
    assert caught.value.reason is Unseen.UNCERTAIN
    assert server.waited == sum(patience.WAITS)


def test_all_of_a_server_is_waited_for_so_long_and_no_longer(answered: Callable[..., HttpReply]) -> None:
    server = Server([MANY])
    for path in range(20):
        with pytest.raises(CannotLook):
            answered(server, path=f"/{path}")
    assert server.waited <= patience.MOST


def test_what_was_asked_again_before_is_not_waited_for_again(answered: Callable[..., HttpReply]) -> None:
    server = Server([BUSY, BUSY, BUSY, OK])
    assert [answered(server) for _ in range(20)] == [OK] * 20
    assert server.waited == sum(patience.WAITS)
    assert len(server.made) == 4


def test_five_a_minute_are_waited_for() -> None:
    assert max(patience.WAITS) > 60 / 5
