"""`import perito`: what it offers, and that it loads nothing before it is asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import perito
from perito.errors import USAGE, PeritoError
from perito.evidence.session import Session
from perito.practice import locate
from tests.cli.running import ROOT
from tests.recorded import store

if TYPE_CHECKING:
    from perito.documents.result import CheckResult


def copied(tmp_path: Path) -> Path:
    """A practice of one's own: the one that ships."""
    shutil.copytree(ROOT / "checks", tmp_path / "practice" / "checks")
    shutil.copy(ROOT / "rubric.yaml", tmp_path / "practice")
    return tmp_path / "practice"


def test_a_recording_a_run_and_a_session_come_to_the_same(tmp_path: Path) -> None:
    recorded = store.demo("stopped")
    shutil.copy(recorded, tmp_path / "evidence.jsonl.gz")
    results = [perito.grade(one) for one in (recorded, tmp_path, Session.replay(recorded))]
    assert [one.root_causes[0].check for one in results] == ["service.active"] * 3
    assert len({one.score for one in results}) == 1


def test_options_for_other_tests_are_none_for_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A CI job that sets PYTEST_ADDOPTS for its own tests grades as any other; the variable stays for them."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-rf --no-such-option")
    assert perito.grade(store.demo("sound")).complete
    assert os.environ["PYTEST_ADDOPTS"] == "-rf --no-such-option"


def test_the_settings_hold(tmp_path: Path) -> None:
    heard: list[CheckResult] = []
    result = perito.grade(store.demo("sound"), copied(tmp_path), steps=frozenset({"directory"}), listener=heard.append)
    assert {one.step for one in result.checks} == {"directory"} == {one.step for one in heard}
    assert result.scope is not None


def test_a_practice_that_lint_refuses_grades_nobody(tmp_path: Path) -> None:
    practice = copied(tmp_path)
    (practice / "checks" / "test_03_env.py").unlink()
    with pytest.raises(PeritoError, match=r"env\.exists") as error:
        perito.grade(store.demo("sound"), practice)
    assert error.value.exit_status == USAGE


@pytest.mark.parametrize(("what", "said"), [("ana@", "ana@"), (Path("/nowhere"), "nowhere")])
def test_what_is_no_target_and_no_recording_is_an_error_of_ours(what: str | Path, said: str) -> None:
    with pytest.raises(PeritoError, match=said) as error:
        perito.grade(what, locate.find().directory)
    assert error.value.exit_status == USAGE


def test_expect_is_the_function_also_where_the_teachers_module_was_imported() -> None:
    program = "import perito.expect, perito; from perito import expect, check, Failure\n"
    program += "expect(2).to_equal(2)\ntry: perito.expect(1).to_equal(2)\nexcept Failure: print('fails')"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "fails\n"


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    program = "import sys, perito; print(*sorted(one for one in sys.modules if one.startswith(('perito', 'pytest'))))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "perito perito.support perito.support.version\n"


def test_there_is_no_other_name() -> None:
    assert all(getattr(perito, name) is not None for name in perito.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = perito.nothing
