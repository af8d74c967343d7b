"""One file says who is in a run: with another roster, graded again, from two terminals at once, nobody is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from perito.classroom import roster, run_record
from perito.classroom.roster.model import FIELDS
from perito.classroom.run_directory import RunDirectory
from tests.classroom.recorded_class import class_run, practice_with, roster_of
from tests.classroom.test_grade import silent
from tests.cli.running import ROOT, perito
from tests.processes import descendants, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PERITO = (sys.executable, "-m", "perito")
ELSEWHERE = {"host": "127.0.0.1", "port": 9}  # where nobody listens: no grade, and no waiting for it
ENABLED = ("service.enabled:\n        points: 0.15\n", "service.enabled:\n        points: 1.2\n")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Three servers, and one that was switched off."""
    return class_run(tmp_path / "run", {"ana": "sound", "luis": "not-enabled", "eva": "stopped"}, off=("off",))


def lines(run: Path) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads((run / "class.json").read_text())["students"]}


def statuses(run: Path) -> dict[str, str]:
    return {who: one["status"] for who, one in lines(run).items()}


def entries(run: Path) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads((run / "run.json").read_text())["students"]}


# Another roster


def test_who_left_who_came_and_who_moved(run: Path) -> None:
    """Luis has left, eva has another server, zoe is new, and ana has another name only."""
    seen = (run / "ana" / "result.json").stat().st_mtime_ns
    old = {name: (run / "eva" / name).read_bytes() for name in ("result.json", "report.html", "evidence.jsonl.gz")}
    changed: dict[str, Mapping[str, object]] = {"eva": ELSEWHERE, "zoe": {"name": "Zoe"}, "ana": {"name": "Ana María"}}
    ended = perito("grade", roster_of(run, without=("luis",), **changed), "--run", run, "--resume")
    assert ended.status == 3, ended
    assert statuses(run) == {"ana": "graded", "off": "refused", "eva": "refused", "zoe": "refused", "luis": "left"}
    assert (run / "ana" / "result.json").stat().st_mtime_ns == seen
    assert lines(run)["ana"]["name"] == "Ana María"
    for name, content in old.items():
        assert not (run / "eva" / name).exists()
        assert (run / "eva" / f"{name}.1").read_bytes() == content
    left = lines(run)["luis"]
    assert left["score"]["grade"] < 10
    assert left["reason"]
    known = entries(run)
    assert set(known) == set(statuses(run))
    assert [who for who, one in known.items() if "left" in one] == ["luis"]
    assert known["eva"]["target"]["host"] == ELSEWHERE["host"]


@pytest.fixture
def smaller(run: Path) -> Path:
    """The run that went on without luis and with zoe."""
    perito("grade", roster_of(run, without=("luis",), zoe={}), "--run", run, "--resume")
    return run


def test_every_list_says_who_has_left(smaller: Path) -> None:
    assert statuses(smaller)["luis"] == "left"
    for name in ("gradebook.csv", "matrix.csv"):
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO((smaller / name).read_text()))}
        assert rows["luis"]["status"] == "left", name
    page = (smaller / "index.html").read_text()
    row = next(part for part in page.split("<tr>") if "Student luis" in part)
    assert "ya no está en la clase" in row
    shown = perito("grade", roster_of(smaller, without=("luis",)), "--run", smaller, "--resume")
    assert any(line.strip().startswith("luis") and "ya no está" in line for line in shown.out.splitlines()), shown.out
    table = perito("export", "csv", smaller)
    assert {row["id"]: row["status"] for row in csv.DictReader(io.StringIO(table.out))} == statuses(smaller)
    moodle = perito("export", "moodle", smaller)
    assert "luis" not in moodle.out
    assert any("luis" in line and "ya no está" in line for line in moodle.said)


