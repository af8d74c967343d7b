"""Whatever an executor does with threads and processes, a grading is what it is alone."""

from __future__ import annotations

import ast
import json
import multiprocessing
import re
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import perito
from bench import cold
from perito.classroom import worker
from perito.classroom.job import How, Person, Recorded
from perito.grading import fingerprint
from perito.grading.pytest_lock import turn
from perito.practice import locate
from perito.practice.locate import Practice
from perito.probes.python.wsgi import parse_source
from perito.support import i18n, threads
from tests.classroom.recorded_class import practice_with
from tests.cli.running import ROOT, run
from tests.recorded import store

if TYPE_CHECKING:
    from perito.documents.result import Result

PACKAGE = Path(perito.__file__).parent
# These make no texts.
STARTS_THREADS = {Path("support/threads.py"), Path("lab/names_server.py"), Path("lab/platform.py")}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Eight recordings, each another mistake."""
    place = tmp_path / "library"
    place.mkdir()
    recordings = store.library()
    for name in sorted(recordings)[::11][:8]:
        (place / f"{name}{store.SUFFIX}").write_bytes(recordings[name])
    return place


def made(library: Path, width: int) -> dict[str, dict[str, str]]:
    """What a fresh process writes, `width` at a time; how long a check took is the only thing that may differ."""
    out = library.parent / f"{width}.json"
    ended = run(sys.executable, "-m", "tests.classroom.side_by_side", library, width, out, cwd=ROOT)
    assert ended.status == 0, ended.err
    timed: dict[str, dict[str, str]] = json.loads(out.read_text())
    return {
        who: {name: re.sub(r'"duration": [\d.e-]+', '"duration": 0', text) for name, text in files.items()}
        for who, files in timed.items()
    }


def test_eight_threads_of_a_fresh_process_write_what_one_does(library: Path) -> None:
    alone, together = made(library, 1), made(library, 8)
    assert len(alone) == 16
    assert {who for who in alone if set(alone[who]) != {worker.PAGE, worker.RESULT}} == set()
    assert {who for who in alone if together[who] != alone[who]} == set()


def test_a_cold_dask_worker_with_threads_writes_what_is_written_here(tmp_path: Path) -> None:
    figures = cold.measure(tmp_path, students=16, starts=1, threads=8)
    assert figures["documents compared"] == 16 * 2 + 1
    assert (figures["documents that differ"], figures["outcomes lost"]) == (0, 0)


def replayed(practice: Path, name: str = "sound") -> Result:
    i18n.use("es")
    return worker.replayed(Recorded(Person("ana"), store.demo(name), Path("nowhere"), How(practice)))


def outcomes(result: Result) -> dict[str, str]:
    return {check.id: str(check.outcome) for check in result.checks}


def test_two_practices_with_files_of_the_same_names_do_not_meet(tmp_path: Path) -> None:
    for name in ("one", "other"):
        own = practice_with(tmp_path / name) / "checks" / "test_90_mine.py"
        own.write_text(f"def test_motd():\n    assert {name == 'one'}\n")
    with ThreadPoolExecutor(4) as pool:
        found = [outcomes(one)["mine.motd"] for one in pool.map(replayed, [tmp_path / "one", tmp_path / "other"] * 3)]
    assert found == ["passed", "failed"] * 3


def test_what_a_check_remembers_stays_with_its_server(tmp_path: Path) -> None:
    own = practice_with(tmp_path / "practice") / "checks" / "test_90_mine.py"
    own.write_text(
        "from functools import cache\n\nimport pytest\n\n\n@cache\ndef seen():\n    return []\n\n\n"
        "def test_first():\n    seen().append(1)\n    assert len(seen()) == 1\n"
    )
    assert [outcomes(replayed(tmp_path / "practice"))["mine.first"] for _ in range(2)] == ["passed", "passed"]


@pytest.mark.parametrize("packages", [(), ("checks",), (".",), (".", "checks"), ("checks/more",)])
def test_nothing_of_the_checks_stays_loaded(tmp_path: Path, packages: tuple[str, ...]) -> None:
    practice = practice_with(tmp_path / "practice")
    (practice / "checks" / "more").mkdir()
    (practice / "checks" / "more" / "test_91_more.py").write_text("def test_it():\n    pass\n")
    for package in packages:
        (practice / package / "__init__.py").touch()
    before = dict(sys.modules)
    assert replayed(practice).complete
    left = {name for name, module in sys.modules.items() if before.get(name) is not module}
    assert {
        name for name in left if str(practice / "checks") in str(getattr(sys.modules[name], "__file__", ""))
    } == set()
    assert "checks" not in left
    assert {name: before[name] for name in before if name not in sys.modules} == {}


def _in_a_child(practice: Path) -> str:
    return replayed(practice).to_json()


def test_a_process_forked_while_a_thread_grades_is_not_held_up() -> None:
    practice = locate.find()
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with turn(practice, lambda: None):
            inside.set()
            leave.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait()
    with multiprocessing.get_context("fork").Pool(1) as pool:
        grading = pool.apply_async(_in_a_child, [practice.directory])
        try:
            assert '"complete": true' in grading.get(timeout=60)
        finally:
            leave.set()
            holder.join()


def test_a_thread_waits_for_its_own_server_before_it_keeps_others_from_grading() -> None:
    practice, said = locate.find(), list[str]()
    with ThreadPoolExecutor(1) as pool, turn(practice, lambda: said.append("alone")):
        waiting = pool.submit(lambda: turn(practice, lambda: said.append("settled")).__enter__())
        for _ in range(500):
            if said:
                break
            threading.Event().wait(0.01)
        assert said == ["settled"]
        assert not waiting.done()


def test_each_thread_speaks_its_own_language() -> None:
    i18n.use("es")
    both, languages = threading.Barrier(2), ("es", "en")

    def speak(language: str) -> tuple[str, list[str], str]:
        i18n.use(language)
        both.wait()
        with threads.ThreadPoolExecutor(2) as pool:
            return i18n.language(), list(pool.map(lambda _: i18n.language(), range(4))), i18n.decimal(1.5)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(speak, languages))
    assert found == [("es", ["es"] * 4, "1,50"), ("en", ["en"] * 4, "1.50")]
    assert i18n.language() == "es"


def test_a_thread_that_nobody_told_speaks_as_the_main_one() -> None:
    i18n.use("en")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(i18n.language).result() == "en"
    i18n.use("es")


def test_threads_are_started_where_their_language_is_seen_to() -> None:
    def bare(node: ast.AST) -> bool:
        if isinstance(node, ast.ImportFrom) and node.module in {"concurrent.futures", "threading"}:
            return any(name.name in {"ThreadPoolExecutor", "Thread"} for name in node.names)
        called = node.func if isinstance(node, ast.Call) else None
        return isinstance(called, ast.Attribute) and called.attr in {"Thread", "start_new_thread"}

    found = {
        file.relative_to(PACKAGE)
        for file in PACKAGE.rglob("*.py")
        if any(map(bare, ast.walk(ast.parse(file.read_text(encoding="utf-8")))))
    }
    assert found <= STARTS_THREADS


def test_source_is_read_by_one_thread_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """`warnings.catch_warnings` is the process's: who leaves it turns on the warnings of who is still in it."""
    inside, seen, parse = list[int](), list[int](), ast.parse

    def slow(source: str, path: str) -> ast.Module:
        inside.append(1)
        time.sleep(0.02)
        seen.append(len(inside))
        inside.pop()
        return parse(source, path)

    with monkeypatch.context() as patched, ThreadPoolExecutor(4) as pool:
        patched.setattr(ast, "parse", slow)
        read = list(pool.map(lambda number: parse_source("a.py", f"app = {number}, '\\d'\n"), range(8)))
    assert [one.problem for one in read if one.problem] == []
    assert seen == [1] * 8


def test_a_changed_check_is_another_state(tmp_path: Path) -> None:
    practice = Practice(practice_with(tmp_path / "practice"))
    before = fingerprint.state(practice)
    assert fingerprint.state(practice) == before
    (practice.checks / "test_03_env.py").unlink()
    assert fingerprint.state(practice) != before
