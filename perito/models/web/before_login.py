"""The page before Perito logs in: a server can be made to work only while somebody is there."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from perito.models.wanted import Wanted
from perito.server import way
from perito.transport import knock
from perito.transport.base import HttpRequest

if TYPE_CHECKING:
    from perito.evidence.session import Session

TRIES: Final = (3.5, 6.5, 3.5)  # seconds for each: two packets may be lost, and a first page may take long to make
ONCE: Final = "unreachable"  # so are all servers behind a firewall
SLOW: Final = "timeout"
CUT: Final = "not_asked"  # there was no time to wait for it
SHARE: Final = 4  # of what answers may take until the deadline
LONGEST, SHORTEST = 60.0, 0.05  # seconds
PAUSE: Final = 0.3  # seconds between them
BAD: Final = 400


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visitor got: the request, and the status, or 0 and the `failure` of HttpReply."""

    request: HttpRequest
    status: int
    failure: str

    @property
    def is_good(self) -> bool:
        """Whether a page came, or where to find one."""
        return not self.failure and self.status < BAD

    @property
    def was_accepted(self) -> bool:
        """Whether somebody took the request, and may have passed it to the program."""
        return self.failure not in {ONCE, "refused"}


def ask(session: Session) -> None:
    """Ask for the front page, up to three times until it is good, where the client reaches the server by itself: what
    does not answer in ten seconds is asked no more.

    By the name that the user gave, or else by the server's address. What came goes into the evidence.
    """
    if session.transport.is_direct() and way.via(session.evidence.target, _address(session)) == "direct":
        request, deadline = _request(session), session.time.deadline
        most = LONGEST if deadline is None else deadline.for_answers() / SHARE
        session.remember(_key(request), lambda: _tried(request, most))


def visit(session: Session) -> Visit | None:
    """What came before the login; None where nothing was asked, or where there was no time to hear it."""
    request = _request(session)
    found = session.recalled(_key(request))
    return Visit(request, int(found["status"]), str(found["failure"])) if found and found["failure"] != CUT else None


def _tried(request: HttpRequest, most: float) -> dict[str, int | str]:
    until = time.monotonic() + most
    for attempt, seconds in enumerate(TRIES):
        left = until - time.monotonic()
        status, failure = knock.status(replace(request, timeout=min(seconds, max(SHORTEST, left))))
        if failure in {ONCE, SLOW} and left < seconds:
            return {"status": 0, "failure": CUT}
        if Visit(request, status, failure).is_good or failure == ONCE or (attempt and failure == SLOW):
            break
        time.sleep(PAUSE)
    return {"status": status, "failure": failure}


def _key(request: HttpRequest) -> str:
    return f"before the login: http://{request.host}/ at {request.address}:{request.port}"


def _request(session: Session) -> HttpRequest:
    wanted = Wanted.of(session.asked)
    names = [name for name in (wanted.server_name, *(name for _label, name in wanted.apps)) if name]
    address, port = way.web_address(session.evidence.target, _address(session))
    return HttpRequest("/", names[0] if names else address, address, port)


def _address(session: Session) -> str:
    return str(session.peer.get("host", ""))
