"""Plain `pytest checks --target …`, and a teacher's own tests in it."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from perito.evidence import recording
from perito.transport.base import Command
from tests.cli.running import APP, ROOT, Ended, check, document, run

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.server import Server

OWN = """
def test_the_host_name(host):
    assert host.file("/etc/hostname").exists


def test_nginx_runs(host):
    assert host.service("nginx").is_running


def test_the_shadow_file(host):
    with host.sudo():
        assert host.file("/etc/shadow").mode == 0o640


def test_private(host):
    assert host.file("/etc/hostname").mode == 0o600, "/etc/hostname should be private"


def test_both(deployment, host):
    assert host.file(deployment.names.directory + "/nowhere").exists
"""


def pytest_run(*words: object, cwd: Path) -> Ended:
    return run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words, cwd=cwd)


def target(server: Server) -> tuple[object, ...]:
    reach = (f"ssh://{server.user}@{server.address}", "--identity", server.key, "--known-hosts", server.known_hosts)
    return ("--target", *reach, "--app", APP)


def logins(server: Server) -> int:
    return sum("Accepted publickey" in line for line in server.log())


@pytest.fixture
def own(practice: Path) -> Path:
    """A practice with a teacher's own tests."""
    (practice / "checks" / "test_90_mine.py").write_text(OWN)
    return practice


def test_from_the_repository(sound: Server) -> None:
    ended = pytest_run("checks", *target(sound), cwd=ROOT)
    assert ended.status == 0, ended.out
    summary = ended.out.index(" passed, ")
    assert "Nota  10,00 / 10" in ended.out
    assert ended.out.index("[100%]") < ended.out.index("Nota  10,00 / 10") < summary


def test_a_teachers_own_tests_run_on_the_same_session(own: Path, sound: Server, tmp_path: Path) -> None:
    shutil.copy(ROOT / "conftest.py", own)
    before = logins(sound)
    files = ("--json", tmp_path / "r.json", "--evidence", tmp_path / "e.jsonl")
    ended = pytest_run("checks", *target(sound), *files, cwd=own)
    assert logins(sound) == before + 1
    assert ended.status == 1
    assert "FAILED checks/test_90_mine.py::test_private - /etc/hostname should be private" in ended.out
    judge(tmp_path)
    replayed = pytest_run("checks", "--replay", tmp_path / "e.jsonl", "--json", tmp_path / "r.json", cwd=own)
    assert replayed.status == 1
    assert logins(sound) == before + 1
    judge(tmp_path)


def test_they_run_under_perito_check_too(own: Path, sound: Server, tmp_path: Path) -> None:
    before = logins(sound)
    words = ("--practice", own, "--app", APP, "--no-report", "--json", "r.json", "--evidence", "e.jsonl")
    assert check(sound, *words, cwd=tmp_path).status == 1
    assert logins(sound) == before + 1
    judge(tmp_path)


def judge(directory: Path) -> None:
    """What becomes of OWN: three pass, two fail with their messages, all on recorded evidence."""
    result = document(directory / "r.json")
    mine = {one["id"]: one for one in result["checks"] if one["step"] == "own"}
    assert {name: one["outcome"] for name, one in mine.items()} == {
        "mine.the_host_name": "passed",
        "mine.nginx_runs": "passed",
        "mine.the_shadow_file": "passed",
        "mine.private": "failed",
        "mine.both": "failed",
    }
    assert mine["mine.private"]["detail"] == "/etc/hostname should be private"
    assert mine["mine.both"]["detail"].startswith("assert False; where False = ")
    assert mine["mine.both"]["deployment"] == "poc"
    assert result["steps"][-1]["id"] == "own"
    assert result["score"]["grade"] == 10
    seen = {one.number: one.asked for one in recording.load(directory / "e.jsonl")}
    for one in mine.values():
        assert one["evidence"], one["id"]
    scripts = [seen[number] for number in mine["mine.the_shadow_file"]["evidence"]]
    assert any(isinstance(one, Command) and "/etc/shadow" in one.script for one in scripts)


def test_only_ones_own(own: Path, sound: Server, tmp_path: Path) -> None:
    for only in ("mine", "own"):
        words = ("--practice", own, "--app", APP, "--no-report", "--json", "r.json", "--only", only)
        assert check(sound, *words, cwd=tmp_path).status == 1
        assert {one["step"] for one in document(tmp_path / "r.json")["checks"]} == {"own"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no hay nada que corregir: indica el servidor con --target"),
        (("--target", "ssh://u@127.0.0.1:1"), "conexión rechazada"),
        (("--target", "u@127.0.0.1", "-n", "2"), "quita -n, que es de pytest-xdist"),
        (("--replay", "nowhere.jsonl"), "nowhere.jsonl"),
        (("--target", "local", "--rubric", "nowhere.yaml"), "nowhere.yaml: No such file"),
        (("--target", "local", "--sudo-password-env", "NOT_SET"), "NOT_SET no está definida"),
    ],
)
def test_wrong_usage_is_one_line(words: tuple[str, ...], said: str) -> None:
    ended = pytest_run("checks", "-q", *words, cwd=ROOT)
    assert ended.status == 4
    errors = [line for line in (ended.out + ended.err).splitlines() if line.startswith("ERROR")]
    assert len(errors) == 1, ended
    assert said in errors[0]
