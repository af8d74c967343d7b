"""A class graded again from its recordings: what changed, what is written and what is not, what cannot be seen."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.classroom.dask_cluster import cluster
from tests.classroom.recorded_class import class_run, practice_with
from tests.cli.running import ROOT, perito

if TYPE_CHECKING:
    from pathlib import Path

SERVERS = {"ana": "sound", "luis": "not-enabled", "eva": "stopped"}
MODE = ("directory.mode:\n        points: 0.15\n", "directory.mode:\n        points: 1.2\n")
ENABLED = ("service.enabled:\n        points: 0.15\n", "service.enabled:\n        points: 1.2\n")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Three servers, and one that was switched off."""
    return class_run(tmp_path / "run", SERVERS, off=("off",))


@pytest.fixture
def heavier(tmp_path: Path) -> Path:
    """The practice with one check that weighs more: one that one student fails."""
    return practice_with(tmp_path / "heavier", ENABLED)


def files(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def differences(run: Path, *words: object) -> tuple[int, dict[str, Any]]:
    """How `perito regrade` ended, and its document."""
    file = run.parent / "differences.json"
    ended = perito("regrade", run, "--json", file, *words)
    return ended.status, json.loads(file.read_text())


def grades(run: Path) -> dict[str, float]:
    lines = json.loads((run / "class.json").read_text())["students"]
    return {line["id"]: line["score"]["grade"] for line in lines if line["score"]}


def test_nothing_changed(run: Path) -> None:
    before = files(run)
    ended = perito("regrade", run)
    assert ended.status == 0, ended.err
    assert "3 alumnos recalificados · 0 han cambiado" in ended.out
    assert "1 sin nota, como antes" in ended.out
    assert files(run) == before


def test_a_weight_tells_who_by_how_much_and_why_and_writes_nothing(run: Path, heavier: Path) -> None:
    before = files(run)
    ended = perito("regrade", run, "--practice", heavier)
    assert ended.status == 1, ended.err
    assert "luis  Student luis" in ended.out
    assert "Student ana" not in ended.out
    assert "service.enabled" in ended.out
    assert files(run) == before


def test_without_a_replay_it_says_the_same(run: Path, heavier: Path) -> None:
    status, quick = differences(run, "--practice", heavier)
    again, slow = differences(run, "--practice", heavier, "--replay")
    assert status == again == 1
    for document, replayed in ((quick, False), (slow, True)):
        assert {one["difference"].pop("replayed") for one in document["students"]} == {replayed}
    assert quick == slow
    luis = next(one for one in quick["students"] if one["id"] == "luis")
    moved = luis["difference"]["moved"][0]
    assert moved["check"] == "service.enabled"
    assert luis["grade"] == pytest.approx(sum(one["grade"] for one in luis["difference"]["moved"]), abs=0.02)
    assert luis["grade"] < -0.5


def test_what_is_saved_replaces_nothing_for_good(run: Path, heavier: Path) -> None:
    before = files(run)
    status, told = differences(run, "--practice", heavier, "--save")
    after = files(run)
    assert (status, told["saved"]) == (1, True)
    assert after["luis/result.json.1"] == before["luis/result.json"]
    assert {name: after[name] for name in after if name.endswith("evidence.jsonl.gz")} == {
        name: before[name] for name in before if name.endswith("evidence.jsonl.gz")
    }
    luis = next(one for one in told["students"] if one["id"] == "luis")
    assert grades(run)["luis"] == luis["difference"]["after"]["grade"]
    assert json.loads(after["luis/result.json"])["score"] == luis["difference"]["after"]
    lines = {one["id"]: one for one in json.loads(after["class.json"])["students"]}
    assert (lines["off"]["status"], lines["off"]["reason"]) == ("unreachable", "connection refused")
    assert f"{luis['difference']['after']['grade']:.2f}" in after["gradebook.csv"].decode()
    assert json.loads(after["run.json"])["rubric"] != json.loads(before["run.json"])["rubric"]
    assert differences(run, "--practice", heavier, "--save")[0] == 0
    assert not (run / "luis" / "result.json.2").exists()
    assert differences(run, "--save")[0] == 0
    assert differences(run, "--save", "--practice", ROOT)[0] == 1
    assert (run / "luis" / "result.json.2").read_bytes() == after["luis/result.json"]
    assert grades(run)["luis"] == json.loads(before["luis/result.json"])["score"]["grade"]


def test_a_question_that_was_not_asked_then_is_nobodys_failure(run: Path, tmp_path: Path) -> None:
    practice = practice_with(tmp_path / "more")
    check = "def test_the_kernel_is_new(host):\n    assert host.run('uname -r').rc == 0\n"
    (practice / "checks" / "test_90_mine.py").write_text(check)
    ended = perito("regrade", run, "--practice", practice, "--json", tmp_path / "told.json")
    told = json.loads((tmp_path / "told.json").read_text())
    assert ended.status == 3, ended.err
    assert [one["id"] for one in told["not_regraded"]] == list(SERVERS)
    assert {one["reason"] for one in told["not_regraded"]} == {"mine.the_kernel_is_new"}
    assert [one["grade"] for one in told["students"]] == [0, 0, 0]
    assert "[ana, luis, eva]" in ended.out


def test_evidence_that_is_damaged_is_that_students_trouble_only(run: Path, heavier: Path) -> None:
    (run / "eva" / "evidence.jsonl.gz").write_bytes(b"not gzip")
    status, told = differences(run, "--practice", heavier, "--replay")
    assert status == 3
    assert [one["id"] for one in told["not_regraded"]] == ["eva"]
    assert "no es gzip" in told["not_regraded"][0]["reason"]
    assert "luis" in [one["id"] for one in told["students"]]


def test_marks_of_before_stay_and_new_ones_are_merged(tmp_path: Path) -> None:
    run = class_run(tmp_path / "run", {"ana": "sound"}, whole=True)
    marks = tmp_path / "marks.yaml"
    marks.write_text("students: {ana: {question: {level: full}, document: 1.5}}")
    status, told = differences(run, "--marks", marks, "--save")
    change = told["students"][0]["difference"]
    assert (status, change["before"]["pending"], change["after"]["pending"]) == (1, 3, 0)
    assert {one["check"] for one in change["moved"]} == {"question", "document"}
    assert differences(run)[0] == 0
    smaller = practice_with(
        tmp_path / "smaller",
        ("exercise:\n    points: 5", "exercise:\n    points: 6"),
        ("document:\n    points: 2", "document:\n    points: 1"),
    )
    status, told = differences(run, "--practice", smaller)
    assert told["students"][0]["difference"]["dropped"] == ["document"]
    assert told["students"][0]["difference"]["after"]["pending"] == 1


def test_ctrl_c_leaves_whole_results_and_says_who_is_left(tmp_path: Path, heavier: Path) -> None:
    run = class_run(tmp_path / "run", {f"a{number:02}": "not-enabled" for number in range(24)})
    before, told = grades(run), tmp_path / "told.json"
    words = [sys.executable, "-m", "perito", "regrade", run, "--practice", heavier, "--replay", "--save", "-j", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = subprocess.Popen([*map(str, words), "--json", str(told)], env=environment)
    until = time.monotonic() + 60
    while not list(run.glob("*/result.json.1")) and time.monotonic() < until:
        time.sleep(0.02)
    program.send_signal(signal.SIGINT)
    assert program.wait(30) == 3
    document = json.loads(told.read_text())
    saved = {path.parent.name for path in run.glob("*/result.json.1")}
    assert document["interrupted"]
    assert len(document["not_reached"]) == 24 - len(saved) > 0
    assert {one["id"] for one in document["students"]} == saved
    new = {who for who, grade in grades(run).items() if grade < before[who]}
    assert new == saved
    assert differences(run, "--practice", heavier, "--save")[0] == 1
    assert len(set(grades(run).values())) == 1


@pytest.mark.parametrize("words", [("--junit", "x.xml"), ("--fail-under", "5"), ("--student", "ana"), ("--github",)])
def test_what_is_of_one_server_is_refused(run: Path, words: tuple[str, ...]) -> None:
    ended = perito("regrade", run, *words)
    assert ended.status == 2
    assert words[0] in ended.said[0]


def test_what_is_of_a_class_is_refused_for_one_server(run: Path) -> None:
    ended = perito("regrade", run / "ana", "--save")
    assert ended.status == 2
    assert "--save" in ended.said[0]
    assert perito("regrade", run / "ana").status == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "run.json"), ('{"schema": "perito/run/2"}', "perito/run/1"), ("../x", "run.json")],
)
def test_a_run_that_is_none_is_told_in_one_line(run: Path, content: str, told: str) -> None:
    (run / "run.json").write_text(content)
    ended = perito("regrade", run)
    assert ended.status == 2
    assert told in ended.said[0]


def test_no_directory_outside_the_run_is_touched(run: Path, heavier: Path) -> None:
    shutil.copytree(run / "luis", run.parent / "other")
    asked = json.loads((run / "run.json").read_text())
    asked["students"][0]["directory"] = "../other"
    (run / "run.json").write_text(json.dumps(asked))
    assert perito("regrade", run, "--practice", heavier, "--save").status == 2
    assert not (run.parent / "other" / "result.json.1").exists()


def test_a_dask_cluster_says_the_same(run: Path, heavier: Path) -> None:
    here = differences(run, "--practice", heavier, "--replay")
    with cluster({}) as (address, _workers):
        there = differences(
            run, "--practice", heavier, "--replay", "--save", "--executor", "dask", "--scheduler", address
        )
    assert (there[1].pop("saved"), here[1].pop("saved")) == (True, False)
    assert there == here
    assert (run / "luis" / "result.json.1").is_file()
