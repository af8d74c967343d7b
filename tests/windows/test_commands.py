"""Every command but `lab` and `check local` where Python has what Windows' has and no more: `shim/sitecustomize.py`."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from perito.lab.fixtures import lab, lab_server, pytest_collection_modifyitems, server_factory
from tests.classroom.recorded_class import class_run, practice_with
from tests.cli.running import check, comparable, document
from tests.recorded import store
from tests.windows import absent
from tests.windows.child import Windows, as_windows_writes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.lab.server import Server

__all__ = ["lab", "lab_server", "pytest_collection_modifyitems", "server_factory"]

ROSTER = """defaults:
  user: {user}
  known_hosts: {known_hosts}
  identity: {identity}
  app: mi_aplicacion
students:
  - {{id: ana, name: Ana Núñez, host: {address}}}
  - {{id: "con", name: Con, host: {address}}}
  - {{id: "x:y", name: "Nadie…", host: {address}, port: 9}}
"""
CONFIG = """Host vm
  HostName {address}
  User {user}
  UserKnownHostsFile "~/.ssh/known hosts"
"""


@pytest.fixture
def windows(tmp_path: Path, request: pytest.FixtureRequest) -> Windows:
    """A computer of Spain, whose console has one of two code pages."""
    return Windows(tmp_path, getattr(request, "param", "cp1252"))


CP850 = pytest.mark.parametrize("windows", ["cp850"], indirect=True)


@contextmanager
def agent(key: Path) -> Iterator[str]:
    """An SSH agent that holds a key: the path of its socket, which is short enough for one."""
    with tempfile.TemporaryDirectory() as place:
        path = f"{place}/agent"
        program = subprocess.Popen(["ssh-agent", "-D", "-a", path], stdout=subprocess.PIPE, text=True)
        assert program.stdout is not None
        program.stdout.readline()
        try:
            subprocess.run(["ssh-add", "-q", key], env={"SSH_AUTH_SOCK": path}, check=True)
            yield path
        finally:
            program.terminate()
            program.communicate()


def test_a_server_and_a_class(windows: Windows, tmp_path: Path, lab_server: Server) -> None:
    ssh = windows.home / ".ssh"
    ssh.mkdir()
    facts = {"address": lab_server.address, "user": lab_server.user}
    (ssh / "config").write_bytes(as_windows_writes(CONFIG.format(**facts).encode()))
    (ssh / "known hosts").write_bytes(as_windows_writes(lab_server.known_hosts.read_bytes()))
    windows.file("perito.toml", 'reports = "informes (1)"\n')
    hosts = windows.file("hosts", f"{lab_server.address} mi_aplicacion www.mi_aplicacion\n")
    names = ("--hosts-file", hosts, "--nameserver", "none", "--app", "mi_aplicacion")

    with agent(lab_server.key) as windows.more["PERITO_TEST_AGENT"]:
        formats = {one: tmp_path / f"r.{one}" for one in ("json", "html", "junit", "ctrf", "gradescope", "evidence")}
        outputs = [word for name, path in formats.items() for word in (f"--{name}", path)]
        assert "10,00 / 10" in windows.run("check", "vm", *names, *outputs)
        assert len(list((windows.place / "informes (1)").glob("*/report.html"))) == 1
        assert all(path.stat().st_size > 100 for path in formats.values())
        watch_until_graded(windows, "vm", *names)
        checks = windows.code / "checks" / "test_01_tools.py"
        assert "passed" in windows.run("-q", checks, "--target", "vm", "-p", "no:cacheprovider", module="pytest")

    here = check(lab_server, *names, "--json", "there.json", "--no-report", cwd=tmp_path)
    assert here.status == 0
    theirs, ours = comparable(document(formats["json"])), comparable(document(tmp_path / "there.json"))
    assert theirs["checks"] == ours["checks"]

    known = windows.place / "hosts known"
    known.write_bytes(lab_server.known_hosts.read_bytes())
    roster = windows.file("lista.yaml", ROSTER.format(**facts, known_hosts="hosts known", identity=lab_server.key))
    assert windows.run("roster", "keyscan", roster, status=3).count("conocida") >= 2
    said = windows.run("grade", roster, "--run", "curso", "-j", "2", status=3)
    assert "rechazada" in said
    graded = {one["id"]: one["status"] for one in document(windows.place / "curso" / "class.json")["students"]}
    assert graded == {"ana": "graded", "con": "graded", "x:y": "refused"}


def watch_until_graded(windows: Windows, *words: object) -> None:
    """`perito watch` until its first result, and Ctrl-C."""
    watching = windows.start("watch", *words, "--every", "1")
    assert watching.stdout is not None
    line = ""
    while "10" not in line:
        line = watching.stdout.readline().decode(windows.encoding)
        assert line, windows.ended(watching)
    watching.send_signal(signal.SIGINT)
    assert "10,00 / 10" in windows.ended(watching)


WORKERS = """
from pebble import ProcessPool

def much(size):
    return b"x" * size

if __name__ == "__main__":
    with ProcessPool(max_workers=4) as pool:
        asked = [pool.schedule(much, args=[50_000], timeout=20) for _ in range(100)]
        print(sum(len(one.result()) for one in asked))
