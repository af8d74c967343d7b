"""A recorded server with some of its answers replaced: what the lab cannot boot, told as such a server tells it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perito.evidence import recording
from perito.evidence.session import Session
from perito.probes.systemd.journal import journal
from perito.transport.base import Answer, Command
from tests.live.grading import of_session
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.documents.result import Result
    from perito.evidence.recording import Evidence
    from perito.probes.base import Probe
    from perito.probes.systemd.journal import JournalLine

UNIT = "flask_app.service"


# The whole archive is unpacked but once for all of these.
BASES = frozenset({
    "application-500", "application-raises", "application-worker-killed", "firewall-drops-web", "flask-too-old",
    "nginx-stopped", "service-crash-loop", "socket-umask-077",
})  # fmt: skip


@cache
def bases() -> dict[str, bytes]:
    """The evidence files of BASES."""
    return {name: data for name, data in store.library().items() if name in BASES}


@cache
def recorded(name: str) -> Evidence:
    """What was recorded of a fault or variant of BASES, or of the sound server."""
    if name in store.DEMO:
        return recording.load(store.demo(name))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"{name}{store.SUFFIX}"
        path.write_bytes(bases()[name])
        return recording.load(path)


def altered(seen: Evidence, words: Mapping[str, str]) -> Evidence:
    """With words of its answers replaced, wherever they stand; each must stand somewhere."""
    changed = seen
    for old, new in words.items():
        exchanges = [replace(one, answer=_changed(one.answer, old.encode(), new.encode())) for one in changed.exchanges]
        assert exchanges != changed.exchanges, f"no answer has {old!r}"
        changed = replace(changed, exchanges=exchanges)
    return changed


def _changed(answer: Any, old: bytes, new: bytes) -> Any:
    if not isinstance(answer, Answer):
        return answer
    return replace(answer, stdout=answer.stdout.replace(old, new), stderr=answer.stderr.replace(old, new))


def answered(seen: Evidence, probe: Probe[Any], said: str, exit_code: int = 0) -> Evidence:
    """With another answer to a question, or one to a question that it was not asked."""
    answer = Answer(exit_code, said.encode())
    known = [one for one in seen.exchanges if one.asked == probe.command]
    exchanges = [replace(one, answer=answer) if one in known else one for one in seen.exchanges]
    changed = replace(seen, exchanges=exchanges)
    if not known:
        changed.record(probe.command, answer)
    return changed


def loads(seen: Evidence) -> Evidence:
    """With a try of ours to load the application that succeeds, as where only the service is confined."""
    exchanges = [
        replace(one, answer=replace(one.answer, exit_code=0))
        if isinstance(one.asked, Command) and "--check-config" in one.asked.about
        else one
        for one in seen.exchanges
    ]
    return replace(seen, exchanges=exchanges)


def lines(seen: Evidence, unit: str = UNIT) -> list[JournalLine]:
    """The unit's journal, as last asked for."""
    probe = journal(unit)
    answer = [one.answer for one in seen.exchanges if one.asked == probe.command][-1]
    assert isinstance(answer, Answer)
    return probe.read(answer)


def kernel_line(message: str, time: float) -> str:
    """A line of the kernel's, as journalctl -o json has it."""
    return json.dumps({"MESSAGE": message, "__REALTIME_TIMESTAMP": str(int(time * 1e6)), "_TRANSPORT": "kernel"}) + "\n"


def graded(seen: Evidence) -> Result:
    """What it comes to."""
    return of_session(Session.of(seen))


def causes(seen: Evidence) -> list[str]:
    """The findings of its root causes; of one without words of its own, the check."""
    return [cause.finding or cause.check for cause in graded(seen).root_causes]
