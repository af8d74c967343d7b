"""What workers are forked from has loaded everything: the first server costs no more than the second."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.cli.running import ROOT
from tests.recorded import store

AFTERWARDS = """
import json, sys
from pathlib import Path
import perito.classroom.preload
from perito.practice import locate
from perito.classroom import worker
from perito.classroom.job import How, Person, Recorded

before = set(sys.modules)
how = How(locate.find().directory)
result = worker.replayed(Recorded(Person("a"), Path(sys.argv[1]), Path("none"), how))
worker.documents(None, result, how)
print(json.dumps([result.score.grade, sorted(set(sys.modules) - before)]))
"""


def test_the_first_server_loads_nothing_more() -> None:
    words = [sys.executable, "-W", "error", "-c", AFTERWARDS, str(store.demo("sound"))]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    grade, loaded = json.loads(ended.stdout)
    assert grade == 10
    own = [
        name for name in loaded if name.split(".")[0] in {"perito", "_pytest", "pytest", "paramiko", "jinja2", "checks"}
    ]
    assert own == []