"""


def test_messages_of_several_workers_stay_whole_as_in_pipes_of_windows(windows: Windows) -> None:
    (windows.place / "workers.py").write_text(WORKERS, encoding="utf-8")
    assert windows.run(module="workers") == "5000000\n"


def test_a_recording(windows: Windows) -> None:
    recorded = store.demo("stopped")
    copy = windows.place / "evidencia (2).jsonl.gz"
    copy.write_bytes(recorded.read_bytes())
    said = windows.run("regrade", copy, "--json", "r.json", "--html", "página.html", status=1)
    assert "parado" in said
    assert document(windows.place / "r.json")["score"]["grade"] == 5.89
    assert (windows.place / "página.html").read_bytes().startswith(b"<!")
    printed = windows.start("regrade", copy, "--json", "-")
    document_alone, _errors = printed.communicate(timeout=60)
    assert json.loads(document_alone.decode("utf-8"))["score"]["grade"] == 5.89
    windows.run("report", "r.json", "--ctrf", "r.ctrf")
    assert "service.active" in windows.run("explain", "1", "--run", "r.json")


def test_a_class_that_was_graded(windows: Windows) -> None:
    run = class_run(windows.place / "curso", {"ana": "sound", "luis": "stopped"}, off=("eva",))
    waivers = windows.file("exento.yaml", "- {check: tools.pip, reason: Exento…, expires: 2099-12-31}\n")
    windows.run("regrade", run, "--save", "--replay", "--waivers", waivers, status=1)  # one has less
    assert (run / "luis" / "result.json.1").is_file()
    windows.run("report", run, "--html", "clase.html")
    windows.run("export", "moodle", run, "-o", "notas.csv")
    windows.run("export", "xlsx", run, "-o", "notas.xlsx")
    assert b"\r\r" not in (windows.place / "notas.csv").read_bytes()
    windows.run("run", "pack", run, "-o", "curso.tar.xz")
    shutil.rmtree(run)
    windows.run("run", "unpack", "curso.tar.xz", "--run", "otra vez")
    windows.run("run", "diff", "otra vez", "otra vez")
    assert "gunicorn" in windows.run("explain", "service.active", "--run", "otra vez", "--student", "luis")


@CP850
def test_files_of_the_teacher(windows: Windows) -> None:
    roster = windows.file("lista.csv", "id;name;host\nana;Ana Núñez;192.0.2.1\nnul;Luis;192.0.2.2\n")
    assert "Ana Núñez" in windows.run("roster", "show", roster)
    windows.run("marks", "new", roster, "-o", "notas.yaml")
    marks = windows.place / "notas.yaml"
    marks.write_bytes(as_windows_writes(marks.read_bytes()))
    windows.run("marks", "check", marks)
    waivers = windows.file("exento.yaml", "- {check: tools.pip, reason: Exento…, expires: 2099-12-31}\n")
    said = windows.run("regrade", store.demo("sound"), "--waivers", waivers, "--only", "tools")
    assert "no se tiene en cuenta: Exento" in said
    assert "rubric.yaml" in windows.run("lint")


def test_what_needs_linux_says_so(windows: Windows) -> None:
    program = windows.start("check", "local", "--lang", "en")
    _said, errors = program.communicate(timeout=60)
    assert (program.returncode, errors.decode().strip()) == (
        2,
        "perito: local is this computer, and Windows is no server to grade: write user@host",
    )
    program = windows.start("lab", "up")
    _said, errors = program.communicate(timeout=60)
    assert program.returncode == 3
    assert b"on Debian (or Ubuntu) only" in errors
    assert "Informes" in windows.run("demo", "--reports", "informes")


def test_a_practice_and_settings_with_the_line_ends_of_windows(windows: Windows) -> None:
    practice = practice_with(windows.place / "Mi práctica")
    for path in practice.rglob("*.*"):
        path.write_bytes(as_windows_writes(path.read_bytes()))
    windows.run("lint", "--practice", practice)
    evidence = gzip.decompress(store.demo("stopped").read_bytes()).replace(b"\n", b"\r\n")
    (windows.place / "evidencia.jsonl").write_bytes(evidence)
    said = windows.run("regrade", "evidencia.jsonl", "--practice", practice, "--json", "r.json", status=1)
    assert "parado" in said
    assert document(windows.place / "r.json")["score"]["grade"] == 5.89


@pytest.mark.parametrize("system", [absent.DARWIN, absent.WIN32])
def test_workers_are_started_anew_and_leave_ctrl_c_to_the_grader(tmp_path: Path, system: str) -> None:
    computer = Windows(tmp_path, "utf-8", system)
    computer.file("known", "")
    # On every loopback address: c is refused otherwise, and may end before the interruption does.
    with socket.create_server(("", 0)) as silent:
        students = "- {id: a, host: 127.0.0.1, port: 9}\n- {id: b, host: 127.0.0.1}\n- {id: c, host: 127.0.0.2}\n"
        defaults = f"defaults: {{user: u, known_hosts: known, port: {silent.getsockname()[1]}}}\n"
        computer.file("lista.yaml", f"{defaults}students:\n{students}")
        program = computer.start("grade", "lista.yaml", "--run", "curso", "-j", "2")
        assert program.stderr is not None
        first = program.stderr.readline().decode()
        assert first.startswith("1/3 a conexión rechazada"), first + computer.ended(program)
        os.killpg(program.pid, signal.SIGINT)
        raw, errors = (stream.decode() for stream in program.communicate(timeout=60))
    assert program.returncode == 3, (raw, errors)
    assert "Traceback" not in errors
    assert "interrumpido (SIGINT): 1 de 3" in errors
