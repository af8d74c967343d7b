"""Without the extra `class`: what grades a class says what to install, and one server is graded all the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.classroom.recorded_class import class_run
from tests.cli.running import run
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT = "import sys; sys.modules['pebble'] = None; sys.argv[0] = 'perito'; from perito.__main__ import main; main()"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_class_says_what_to_install(tmp_path: Path, lang: str) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("id,host,user\nana,127.0.0.1,ana\n")
    words = ("grade", roster, "--lang", lang) if lang == "en" else ("grade", roster)
    ended = run(sys.executable, "-c", WITHOUT, *words, cwd=tmp_path)
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert ended.said[0].endswith("pip install 'perito[class]'")
    assert ended.said[0].startswith("a class" if lang == "en" else "para calificar")
    assert [path.name for path in tmp_path.iterdir()] == ["roster.csv"]


def test_so_does_grading_it_again(tmp_path: Path) -> None:
    class_run(tmp_path / "run", {"ana": next(iter(store.DEMO))})
    ended = run(sys.executable, "-c", WITHOUT, "regrade", tmp_path / "run", "--replay")
    assert (ended.status, ended.said[0].endswith("pip install 'perito[class]'")) == (2, True)


def test_one_server_is_graded_all_the_same(tmp_path: Path) -> None:
    class_run(tmp_path / "run", {"ana": next(iter(store.DEMO))})
    ended = run(sys.executable, "-c", WITHOUT, "regrade", tmp_path / "run" / "ana")
    assert "Nota" in ended.out
