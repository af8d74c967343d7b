"""A whole grading of a recorded server of which one answer was damaged, and every report of it.

An input is two bytes that choose the exchange, and the answer as tests/fuzz/readers.py packs it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from perito.evidence.session import Session
from perito.report import formats
from perito.transport.base import Answer, HttpReply
from tests.fuzz.readers import answer, pack
from tests.fuzz.target import Target
from tests.live.grading import of_session
from tests.recorded import altered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perito.evidence.recording import Evidence

SERVERS = ("sound", "stopped")
FORMATS = ("json", "junit", "html", "sarif", "tap")


@cache
def seeds(name: str) -> Sequence[bytes]:
    """Every answer of a recorded server as an input."""
    found = []
    for place, one in enumerate(altered.recorded(name).exchanges):
        said = one.answer
        head = place.to_bytes(2)
        if isinstance(said, Answer) and len(said.stdout) < 1 << 16:
            found.append(head + pack(said.exit_code, said.stdout, said.stderr))
        elif isinstance(said, HttpReply):
            found.append(head + pack(said.status % 7, said.body, b""))
    return found


def damaged(seen: Evidence, data: bytes) -> Evidence:
    """The evidence with the input in the place of the answer that it chooses."""
    place = int.from_bytes(data[:2]) % len(seen.exchanges)
    said, choice = answer(data[2:])
    exchanges = list(seen.exchanges)
    old = exchanges[place].answer
    if isinstance(old, Answer):
        exchanges[place] = replace(exchanges[place], answer=said)
    elif isinstance(old, HttpReply):
        status = old.status if choice == 0 else 100 + choice
        exchanges[place] = replace(exchanges[place], answer=replace(old, status=status, body=said.stdout))
    return replace(seen, exchanges=exchanges)


def _graded(name: str, data: bytes) -> None:
    """Graded, told in every format, and no check ended with a bug of ours."""
    seen = damaged(altered.recorded(name), data)
    session = Session.of(seen)
    result = of_session(session)
    assert result.score.earned is not None
    for kind in FORMATS:
        formats.render(kind, result, session.evidence)


def targets() -> Iterator[Target]:
    """One for each server."""
    for name in SERVERS:
        yield Target(f"whole/{name}", partial(_graded, name), partial(seeds, name), swells=False)
