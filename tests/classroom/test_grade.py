"""`perito grade`: a class of real servers, with some that cannot be graded, interrupted and taken up again."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from tests.classroom.dask_cluster import cluster
from tests.cli.running import ROOT, perito

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.lab.server import Server

PERITO = (sys.executable, "-m", "perito")
ENVIRONMENT = {"CLASS_SUDO": "usuario"}


def entry(who: str, server: Server, **more: object) -> dict[str, object]:
    return {
        "id": who,
        "name": f"Student {who}",
        "host": server.address,
        "user": server.user,
        "identity": str(server.key),
        "known_hosts": str(server.known_hosts),
        "sudo_password_env": "CLASS_SUDO",
        **more,
    }


def written(tmp_path: Path, entries: list[dict[str, object]]) -> Path:
    """A roster; JSON is YAML."""
    path = tmp_path / "roster.yaml"
    path.write_text(json.dumps({"students": entries}))
    return path


def class_of(directory: Path) -> dict[str, dict[str, Any]]:
    """The lines of class.json by id, without numbers of evidence, which depend on what came first."""
    loaded = json.loads((directory / "class.json").read_text())
    for student in loaded["students"]:
        if student["first_cause"]:
            student["first_cause"].pop("evidence")
    return {student["id"]: student for student in loaded["students"]}


@contextmanager
def silent() -> Iterator[int]:
    """A port that accepts and never says a word."""
    server = socket.create_server(("127.0.0.1", 0))
    # What is accepted is kept: a socket that nobody holds is closed.
    kept: list[socket.socket] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                kept.append(server.accept()[0])

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        # Closing alone does not wake who waits in accept().
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for connection in (server, *kept):
            connection.close()


@pytest.fixture
def roster(servers: list[Server], tmp_path: Path) -> Path:
    return written(tmp_path, [entry(f"a{number:02}", server) for number, server in enumerate(servers)])


def test_a_class_with_servers_that_cannot_be_graded(servers: list[Server], tmp_path: Path) -> None:
    sound, mode, enabled, other = servers
    with silent() as port:
        entries = [
            entry("a00", sound),
            entry("a01", mode),
            entry("a02", enabled),
            entry("off", sound, host="198.18.115.250"),
            entry("closed", sound, port=9),
            entry("changed", sound, known_hosts=str(tmp_path / "changed")),
            entry("unknown", sound, known_hosts=str(other.known_hosts)),
            entry("silent", sound, host="127.0.0.1", port=port),
            entry("nobody", sound, user="nobody"),
        ]
        (tmp_path / "changed").write_text(
            other.known_hosts.read_text().replace(other.address, sound.address), encoding="utf-8"
        )
        ended = perito(
            *("grade", written(tmp_path, entries), "--run", tmp_path / "run", "-j", 9, "--deadline", 20),
            env=ENVIRONMENT,
        )
    assert ended.status == 3, ended
    found = class_of(tmp_path / "run")
    assert list(found) == [one["id"] for one in entries]
    assert {who: one["status"] for who, one in found.items()} == {
        "a00": "graded",
        "a01": "graded",
        "a02": "graded",
        "off": "unreachable",
        "closed": "refused",
        "changed": "host_key_changed",
        "unknown": "host_key_unknown",
        "silent": "timeout",
        "nobody": "auth_failed",
    }
    assert all(found[who]["reason"] for who in ("off", "closed", "changed", "unknown", "silent", "nobody"))
    assert found["a00"]["score"]["grade"] == 10
    assert (found["a01"]["first_cause"]["check"], found["a02"]["first_cause"]["check"]) == (
        "directory.mode",
        "service.enabled",
    )
    for name in ("result.json", "evidence.jsonl.gz", "report.html"):
        assert (tmp_path / "run/a01" / name).is_file()
        assert not (tmp_path / "run/off" / name).exists()
    for name in ("index.html", "gradebook.csv", "run.json"):
        assert (tmp_path / "run" / name).is_file()
    # Not a terminal: a line for each, in the order in which they ended.
    assert sum("/9 " in line for line in ended.err.splitlines()) == 9


def test_a_class_killed_half_way_is_taken_up_again(roster: Path, tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    assert perito("grade", roster, "--run", undisturbed, env=ENVIRONMENT).status == 1
    words = [*PERITO, "grade", str(roster), "--run", str(killed), "-j", "1"]
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL, start_new_session=True) as grading:
        wait_for(lambda: len(list(killed.glob("*/result.json"))) == 2)
        os.killpg(grading.pid, signal.SIGKILL)
    before = {path: path.stat().st_mtime_ns for path in killed.glob("*/result.json")}
    assert 2 <= len(before) < 4
    again = perito("grade", roster, "--run", killed, env=ENVIRONMENT)
    assert (again.status, len(again.said)) == (2, 1)
    assert perito("grade", roster, "--run", killed, "--resume", env=ENVIRONMENT).status == 1
    assert class_of(killed) == class_of(undisturbed)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert not list(killed.glob("**/.*"))


def test_ctrl_c_keeps_what_is_there(roster: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    words = [*PERITO, "grade", str(roster), "--run", str(run), "-j", "1"]
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL, start_new_session=True) as grading:
        wait_for(lambda: len(list(run.glob("*/result.json"))) == 1)
        grading.send_signal(signal.SIGINT)
        assert grading.wait(timeout=30) == 3
    statuses = [one["status"] for one in class_of(run).values()]
    assert "graded" in statuses
    assert "error" in statuses


def test_ctrl_c_between_saving_and_counting(roster: Path, tmp_path: Path) -> None:
    """The press comes right after a student's result was written."""
    run = tmp_path / "run"
    pressing = (
        "import signal\n"
        "from perito.classroom.run_directory import RunDirectory\n"
        "from perito.cli.app import main\n"
        "keep = RunDirectory.keep\n"
        "def pressed(*given): keep(*given); signal.raise_signal(signal.SIGINT)\n"
        "RunDirectory.keep = pressed\n"
        "main()\n"
    )
    words = [sys.executable, "-c", pressing, "grade", str(roster), "--run", str(run), "-j", "1"]
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(words, env=environment, capture_output=True, timeout=90, check=False)
    assert ended.returncode == 3, ended.stderr
    assert sorted(one["status"] for one in class_of(run).values()) == ["error", "error", "error", "graded"]


