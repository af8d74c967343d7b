"""A run that must leave nothing out fails where it did."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SKIPPED = "import pytest\n\ndef test_a():\n    pytest.skip('no such tool')\n\ndef test_b():\n    pass\n"


def run(directory: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A pytest of its own, as CI calls it."""
    (directory / "test_it.py").write_text(SKIPPED)
    words = [sys.executable, "-m", "pytest", "-p", "tests.skips", f"--rootdir={directory}", *arguments, str(directory)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PERITO_NO"))}
    return subprocess.run(
        words, capture_output=True, text=True, check=False, cwd=ROOT, env=inherited | environment, timeout=300
    )


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "xdist"])
def test_one_skipped_test_fails_the_run_of_ci(tmp_path: Path, workers: tuple[str, ...]) -> None:
    done = run(tmp_path, *workers, PERITO_NO_SKIPS="1")
    assert done.returncode == 1
    assert "1 skipped, which PERITO_NO_SKIPS forbids" in done.stdout
    assert "no such tool" in done.stdout


def test_elsewhere_it_is_counted_and_no_more(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 0
    assert "1 skipped\n" in done.stdout


def test_nothing_skipped_nothing_said(tmp_path: Path) -> None:
    done = run(tmp_path, "-k", "test_b", PERITO_NO_SKIPS="1")
    assert done.returncode == 0
    assert "skipped tests" not in done.stdout
