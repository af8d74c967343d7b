"""Workers end with the grader, whatever ends that, and say nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.classroom.recorded_class import class_run
from tests.cli.running import PERITO, ROOT, perito
from tests.interrupted.shot import Shot, fire, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
SOON = 20.0
POOL = """
import sys
from pathlib import Path
from perito.classroom.dispatch import Dispatcher
from perito.classroom.job import How, Job, Person
from perito.classroom.pools import Local
from perito.transport.target import Target
from tests.classroom.misbehaving_jobs import behave

width, ids = int(sys.argv[1]), sys.argv[2:]
jobs = [Job(Person(one, directory=one), Target(), How(Path("practice"))) for one in ids]
pool = Local(width)
for done in Dispatcher(pool, behave).through(jobs, lambda _job: None):
    print(done.student.status)
pool.close()
"""


@contextmanager
def grading(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A program in a session of its own, of which nothing stays behind."""
    with subprocess.Popen(
        words, env=ENVIRONMENT, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    ) as program:  # fmt: skip
        try:
            yield program
        finally:
            for line in running(program.pid):
                os.kill(int(line.split()[0]), signal.SIGKILL)


def gone(session: int) -> list[str]:
    """What is left of a session when it has had time to end."""
    end = time.monotonic() + SOON
    while (left := running(session)) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def wait_for(file: Path) -> None:
    end = time.monotonic() + SOON
    while not file.exists():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize("number", range(3))
def test_workers_that_come_when_all_is_done_say_nothing(number: int) -> None:
    """Eight are started for one job: some find the pool closed."""
    ended = subprocess.run(
        [sys.executable, "-c", POOL, "8", f"a{number}"], env=ENVIRONMENT, cwd=ROOT, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "graded\n", "")


@pytest.mark.parametrize("students", [2, 3])
def test_a_class_of_unreachable_hosts_says_who_they_are_and_no_more(students: int, tmp_path: Path) -> None:
    roster = tmp_path / "roster.yaml"
    roster.write_text("students:\n" + "".join(f"- {{id: a{n}, host: 127.0.0.1, port: 9}}\n" for n in range(students)))
    ended = perito("grade", roster, "--run", tmp_path / "run")
    assert ended.status == 3
    assert [line[:4] for line in ended.err.splitlines()] == [f"{n + 1}/{students} " for n in range(students)]


def test_when_the_grader_is_killed_its_workers_end_and_say_nothing(tmp_path: Path) -> None:
    files = [tmp_path / "one", tmp_path / "two"]
    with grading(sys.executable, "-c", POOL, "2", *(f"late {file}" for file in files)) as program:
        for file in files:
            wait_for(file)
        program.kill()
        _out, said = program.communicate(timeout=SOON)
        assert gone(program.pid) == []
    assert said == ""


def test_when_the_grader_is_killed_while_checks_run_nothing_is_said(tmp_path: Path) -> None:
    """pytest runs in the workers, and would tell in pages that nobody listens."""
    class_run(tmp_path, {f"a{number}": "sound" for number in range(40)})
    for after in (0.05, 0.3, 0.6):
        with grading(*PERITO, "regrade", str(tmp_path), "--replay", "-j", "2") as program:
            end = time.monotonic() + SOON
            while len([line for line in running(program.pid) if "forkserver" in line]) < 3:
                assert program.poll() is None
                assert time.monotonic() < end
                time.sleep(0.01)
            time.sleep(after)
            program.kill()
            _out, said = program.communicate(timeout=SOON)
            assert gone(program.pid) == []
        assert said == ""


@pytest.mark.parametrize("after", [0.4, 0.7, 1.0, 1.5])
def test_a_signal_to_all_while_workers_start_is_one_line(after: float, tmp_path: Path) -> None:
    """Ctrl-C at a terminal reaches what workers are forked from, too."""
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        line = f"host: 127.0.0.1, port: {silent.getsockname()[1]}}}\n"
        roster = "students:\n" + "".join(f"- {{id: a{number}, {line}" for number in range(4))
        (tmp_path / "roster.yaml").write_text(roster)
        ended = fire(("grade", "roster.yaml", "--run", "run"), Shot(signal.SIGINT, after, group=True), tmp_path)
    assert (ended.status, ended.problems) == (3, [])
    assert len(ended.err.splitlines()) == 1
