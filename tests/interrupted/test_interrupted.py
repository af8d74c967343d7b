"""Interrupted is not empty-handed: `check`, `grade`, `regrade` and `watch`, at any moment, by any of three signals."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import random
import signal
import socket
import subprocess
import sys
import termios
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.classroom.recorded_class import class_run, practice_with
from tests.cli.running import PERITO, ROOT, document, reach
from tests.cli.test_watch import GRADE, watching
from tests.interrupted import kills
from tests.interrupted.__main__ import AGENTS, STUDENTS, Range
from tests.interrupted.shot import LONGEST, SIGNALS, Ended, Shot, fire, hears
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.lab.lab import Lab
    from perito.lab.server import Server

SAMPLE = 10
OWN = "import time\n\n\ndef test_slow(host):\n    print(flush=True)\n    time.sleep(60)\n"


@pytest.fixture(scope="module")
def servers(lab: Lab) -> Iterator[list[Server]]:
    booted = [lab.up() for _number in range(STUDENTS)]
    yield booted
    for one in booted:
        one.down()


@pytest.fixture(scope="module")
def targets(servers: list[Server], tmp_path_factory: pytest.TempPathFactory) -> Range:
    return Range(servers, tmp_path_factory.mktemp("shots"))


def test_a_sample_of_signals(targets: Range) -> None:
    wrong: list[str] = []
    counted = targets.shoot(SAMPLE, random.Random(7), wrong.append)  # noqa: S311 - for places in time
    assert wrong == []
    assert sum(count for (_what, *more), count in counted.items() if more[-1:] == ["exit 3"]) >= SAMPLE // 2


def test_a_sample_of_kills(servers: list[Server], tmp_path: Path) -> None:
    killing = kills.Killing(servers, tmp_path, kills.practice(tmp_path / "practice"))
    counted = killing.kill(2, random.Random(7))  # noqa: S311 - for places in time
    assert killing.wrong == []
    assert counted["resumed", "exit 0"] == 1


def test_agents_are_seen_while_a_check_runs(targets: Range, servers: list[Server], tmp_path: Path) -> None:
    """What says afterwards that none is left would say so."""
    words = [*PERITO, "check", *map(str, reach(servers[0])), "--no-report"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        seen = servers[0].run(f"for i in $(seq 200); do {AGENTS} && exit; sleep 0.05; done").stdout
        program.wait(LONGEST)
    assert "perito" in seen


@pytest.mark.parametrize("number", SIGNALS, ids=lambda one: one.name)
def test_a_check_of_ones_own_that_takes_long(number: signal.Signals, servers: list[Server], tmp_path: Path) -> None:
    """What has ended is kept with its outcome, and what has not is named and costs nothing."""
    practice = practice_with(tmp_path / "practice")
    (practice / "checks" / "test_30_own.py").write_text(OWN)
    words = ("check", *reach(servers[0]), "--practice", practice, "--json", "r.json", "--lang", "en")
    ended = fire(words, Shot(number, 1.0, lines=14), tmp_path)
    assert (ended.status, ended.problems) == (3, [])
    result = document(tmp_path / "r.json")
    outcomes = {one["id"]: one["outcome"] for one in result["checks"]}
    assert outcomes.pop("own.slow") == "error"
    assert set(outcomes.values()) <= {"passed", "not_applicable"}
    assert len(outcomes) > 60
    assert not result["complete"]
    assert result["problems"][0]["reason"] == "interrupted"
    assert number.name in result["problems"][0]["text"]
    assert "own.slow" in result["problems"][1]["text"]
    done = len(outcomes)
    page = next(tmp_path.glob("reports/*/report.html")).relative_to(tmp_path)
    assert ended.said == [f"interrupted ({number.name}) when {done} checks had ended: {page}"]


def test_a_terminal_that_closes_ends_nothing_under_nohup(servers: list[Server], tmp_path: Path) -> None:
    words = [*PERITO, "check", *map(str, reach(servers[0])), "--json", "r.json"]
    program = subprocess.Popen(
        ["nohup", *words], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with program:
        assert hears(program)
        program.send_signal(signal.SIGHUP)
        _out, said = program.communicate(timeout=LONGEST)
    assert program.returncode == 0, said
    assert document(tmp_path / "r.json")["complete"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_watch_ends_with_a_line_and_leaves_the_terminal_as_it_was(
    number: signal.Signals, servers: list[Server]
) -> None:
    with watching(servers[0], terminal=True) as watch:
        watch.waits_for("Ctrl-C termina")
        watch.program.send_signal(number)
        assert watch.left() == 3
    assert watch.complained == f"perito: interrumpido ({number.name})\n"
    assert watch.said.rfind("\x1b[?25h") > watch.said.rfind("\x1b[?25l")


def test_ctrl_c_is_how_watch_ends(servers: list[Server]) -> None:
    with watching(servers[0]) as watch:
        watch.waits_for(GRADE)
        assert (watch.ends(), watch.complained) == (0, "")


@pytest.mark.parametrize("number", SIGNALS, ids=lambda one: one.name)
def test_before_a_connection_it_is_said_that_nothing_was_seen(number: signal.Signals, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        words = ("check", f"ssh://eve@127.0.0.1:{silent.getsockname()[1]}", "--timeout", "600", "--json", "r.json")
        ended = fire(words, Shot(number, 1.5), tmp_path)
    assert (ended.status, ended.problems, list(tmp_path.iterdir())) == (3, [], [])
    assert ended.said == [f"interrumpido ({number.name}) antes de haber visto nada: no se guarda nada"]


@pytest.mark.parametrize(("number", "after"), list(zip(SIGNALS, (0.0, 0.4, 0.8), strict=True)))
def test_regrade_report_and_export_are_interrupted_in_one_line(
    number: signal.Signals, after: float, tmp_path: Path
) -> None:
    class_run(tmp_path, {"a1": "sound", "a2": "not-enabled"})
    commands: list[tuple[object, ...]] = [
        ("regrade", store.demo("sound"), "--json", "r.json"),
        ("report", tmp_path / "a1", "--html", "h.html"),
        ("export", "csv", tmp_path),
    ]
    for words in commands:
        ended = fire(words, Shot(number, after), tmp_path)
        assert ended.problems == [], words
        for name in ("r.json", "h.html"):
            if (tmp_path / name).exists():
                assert (tmp_path / name).read_text().rstrip()[-1] in "}>"
    assert not list(tmp_path.rglob(".*.draft"))


@pytest.mark.parametrize("after", [0.5, 1.5, 2.5])
def test_a_class_that_is_saved_is_never_half_old(after: float, tmp_path: Path) -> None:
    """Every result is whole, and the class says of each student what the result does."""
    students = {f"a{number:02}": "not-enabled" for number in range(24)}
    run = tmp_path / "run"
    run.mkdir()
    class_run(run, students)
    dearer = practice_with(
        tmp_path / "practice", ("service.enabled:\n        points: 0.15", "service.enabled:\n        points: 1.2")
    )
    words = ("regrade", run, "--practice", dearer, "--save", "--replay", "-j", "2")
    ended = fire(words, Shot(signal.SIGTERM, after, group=True), tmp_path)
    assert ended.problems == []
    told = {one["id"]: one["score"] for one in json.loads((run / "class.json").read_text())["students"]}
    assert set(told) == set(students)
    for who, score in told.items():
        assert document(run / who / "result.json")["score"] == score
    assert not list(run.rglob(".*.draft"))


def full_pipe() -> tuple[int, int]:
    """Both ends of a pipe whose next write waits for its reader."""
    inlet, outlet = os.pipe()
    os.set_blocking(outlet, False)
    try:
        while os.write(outlet, b"\n" * 4096):
            pass
    except BlockingIOError:
        os.set_blocking(outlet, True)
    return inlet, outlet


LEFT_TO_WRITE = """
import os, signal, sys, threading, typer
from perito.cli.commands.common import guarded
from perito.support import signals

