"""What could not be seen is an error: never a mistake of the student's, and never a pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.errors import Unseen
from perito.evidence import recording as evidence
from perito.evidence.recording import Evidence
from perito.evidence.session import Session
from perito.transport.base import Answer, Command
from tests.live.grading import of_session
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result

    Outcomes = dict[tuple[str | None, str], Outcome]

# A sound server, one that says little of its gunicorn, and some whose service or
# nginx is down.
SERVERS = (
    "sound", "unit-variables-of-a-file", "unit-dynamic-user", "nginx-stopped", "pending-nginx-not-started",
    "pending-code-not-started",
)  # fmt: skip
JUDGED = (Outcome.PASSED, Outcome.FAILED)


def recording(name: str, place: Path) -> Path:
    if name in store.DEMO:
        return store.demo(name)
    path = place / f"{name}{store.SUFFIX}"
    path.write_bytes(store.library()[name])
    return path


def outcomes(result: Result) -> Outcomes:
    return {(check.deployment, check.id): check.outcome for check in result.checks}


def unanswered(seen: Evidence, number: int) -> Evidence:
    """The same recording, but one command took too long."""
    late = Answer(None, trouble=Unseen.TIMEOUT, detail="too late")
    exchanges = [replace(one, answer=late) if one.number == number else one for one in seen.exchanges]
    return replace(seen, exchanges=exchanges)


@pytest.mark.parametrize("name", SERVERS)
def test_a_command_without_an_answer(name: str, tmp_path: Path) -> None:
    seen = evidence.load(recording(name, tmp_path))
    before = outcomes(of_session(Session.of(seen)))
    commands = [one for one in seen.exchanges if isinstance(one.asked, Command)]
    assert len(commands) > 20
    wrong = []
    for one in commands:
        after = outcomes(of_session(Session.of(unanswered(seen, one.number))))
        # A consequence of a mistake that is no longer seen may become a failure of its own; what was sound may not.
        allowed = {Outcome.FAILED: (Outcome.FAILED, Outcome.BLOCKED), Outcome.PASSED: (Outcome.PASSED,)}
        wrong += [
            (one.number, check, str(outcome))
            for check, outcome in after.items()
            if outcome in JUDGED and check in before and before[check] not in allowed[outcome]
        ]
    assert wrong == []


def test_a_server_of_which_nothing_was_seen() -> None:
    seen = Evidence({"kind": "ssh", "address": "nobody"}, nonce="0" * 32)
    seen.record("peer", {"host": "nobody", "port": 22, "user": "nobody"})
    result = of_session(Session.of(seen))
    assert not result.complete
    assert [check.id for check in result.checks if check.outcome in JUDGED] == []
