"""What a practice's own checks asked the last time, asked ahead: together, not one round trip for each.

Only looks are asked ahead, and only those that no earlier command of the practice could have changed the answer of:
nothing that was asked after a command that may write, and no log where a request leaves a line in one.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from perito.evidence.mark import MARK
from perito.practice.looks import Kind, at_logs, told
from perito.server.host import question
from perito.support import atomic_write, reading
from perito.support.home import caches
from perito.transport.base import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from perito.evidence.session import Session
    from perito.transport.base import Command

SCHEMA: Final = "perito/questions/1"
MOST: Final = 500  # questions of one practice
LONGEST: Final = 4096  # characters of one
FORGOTTEN: Final = 200  # practices; the ones longest unused go
Asked = tuple[str, str]


def ask_ahead(session: Session, digest: str) -> None:
    """Send what the practice with this digest asked the last time; the checks find the answers ready."""
    if not session.replayed:
        session.ask_ahead([question(script, Role(role)) for script, role in _read(digest)["first"]])


def keep(session: Session, digest: str) -> None:
    """Keep what the checks asked, for the next time. A place that cannot be written is no matter."""
    if session.replayed or not session.by_checks:
        return
    before = _read(digest)
    first, later = sorted_out(session.by_checks, session.without_secrets)
    later = list(dict.fromkeys([*before["later"], *later]))[:MOST]
    first = [one for one in dict.fromkeys([*before["first"], *first]) if one not in set(later)]
    if any(told(script).kind is Kind.REQUEST for script, _role in first):
        first = [one for one in first if not at_logs(one[0])]
    made = {"first": first[:MOST], "later": later}
    if made != before:
        with suppress(OSError):
            path = _file(digest)
            atomic_write.directory(path.parent)
            _forget(path.parent)
            atomic_write.write(path, json.dumps({"schema": SCHEMA, **made}).encode())


def sorted_out(asked: Iterable[Command], struck: Callable[[str], str] = str) -> tuple[list[Asked], list[Asked]]:
    """Those that can be asked first, and those whose answers may depend on an earlier one; in order.

    `struck`: takes the secrets out of a text; a question that has one is not kept.
    """
    first: list[Asked] = []
    later: list[Asked] = []
    written = False
    for one in asked:
        kind = told(one.script).kind
        written = written or kind >= Kind.UNKNOWN
        if _fit(one.script) and struck(one.script) == one.script:
            (later if written else first).append((one.script, str(one.role)))
    return first, later


def _fit(script: str) -> bool:
    """Whether a question may be kept: no secret is in it, and it is no document."""
    return len(script) <= LONGEST and MARK.decode() not in script and script.isprintable()


def _read(digest: str) -> dict[str, list[Asked]]:
    """What is kept; nothing where that cannot be read. Whoever wrote the file: only looks are first."""
    nothing: dict[str, list[Asked]] = {"first": [], "later": []}
    try:
        data = json.loads(reading.content(_file(digest)))
        found = {name: [_asked(one) for one in data[name]][:MOST] for name in nothing}
    except (OSError, ValueError, LookupError, TypeError):
        return nothing
    found["first"] = [one for one in found["first"] if _fit(one[0]) and told(one[0]).kind <= Kind.REQUEST]
    return found


def _asked(one: Any) -> Asked:
    script, role = one
    return str(script), str(Role(role))


def _forget(directory: Path) -> None:
    kept = sorted(directory.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-FORGOTTEN]:
        atomic_write.remove(path)


def _file(digest: str) -> Path:
    return caches() / "questions" / f"{digest}.json"
