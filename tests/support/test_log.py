"""The log: nothing by default; where it is asked for, events and numbers, and no contents."""

from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
from typing import TYPE_CHECKING

from perito.evidence.session import Session
from perito.support import log
from perito.transport.base import Command
from perito.transport.target import Target
from tests.cli.running import PERITO, ROOT
from tests.evidence.test_session import Fake
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def regrade(*before: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Grade a recorded server again."""
    words = [*PERITO, *before, "regrade", str(store.demo("stopped"))]
    inherited = {name: value for name, value in os.environ.items() if name not in {log.VARIABLE, "PERITO_NO_SKIPS"}}
    return subprocess.run(
        words, capture_output=True, text=True, check=False, env={**inherited, "PYTHONPATH": str(ROOT), **environment}
    )


def events(text: str) -> list[dict[str, object]]:
    """The lines that are JSON."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_nothing_is_logged_by_default() -> None:
    assert not events(regrade().stderr)


def test_aloud_it_goes_to_standard_error_and_the_report_stays_as_it_is() -> None:
    aloud, quiet = regrade("-v"), regrade()
    assert aloud.stdout == quiet.stdout
    found = events(aloud.stderr)
    assert [found[0]["event"], found[-1]["event"]] == ["begin", "end"]
    assert found[-1]["status"] == aloud.returncode == 1
    failed = [one["id"] for one in found if one["event"] == "check" and one["outcome"] == "failed"]
    assert failed == ["service.active"]


def test_to_a_file_of_its_owners_that_is_added_to(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "perito.log"
    for _ in range(2):
        assert not events(regrade(PERITO_LOG=str(path)).stderr)
    assert [one["event"] for one in events(path.read_text())].count("begin") == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    ended = regrade(PERITO_LOG=str(tmp_path))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    assert f"PERITO_LOG {tmp_path}" in ended.stderr


def test_no_contents_and_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "perito.log"
    monkeypatch.setenv(log.VARIABLE, str(path))
    monkeypatch.setattr(log.LOGGER, "handlers", [])
    log.begin()
    asked = Command("run hunter2-secret", about="run hunter2-secret")
    session = Session.live(Target(password="hunter2-secret"), transport=Fake())
    session.open()
    session.ask(asked)
    log.LOGGER.setLevel(logging.CRITICAL)
    for handler in log.LOGGER.handlers:
        handler.stream.close()  # type: ignore[attr-defined]
    written = path.read_text()
    assert [one["event"] for one in events(written)] == ["open", "command"]
    assert "hunter2" not in written
