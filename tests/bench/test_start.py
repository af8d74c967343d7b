"""How soon programs start is measured in turns, and told as ratios."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench import start

if TYPE_CHECKING:
    from pathlib import Path


def test_a_program_that_takes_twice_as_long_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "sleeper.py"
    file.write_text("import sys, time; time.sleep(float(sys.argv[1]))")
    quick, slow = (f"{sys.executable} -I -S {file} {seconds}" for seconds in (0.1, 0.6))
    found = start.measure([quick, slow], 1)
    assert list(found) == [f"{program} {name}" for name in ("--version", "check") for program in (quick, slow)]
    ratio = float(str(found[f"{slow} check"]).split("ratios ")[1].split()[0])
    assert 1.5 < ratio < 7
    assert str(found[f"{quick} check"]).endswith("ratios 1.00 1.00")


def test_the_first_run_does_not_count() -> None:
    assert start.medians([(9.0, 9.0), (1.0, 0.5), (3.0, 0.7)]) == (2.0, 0.6)
