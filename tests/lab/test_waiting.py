"""Who waits for another's build is told for whom, at once."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from perito.lab import Lab
from perito.lab.layers import Layer, ensure, locked
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLD = "import sys; from pathlib import Path; from perito.lab.layers import locked\n"
HOLD += "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
LATE = 60.0
UP = (sys.executable, "-m", "perito", "lab", "up")


@contextmanager
def building(place: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of the builds until its input ends."""
    place.mkdir(parents=True)
    words = [sys.executable, "-c", HOLD, str(place / "lock"), "trixie"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            assert holder.stdin is not None
            holder.stdin.close()


@pytest.mark.skipif(bool(Lab().missing()), reason="no server can boot here")
def test_lab_up_says_for_whom_it_waits(tmp_path: Path) -> None:
    environment = {**os.environ, "PERITO_LAB_DIR": str(tmp_path), "PERITO_LANG": "en"}
    with building(tmp_path / "layers") as holder:
        with subprocess.Popen(UP, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as waiting:
            assert waiting.stderr is not None
            late = threading.Timer(LATE, waiting.kill)
            late.start()
            said = waiting.stderr.readline()
            late.cancel()
            waiting.kill()
        assert said.startswith(f"perito: another build is under way; waiting for process {holder.pid}: ")
        assert said.rstrip().endswith("…") or "trixie" in said
    assert list((tmp_path / "layers").iterdir()) == [tmp_path / "layers" / "lock"]


def test_a_layer_that_is_there_is_waited_for_by_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with building(tmp_path / "layers"):
        layer = Layer(tmp_path / "layers" / "there")
        layer.directory.mkdir()
        ensure(layer, lambda _layer: pytest.fail("it is there"))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("written", "said"), [("", "otro proceso"), ("4194305", "el proceso 4194305")])
def test_a_holder_that_cannot_be_seen(written: str, said: str, tmp_path: Path) -> None:
    told: list[str] = []
    with building(tmp_path / "layers") as holder:
        (tmp_path / "layers" / "lock").write_text(written)

        def say(who: str) -> None:
            told.append(who)
            assert holder.stdin is not None
            holder.stdin.close()

        with locked(tmp_path / "layers" / "lock", say=say):
            assert (tmp_path / "layers" / "lock").read_text() == f"{os.getpid()}\n"
    assert told == [said]


def test_the_command_of_another_cannot_move_the_cursor(tmp_path: Path) -> None:
    told: list[str] = []
    place = tmp_path / "a\x1b[2Jb\nc"
    with building(place) as holder:

        def say(who: str) -> None:
            told.append(who)
            assert holder.stdin is not None
            holder.stdin.close()

        with locked(place / "lock", say=say):
            pass
    assert told[0].startswith(f"el proceso {holder.pid}: ")
    assert told[0].isprintable()
    assert len(told[0]) < 200
