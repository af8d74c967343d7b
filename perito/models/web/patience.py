"""Looking again, alone and later, where a server may have refused us for how we looked.

A limit of requests or of connections counts our own visits: several at once, more than one a second. It is kept to
visitors as it should be, and says nothing about the site.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from perito.server.server import Server
    from perito.transport.base import Command, HttpRequest

WAITS: Final = (0.5, 4.0, 13.0)  # seconds before each further attempt: the last is longer than five a minute needs
MOST: Final = 60.0  # seconds of waiting for one server
TOO_MANY: Final = 429  # RFC 6585, 4
UNAVAILABLE: Final = 503  # what nginx says where limit_req_status and limit_conn_status say nothing
CLOSED: Final = 444  # nginx's: no answer at all
SAYING: Final = frozenset(range(400, 600))
REFUSING: Final = frozenset({400, 401, 403, 405, 406, 418, 421, TOO_MANY})
LIMIT: Final = re.compile(r"^[^#\n]*\blimit_(?:req|conn)(?:_status\s+(\d{3}))?\b", re.MULTILINE)


def attempts(server: Server, question: Callable[[int], Command | HttpRequest]) -> Iterator[int]:
    """Numbers of further attempts, each after a wait of its own; those that were made before, and all in a replay,
    at once. `question`: what the attempt of a number asks."""
    for number, seconds in enumerate(WAITS, 1):
        if not server.session.replayed and server.session.number(question(number)) is None:
            if server.waited + seconds > MOST:
                return
            server.waited += seconds
            time.sleep(seconds)
        yield number


def limits(server: Server) -> frozenset[int]:
    """The statuses by which this server may say that somebody asks too often; 0 stands for no answer."""
    given = [found for text in server.nginx_files.texts.values() for found in LIMIT.findall(text)]
    statuses = {int(status) for status in given if status} | ({UNAVAILABLE} if given else set())
    return frozenset({TOO_MANY, *statuses, *({0} if CLOSED in statuses else ())})


def exhausted(status: int) -> CannotLook:
    """What is said where no attempt came through."""
    return CannotLook(
        Unseen.UNCERTAIN,
        _("the server limits how often one may ask, and refused every attempt of ours ({status})").format(
            status=status or CLOSED
        ),
    )
