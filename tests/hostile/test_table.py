"""The table of attacks tells what was held from what was not, by itself and with workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASES = """
import sys
import pytest
from tests.hostile.attack import attack, case

@attack("floods", "a program that grows", "memory is bounded")
def test_grows(attempt):
    ended = attempt.run(sys.executable, "-c", "x = bytearray(200 << 20); print('done')", memory=150)

@attack("hangs", "a program that sleeps", "a deadline")
def test_sleeps(attempt):
    attempt.run("sleep", "60", deadline=0.3)

@attack("own side", "a program of ours that crashes", "no traceback")
def test_crashes(attempt):
    attempt.run(sys.executable, "-c", "1/0")

@attack("own side", "a program that exits with 4", "never 4")
def test_four(attempt):
    attempt.run("sh", "-c", "exit 4")

@attack("injection", "an escape code", "never raw")
def test_escape(attempt):
    attempt.run("printf", "a\\\\033[2Jb")

@pytest.mark.parametrize("status", [case(1, "own side", "a sound program", "told")])
def test_sound(status, attempt):
    assert attempt.run("sh", "-c", "echo fine; exit 1", memory=20).status == status

@attack("liars", "a lie that pays", "no points")
def test_pays(attempt):
    attempt.lie(gained=2.5, named=False)

@attack("liars", "a lie that is named", "no points")
def test_named(attempt):
    attempt.lie(gained=0, named=True)

@attack("liars", "a sound server", "not accused")
def test_accused(attempt):
    attempt.sound(["integrity.nginx"])

@attack("sshd", "no server here", "told")
def test_skipped(attempt):
    pytest.skip("no lab")
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_what_the_table_says(tmp_path: Path, workers: tuple[str, ...]) -> None:
    (tmp_path / "test_cases.py").write_text(CASES)
    words = [sys.executable, "-m", "pytest", "-p", "tests.hostile.conftest", "-p", "tests.conftest"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PERITO_NO"))}
    done = subprocess.run(
        [*words, f"--rootdir={tmp_path}", *workers, str(tmp_path)],
        cwd=ROOT, env=inherited, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    told = {row: _verdict(done.stdout, row) for row in ("a program that grows", "a program that sleeps", "a sound pr")}
    assert told == {"a program that grows": "NOT HELD", "a program that sleeps": "NOT HELD", "a sound pr": "held"}
    for row in ("of ours that crashes", "exits with 4", "an escape code", "lie that pays", "a sound server"):
        assert _verdict(done.stdout, row) == "NOT HELD", row
    for line in (
        "floods        0 of 1 held (0 %)", "own side      1 of 3 held", "sshd          0 of 0 held",
        "all           2 of 9 held (22 %)", "points gained by lies: 2.5", "lies named: 1 of 2",
        "sound unusual servers accused: 1 of 1",
    ):  # fmt: skip
        assert line in done.stdout, done.stdout[-6000:]
    assert "exit 1: fine" in done.stdout
    assert "200 MiB" not in _row(done.stdout, "a sound pr")


def _row(text: str, start: str) -> str:
    table = text[text.index(" attacks =") :]
    return next(line for line in table.splitlines() if start in line and line.endswith(("held", "HELD", "tried")))


def _verdict(text: str, start: str) -> str:
    return "NOT HELD" if _row(text, start).endswith("NOT HELD") else "held"
