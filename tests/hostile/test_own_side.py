"""Where Perito runs: streams that are closed, full or left by their reader, and terminals that write next to nothing.

Every command in every such place ends with the status that docs/cli.md names, without a traceback.
"""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from tests.classroom.recorded_class import class_run
from tests.cli.running import ROOT
from tests.hostile.attack import case

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.attack import Attempt, Run

PROMISE = "the documented status, at most a line on standard error"
PERITO = f"{shlex.quote(sys.executable)} -m perito"
# A command, and its status where nothing is wrong.
COMMANDS = {
    "check": ("check ssh://u@127.0.0.1:9 --no-report --timeout 5", 3),
    "regrade": ("regrade RUN/ana", 1),
    "regrade a class": ("regrade RUN", 0),
    "report": ("report RUN/ana", 0),
    "report a class": ("report RUN", 0),
    "report a document": ("report RUN/ana --json -", 0),
    "explain": ("explain --run RUN/ana 1", 0),
    "export": ("export csv RUN", 0),
    "grade": ("grade r.yaml --run made", 3),
    "lint": ("lint", 0),
    "roster show": ("roster show r.yaml", 0),
    "run diff": ("run diff RUN/ana RUN/ana", 0),
    "watch": ("watch ssh://u@127.0.0.1:9 --timeout 5", 3),
    "--help": ("--help", 0),
    "--version": ("--version", 0),
}
DOCUMENTS = {"report a document", "export"}  # a closed standard output loses them
SILENT = {"check", "watch"}  # nothing on standard output where nobody is reached
BARE = f"env -i PATH={shlex.quote(os.environ['PATH'])} PYTHONPATH={shlex.quote(str(ROOT))} HOME=."
# What a shell makes of a command, and the status instead of the usual one: of documents, of others.
PLACES: dict[str, tuple[str, int | None, int | None]] = {
    "a closed standard output": ("{} >&-", 2, None),
    "a closed standard error": ("{} 2>&-", None, None),
    "no stream at all": ("{} <&- >&- 2>&-", 2, None),
    "a full standard output": ("{} >full", 2, 2),
    "a full standard error": ("{} 2>full", None, None),
    "a reader that takes one line": ("{{ {}; echo $? >status; }} | head -1", None, None),
    "a reader that takes nothing": ("{{ {}; echo $? >status; }} | true", None, None),
    "an output in ASCII": ("PYTHONIOENCODING=ascii {}", None, None),
    "the locale C": (BARE + " LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 {}", None, None),
    "the locale POSIX without UTF-8 mode": (BARE + " LC_ALL=POSIX PYTHONUTF8=0 {}", None, None),
    "no locale": (BARE + " {}", None, None),
    "a locale that does not exist": (BARE + " LC_ALL=xx_YY.UTF-8 LANG=zz {}", None, None),
}
EVERY = [case((command, place), "own side", f"{place}, {command}", PROMISE) for place in PLACES for command in COMMANDS]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class's run."""
    return class_run(tmp_path_factory.mktemp("run") / "run", {"ana": "stopped"})


@pytest.mark.parametrize("which", EVERY)
def test_in_a_poor_place(which: tuple[str, str], run: Path, attempt: Attempt) -> None:
    command, place = which
    words, usual = COMMANDS[command]
    (attempt.place / "r.yaml").write_text("students:\n  - {id: ana, host: 127.0.0.1, port: 9, user: u}\n")
    os.mknod(attempt.place / "full", 0o600 | 0o020000, os.makedev(1, 7))
    shell, document, other = PLACES[place]
    line = shell.format(f"{PERITO} {words}".replace("RUN", shlex.quote(str(run))))
    ended = attempt.run("sh", "-c", line, env={"PERITO_LANG": "es"})
    (attempt.place / "full").unlink()
    instead = document if command in DOCUMENTS else None if command in SILENT else other
    assert status(ended) == (usual if instead is None else instead), ended.err
    lines = [one for one in ended.err.splitlines() if one.startswith("perito: ")]
    assert len(lines) <= (1 if command != "grade" else 4), ended.err
    if "reader" in place and not usual:
        assert "leía" not in ended.err
        assert "BrokenPipe" not in ended.err


def status(ended: Run) -> int:
    """Of the command, also where it is not the last of a pipe."""
    told = ended.place / "status"
    return int(told.read_text()) if told.exists() else int(ended.status or 0)


@pytest.mark.parametrize(
    "words", [case(("--json", "-"), "own side", "a reader leaves, files stay", "every file is whole")]
)
def test_a_reader_that_leaves_costs_no_file(words: tuple[str, ...], run: Path, attempt: Attempt) -> None:
    line = f"{PERITO} report {shlex.quote(str(run / 'ana'))} {' '.join(words)} --html r.html --junit r.xml | true"
    attempt.run("sh", "-c", line)
    assert (attempt.place / "r.html").read_text().rstrip().endswith("</html>")
    assert (attempt.place / "r.xml").read_text().rstrip().endswith(">")