def wait_for(ready: Any) -> None:
    deadline = time.monotonic() + 90
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_marks_are_everybodys_and_told_before_anything_starts(roster: Path, tmp_path: Path) -> None:
    marks = tmp_path / "marks.yaml"
    marks.write_text("students:\n  a00: {question: {level: full}, document: 2}\n  zz: {question: 9}\n")
    ended = perito("grade", roster, "--run", tmp_path / "run", "--marks", marks, env=ENVIRONMENT)
    assert ended.status == 2
    assert len(ended.said) == 2
    assert not (tmp_path / "run").exists()
    marks.write_text(marks.read_text().replace("  zz: {question: 9}\n", ""))
    ended = perito("grade", roster, "--run", tmp_path / "run", "--marks", marks, env=ENVIRONMENT)
    found = class_of(tmp_path / "run")
    assert (found["a00"]["score"]["pending"], found["a03"]["score"]["pending"]) == (0, 3)
    assert found["a00"]["score"]["grade"] == pytest.approx(found["a03"]["score"]["grade"] + 3)


def test_a_dask_cluster_gives_the_same_class_and_loses_a_worker_without_harm(roster: Path, tmp_path: Path) -> None:
    local, dask = tmp_path / "local", tmp_path / "dask"
    perito("grade", roster, "--run", local, env=ENVIRONMENT)
    with cluster(ENVIRONMENT) as (address, workers):
        words = [*PERITO, "grade", str(roster), "--run", str(dask), "--executor", "dask", "--scheduler", address]
        environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen([*words, "-j", "2"], env=environment, stderr=subprocess.PIPE) as grading:
            wait_for(lambda: len(list(dask.glob("*/result.json"))) == 1)
            workers[0].kill()
            _out, said = grading.communicate(timeout=100)
    assert grading.returncode == 1, said.decode()
    assert class_of(dask) == class_of(local)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--executor", "dask", "--scheduler", "tcp://127.0.0.1:9"), "tcp://127.0.0.1:9"),
        (("--executor", "slurm"), "slurm"),
        (("--resume", "--run", "nowhere"), "nowhere"),
        (("--deadline", "0"), "--deadline"),
        (("--run", "."), "no es una corrección"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    roster = tmp_path / "roster.yaml"
    roster.write_text("students: [{id: a, host: 192.0.2.1}]\n")
    ended = perito("grade", roster, *words, cwd=tmp_path)
    assert (ended.status, len(ended.said)) == (2, 1), ended
    assert said in ended.said[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["roster.yaml"]
