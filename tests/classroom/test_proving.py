"""A class's practice is proved in a process forked from the workers' parent, and says what a started one would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from perito.grading import soundness
from perito.practice import locate, rubric
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROVED = """
import json, sys
from pathlib import Path
from perito.classroom import pools
from perito.grading import soundness
from perito.practice import locate

def told(collect, seconds):
    soundness.LONGEST = seconds
    found = locate.find(Path(sys.argv[1]))
    return soundness.problems(found, found.rubric, collect)

if __name__ == "__main__":
    with pools.warming("local") as forked:
        print(json.dumps(told(forked, float(sys.argv[2]))))
"""


def forked(practice: Path, seconds: float, scratch: Path) -> list[str]:
    """The problems of a practice as the forked process tells them; that process says nothing itself."""
    script = scratch / "proved.py"
    script.write_text(PROVED)
    ended = subprocess.run(
        [sys.executable, str(script), str(practice), str(seconds)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=scratch,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stderr == ""
    found: list[str] = json.loads(ended.stdout)
    return found


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A copy of the practice at the root, its words left out."""
    place = tmp_path / "practice"
    shutil.copytree(ROOT / "checks", place / "checks")
    for name in ("conftest.py", "rubric.yaml"):
        shutil.copy(ROOT / name, place)
    return place


@pytest.mark.parametrize(
    ("code", "seconds"),
    [
        ("import os\nos.write(1, b'out')\nos.write(2, b'why it ends')\nos._exit(7)\n", 10.0),
        ("raise SystemExit('no')\n", 10.0),
        ("print(undefined)\n", 10.0),
        ("while True:\n    pass\n", 1.0),
        ("", 10.0),
    ],
    ids=["exit", "SystemExit", "NameError", "endless", "sound"],
)
def test_it_tells_what_a_started_one_tells(
    code: str, seconds: float, practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (practice / "checks" / "test_90_mine.py").write_text(code)
    found = locate.find(practice)
    rubric.load(found.rubric)
    monkeypatch.setattr(soundness, "LONGEST", seconds)
    started = soundness.problems(found, found.rubric)
    assert bool(started) is bool(code)
    said = forked(practice, seconds, tmp_path)
    assert said == started


def test_what_a_practice_says_after_pytest_is_heard_by_nobody(practice: Path, tmp_path: Path) -> None:
    """pytest captures only while it runs; the grader's own streams belong to its report."""
    code = "import os, threading, time\n\ndef say():\n    while True:\n        os.write(1, b'out')\n"
    code += (
        "        os.write(2, b'err')\n        time.sleep(0.001)\n\nthreading.Thread(target=say, daemon=True).start()\n"
    )
    (practice / "checks" / "test_90_mine.py").write_text(code)
    assert forked(practice, 10.0, tmp_path) == []