@pytest.mark.parametrize("words", [(), ("--replay",)])
def test_grading_again_loses_nobody_and_brings_nobody_back(
    smaller: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before, was = statuses(smaller), (smaller / "luis" / "result.json").read_bytes()
    heavier = practice_with(
        tmp_path / "heavier",
        ENABLED,
        ("directory.mode:\n        points: 0.15\n", "directory.mode:\n        points: 2\n"),
    )
    ended = perito("regrade", smaller, "--practice", heavier, "--save", *words, "--json", tmp_path / "told.json")
    assert ended.status in {0, 1}, ended
    told = json.loads((tmp_path / "told.json").read_text())
    assert told["left"] == ["luis"]
    assert statuses(smaller) == before
    assert set(entries(smaller)) == set(before)
    assert (smaller / "luis" / "result.json").read_bytes() == was


def test_of_several_runs_who_left_the_last_one_is_not_brought_back(smaller: Path, tmp_path: Path) -> None:
    first = class_run(tmp_path / "first", {"luis": "sound"}, started="2026-11-01T09:00:00+00:00")
    table = perito("export", "csv", first, smaller)
    found = {row["id"]: row["status"] for row in csv.DictReader(io.StringIO(table.out))}
    assert found["luis"] == "left"


def test_who_comes_back_is_in_the_class_again(smaller: Path) -> None:
    perito("grade", roster_of(smaller), "--run", smaller, "--resume")
    assert statuses(smaller)["luis"] == "graded"
    assert "left" not in entries(smaller)["luis"]


def test_who_comes_back_after_the_rubric_changed_is_graded_anew(smaller: Path, tmp_path: Path) -> None:
    heavier = practice_with(tmp_path / "heavier", ENABLED)
    assert perito("regrade", smaller, "--practice", heavier, "--save").status == 1
    back = roster_of(smaller, luis=ELSEWHERE)
    perito("grade", back, "--run", smaller, "--resume", "--deadline", 5)
    assert statuses(smaller)["luis"] == "refused"


def test_killed_after_run_json_was_written_nobody_keeps_the_grade_of_another_server(run: Path) -> None:
    """What run.json says holds: the class document is made from it and from the results."""
    moved = roster_of(run, eva=ELSEWHERE, zoe={}, without=("luis",))
    stopping = (
        "import os, sys\n"
        "from perito.classroom import dispatch\n"
        "dispatch.Dispatcher.through = lambda *given: os._exit(9)\n"
        "from perito.cli.app import main\n"
        "main()\n"
    )
    words = [sys.executable, "-c", stopping, "grade", str(moved), "--run", str(run), "--resume"]
    ended = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    assert ended.returncode == 9, ended.stderr
    assert statuses(run)["eva"] == "graded"  # the old class document
    table = perito("export", "csv", run)
    found = {row["id"]: row["status"] for row in csv.DictReader(io.StringIO(table.out))}
    assert found == {"ana": "graded", "off": "unreachable", "eva": "error", "zoe": "error", "luis": "left"}


MOVES = {
    "host": "192.0.2.9", "port": "2222", "user": "ana", "jump": "gate.example.org", "url_base": "http://192.0.2.1:8080",
    "app": "other", "exercise": "other", "service": "other", "site": "other", "server_name": "other.example.org",
}  # fmt: skip
STAYS = {
    "id": "a1", "name": "Another", "email": "other@example.org", "identity": "key", "known_hosts": "known",
    "password_env": "HOME", "sudo_password_env": "HOME", "host_key": "SHA256:" + "a" * 43,
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_a_roster_says_whether_the_server_is_another_one(tmp_path: Path, field: str) -> None:
    def student(**more: str) -> roster.Student:
        path = tmp_path / "roster.yaml"
        entry = {"id": "a1", "name": "A", "host": "192.0.2.1", "app": "mine", **more}
        path.write_text(json.dumps({"students": [entry]}))
        return roster.load(path, "").students[0]

    for name in ("key", "known"):
        (tmp_path / name).touch()
    before = student()
    known = run_record.Entry(
        id="a1", name="A", email="", directory="a1", target=json.loads(json.dumps(before.target.public()))
    )
    assert not run_record.moved(before.target, {}, known, None)
    after = student(**{field: {**MOVES, **STAYS}[field]})
    assert run_record.moved(after.target, {}, known, None) is (field in MOVES)


# What may not change half-way


def test_what_would_grade_the_rest_otherwise_is_refused_by_name(run: Path, tmp_path: Path) -> None:
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text("- {check: service.enabled, reason: granted, expires: 2099-01-01}\n")
    newer = practice_with(tmp_path / "newer", ENABLED)
    marks = tmp_path / "marks.yaml"
    marks.write_text("students: {luis: {document: 1}}")
    cases: dict[str, tuple[tuple[object, ...], tuple[str, ...]]] = {
        "--only": (("--only", "nginx,site"), ("nginx, site", "todos los pasos")),
        "--whole": (("--whole",), ("una sola aplicación", "la práctica completa")),
        "--lang": (("--lang", "en"), ("es", "en")),
        "--waivers": (("--waivers", waivers), (str(waivers),)),
        "--practice": (("--practice", newer), ("flask",)),
        "--marks": (("--marks", marks), ("--whole",)),
    }
    before = {path: path.read_bytes() for path in run.rglob("*.json")}
    for option, (words, named) in cases.items():
        ended = perito("grade", roster_of(run), "--run", run, "--resume", *words)
        assert (ended.status, len(ended.said)) == (2, 1), (option, ended)
        assert option == "--marks" or option in ended.said[0]
        assert all(one in ended.said[0] for one in named), (option, ended.said)
        assert {path: path.read_bytes() for path in run.rglob("*.json")} == before, option


def test_a_roster_that_now_has_the_exercise_is_refused(run: Path) -> None:
    ended = perito("grade", roster_of(run, ana={"exercise": "Practica-3.5"}), "--run", run, "--resume")
    assert ended.status == 2
    assert "--whole" in ended.said[0]


def test_what_is_not_said_again_is_as_the_run_began(tmp_path: Path) -> None:
    asked = {"--only": "nginx,site", "--lang": "en"}
    run = tmp_path / "run"
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text("[]\n")
    people = tmp_path / "roster.yaml"
    people.write_text(json.dumps({"students": [{"id": "a1", **ELSEWHERE}]}))
    words = [word for pair in asked.items() for word in pair]
    assert perito("grade", people, "--run", run, *words, "--waivers", waivers).status == 3
    waivers.unlink()
    began = json.loads((run / "run.json").read_text())["graded_by"]
    assert (began["steps"], began["language"]) == (["nginx", "site"], "en")
    assert (run / "waivers.yaml").read_text() == "[]\n"
    assert (run / "waivers.yaml").stat().st_mode & 0o077 == 0
    assert perito("grade", people, "--run", run, "--resume").status == 3
    assert json.loads((run / "run.json").read_text())["graded_by"] == began
    assert json.loads((run / "class.json").read_text())["language"] == "en"


# Runs of an earlier Perito


def test_a_run_whose_class_document_is_newer_than_run_json_loses_nobody(tmp_path: Path) -> None:
    """An earlier Perito resumed with another roster and left run.json as it was."""
    run = class_run(tmp_path / "run", {"ana": "sound", "luis": "not-enabled"}, old=True)
    more = class_run(tmp_path / "more", {"zoe": "stopped"}, old=True)
    (more / "zoe").rename(run / "zoe")
    document = json.loads((run / "class.json").read_text())
    document["students"] = [document["students"][0], *json.loads((more / "class.json").read_text())["students"]]
    (run / "class.json").write_text(json.dumps(document))
    assert perito("regrade", run, "--save").status == 0
    assert statuses(run) == {"ana": "graded", "zoe": "graded", "luis": "left"}
    assert set(entries(run)) == {"ana", "zoe", "luis"}
    assert perito("grade", roster_of(run, without=("luis",)), "--run", run, "--resume").status in {0, 1}
    assert statuses(run) == {"ana": "graded", "zoe": "graded", "luis": "left"}


def test_a_run_of_an_earlier_perito_goes_on_by_its_rubric_or_not_at_all(tmp_path: Path) -> None:
    run = class_run(tmp_path / "run", {"ana": "sound"}, old=True)
    newer = practice_with(tmp_path / "newer", ENABLED)
    ended = perito("grade", roster_of(run), "--run", run, "--resume", "--practice", newer)
    assert (ended.status, len(ended.said)) == (2, 1), ended
    assert "--practice" in ended.said[0]
    assert perito("grade", roster_of(run), "--run", run, "--resume").status == 0


# Two at once


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path, Path]]:
    """A grader in a run of two servers that never say a word, its run and its roster."""
    run, people = tmp_path / "run", tmp_path / "roster.yaml"
    with silent() as port:
        students = [{"id": who, "host": "127.0.0.1", "port": port} for who in ("a1", "a2")]
        people.write_text(json.dumps({"students": students}))
        words = [*PERITO, "grade", people, "--run", run, "--deadline", 300, "--retries", 50, "-j", 2]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        grading = subprocess.Popen([str(word) for word in words], env=environment, stderr=subprocess.DEVNULL)
        try:
            wait_for(lambda: len(descendants(grading.pid)) >= 3 and (run / "run.json").is_file())
            yield grading, run, people
        finally:
            workers = descendants(grading.pid)
            grading.kill()
            grading.wait()
            end(workers)


