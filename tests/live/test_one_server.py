"""What must hold of every grading, shown on the reference server."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

from perito.evidence import recording as evidences
from perito.evidence.session import Session
from tests.live.grading import graded, of_session

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from perito.documents.result import Result
    from perito.lab.server import Server

LOGS = ("var/log/", "run/")


def layer(upper: Path) -> dict[str, tuple[int, int]]:
    """Every file of a server's writable layer with its size and modification time, logs aside."""
    found = {}
    for path in upper.rglob("*"):
        name = str(path.relative_to(upper))
        if not path.is_dir() and not name.startswith(LOGS):
            status = path.lstat()
            found[name] = (status.st_size, status.st_mtime_ns)
    return found


def comparable(result: Result) -> dict[str, object]:
    """A result document without its times and without what only a live server has."""
    document: dict[str, object] = json.loads(result.to_json())
    for name in ("started", "finished", "stats"):
        del document[name]
    for check in document["checks"]:  # type: ignore[attr-defined] # a list, by the schema
        del check["duration"]
    return document


def test_grading_leaves_no_trace_but_log_lines(lab_server: Server) -> None:
    graded(lab_server)  # the first login makes what every first login makes
    before = layer(lab_server.upper)
    graded(lab_server)
    assert layer(lab_server.upper) == before


def test_the_first_grading_leaves_no_trace_either(lab_server: Server) -> None:
    # The service's own control socket appears a moment after its first answer.
    lab_server.run("until [ -S /home/usuario/.gunicorn/gunicorn.ctl ]; do sleep 0.05; done", timeout=10)
    before = layer(lab_server.upper)
    graded(lab_server)
    assert layer(lab_server.upper) == before


def test_a_replay_gives_the_same_document_without_a_network(
    lab_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, seen = graded(lab_server)
    path = tmp_path / "evidence.jsonl.gz"
    seen.save(path)

    def no_network(*_: object) -> None:
        raise AssertionError("a replay opened a socket")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    replayed = of_session(Session.replay(path))
    assert comparable(replayed) == comparable(result)
    assert lab_server.password not in {"", None}


def test_few_round_trips_and_no_question_asked_alone(lab_server: Server) -> None:
    result, _seen = graded(lab_server)
    assert result.stats["misses"] == 0
    assert result.stats["round_trips"] <= 6


def test_asking_ahead_changes_nothing(lab_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    result, _seen = graded(lab_server)
    monkeypatch.setattr(Session, "ask_ahead", lambda self, commands: None)
    alone, _seen = graded(lab_server)
    outcomes = {(check.id, check.outcome) for check in result.checks}
    assert {(check.id, check.outcome) for check in alone.checks} == outcomes


def test_every_finding_points_at_its_evidence(lab_server: Server, tmp_path: Path) -> None:
    result, seen = graded(lab_server)
    seen.save(tmp_path / "evidence.jsonl")
    numbers = {exchange.number for exchange in evidences.load(tmp_path / "evidence.jsonl").exchanges}
    for check in result.checks:
        assert set(check.evidence) <= numbers
        assert check.evidence or check.outcome == "not_applicable", check.id
