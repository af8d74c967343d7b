"""A visit's cookies: their names are kept, their values are not, and a replay finds the visit again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from perito.evidence import recording
from perito.evidence.recording import Evidence
from perito.transport.base import HttpReply, HttpRequest

if TYPE_CHECKING:
    from pathlib import Path

STARTED = datetime(2026, 1, 1, tzinfo=UTC)
VISIT = HttpRequest("/", "mi-app", cookies="session", cookie="session=very-secret")


def test_names_are_kept_and_values_are_not(tmp_path: Path) -> None:
    evidence = Evidence({"kind": "ssh"}, "nonce", started=STARTED)
    evidence.record(VISIT, HttpReply(200))
    path = tmp_path / "evidence.jsonl"
    evidence.save(path)
    assert b"very-secret" not in path.read_bytes()
    (kept,) = recording.load(path).exchanges
    assert kept.asked == VISIT
    assert isinstance(kept.asked, HttpRequest)
    assert (kept.asked.cookies, kept.asked.cookie) == ("session", "")


def test_a_visit_without_any_is_written_as_before(tmp_path: Path) -> None:
    evidence = Evidence({"kind": "ssh"}, "nonce", started=STARTED)
    evidence.record(HttpRequest("/", "mi-app"), HttpReply(200))
    path = tmp_path / "evidence.jsonl"
    evidence.save(path)
    asked = json.loads(path.read_text().splitlines()[1])["asked"]
    assert not {"cookie", "cookies"} & asked.keys()
