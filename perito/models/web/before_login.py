"""The page before Perito logs in: a server can be made to work only while somebody is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from perito.models.wanted import Wanted
from perito.server import way
from perito.transport.base import HttpRequest

if TYPE_CHECKING:
    from perito.evidence.session import Session
    from perito.transport.base import HttpReply

TRIES: Final = (31, 32, 33)  # numbers of attempts, apart from those of other comparisons
PAUSE: Final = 0.3  # seconds between them
PATIENCE: Final = 3.5  # seconds for each: two packets may be lost
BAD: Final = 400
SLOW: Final = {"unreachable", "timeout"}  # so are all servers behind a firewall: one try is enough


def ask(session: Session) -> None:
    """Ask for the front page, up to three times until it is good, where the client reaches the server by itself.

    By the name that the user gave, or else by the server's address. The replies go into the evidence.
    """
    if not session.transport.is_direct() or way.via(session.evidence.target, _address(session)) != "direct":
        return
    for attempt in TRIES:
        reply = session.http(_request(session, attempt))
        if is_good(reply) or reply.failure in SLOW:
            return
        time.sleep(PAUSE)


def asked(session: Session) -> tuple[HttpRequest, HttpReply] | None:
    """The last of these requests and its reply; None where none was sent."""
    sent = [one for one in (_request(session, attempt) for attempt in TRIES) if session.number(one) is not None]
    return (sent[-1], session.http(sent[-1])) if sent else None


def is_good(reply: HttpReply) -> bool:
    """Whether a visitor sees a page, or is sent to one."""
    return not reply.failure and reply.status < BAD


def _request(session: Session, attempt: int) -> HttpRequest:
    wanted = Wanted.of(session.asked)
    names = [name for name in (wanted.server_name, *(name for _label, name in wanted.apps)) if name]
    address, port = way.web_address(session.evidence.target, _address(session))
    host = names[0] if names else address
    return HttpRequest("/", host, address, port, attempt=attempt, timeout=PATIENCE)


def _address(session: Session) -> str:
    return str(session.peer.get("host", ""))