def end(pids: list[int], how: int = signal.SIGKILL) -> None:
    """Send a signal to processes that are still those of a grader: a number may be somebody else's by now."""
    for pid in pids:
        if b"perito" in said(pid, "cmdline") or b"multiprocessing" in said(pid, "cmdline"):
            with suppress(ProcessLookupError):
                os.kill(pid, how)


def wait_for(ready: Any) -> None:
    deadline = time.monotonic() + 90
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_run_has_one_grader_and_the_lock_dies_with_it(at_work: tuple[subprocess.Popen[bytes], Path, Path]) -> None:
    grading, run, people = at_work
    before = (run / "run.json").read_bytes()
    for words in (
        ("grade", people, "--run", run),
        ("grade", people, "--run", run, "--resume"),
        ("regrade", run, "--save"),
    ):
        ended = perito(*words)
        assert (ended.status, len(ended.said)) == (2, 1), ended
        assert f"PID {grading.pid}" in ended.said[0]
    assert (run / "run.json").read_bytes() == before
    assert perito("regrade", run).status == 0
    workers = descendants(grading.pid)
    assert workers
    for pid in workers:
        held = [str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir() if one.is_symlink()]
        assert str(run / "run.lock") not in held
    end(workers, signal.SIGSTOP)  # they outlive the grader, whatever it is that ends them
    try:
        grading.send_signal(signal.SIGKILL)
        grading.wait()
        people.write_text(json.dumps({"students": [{"id": "a1", **ELSEWHERE}, {"id": "a2", **ELSEWHERE}]}))
        ended = perito("grade", people, "--run", run, "--resume")
        assert ended.status == 3, ended
        assert statuses(run) == {"a1": "refused", "a2": "refused"}
    finally:
        end(workers)


def test_a_grader_waits_while_a_class_is_graded_again(run: Path) -> None:
    with RunDirectory(run).held():
        for words in (("regrade", run, "--save"), ("grade", roster_of(run), "--run", run, "--resume")):
            ended = perito(*words)
            assert ended.status == 2
            assert f"PID {os.getpid()}" in ended.said[0]
    assert perito("regrade", run, "--save").status == 0