app = typer.Typer(add_completion=False)

@app.command()
def main(moment: str):
    print("left in the buffer")
    if moment == "before":
        signal.raise_signal(signal.SIGINT)
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()

with signals.held():
    signals.install()
    status = guarded(app)
os._exit(status)
"""


@pytest.mark.parametrize("moment", ["before", "while it waits"])
def test_what_is_left_to_write_keeps_nobody_from_ending_it(moment: str) -> None:
    """Standard output is full, and a text is still in the buffer when all is done."""
    inlet, outlet = full_pipe()
    try:
        ended = subprocess.run(
            [sys.executable, "-c", LEFT_TO_WRITE, moment], stdout=outlet, stderr=subprocess.PIPE, text=True,
            timeout=20, check=False, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": ""},
        )  # fmt: skip
    finally:
        os.close(inlet)
        os.close(outlet)
    assert ended.returncode == 3
    assert len(ended.stderr.splitlines()) == 1


def test_a_reader_that_reads_nothing_keeps_nobody_from_ending_it(servers: list[Server], tmp_path: Path) -> None:
    """The report waits for a pipe that is full; what was asked for is written all the same."""
    inlet, outlet = full_pipe()
    words = [*PERITO, "check", *map(str, reach(servers[0])), "--json", "r.json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words, cwd=tmp_path, env=environment, stdout=outlet, stderr=subprocess.PIPE, text=True
    ) as one:
        os.close(outlet)
        assert one.stderr is not None
        for line in one.stderr:
            if "comprobaciones hechas" in line:
                break
        pressing = threading.Timer(1.5, one.send_signal, [signal.SIGINT])
        pressing.start()
        said = one.stderr.read()
        pressing.join()
        assert one.wait(LONGEST) == 3
    os.close(inlet)
    assert len([line for line in said.splitlines() if line.startswith("perito: ")]) == 1
    assert document(tmp_path / "r.json")["complete"]


@pytest.mark.parametrize("number", SIGNALS, ids=lambda one: one.name)
def test_a_prompt_for_a_password_leaves_a_terminal_that_shows_what_is_typed(
    number: signal.Signals, tmp_path: Path
) -> None:
    ours, theirs = pty.openpty()
    words = [*PERITO, "check", "ssh://eve@127.0.0.1:9", "--ask-pass"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words, cwd=tmp_path, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    ) as program:  # fmt: skip
        said = b""
        while b"password: " not in said:
            said += os.read(ours, 4096)
        assert not echoes(theirs)
        program.send_signal(number)
        try:
            assert program.wait(LONGEST) == 3
        finally:
            program.kill()
    assert echoes(theirs)
    said = os.read(ours, 4096)
    os.close(theirs)
    os.close(ours)
    line = f"perito: interrumpido ({number.name}) antes de haber visto nada: no se guarda nada"
    assert said.decode().split("\r\n") == ["", line, ""]


def echoes(terminal: int) -> bool:
    """Whether a terminal shows what is typed (termios(3))."""
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def test_what_is_looked_for_afterwards_is_found() -> None:
    """A program that ended badly is told as such."""
    bad = Ended(1, "", "Traceback (most recent call last):\nperito: interrupted\n", 0.1, True, ["1 perito"])
    assert len(bad.problems) == 3
    assert Ended(3, "", "perito: interrupted\n", 0.1, True).problems == []
    assert len(Ended(-15, "", "", 0.1, True).problems) == 1
