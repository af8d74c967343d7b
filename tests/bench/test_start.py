"""How soon programs start is measured in turns, and told as ratios."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench import start

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest


def test_programs_are_run_in_turns_and_compared_with_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def once(words: Sequence[str]) -> tuple[float, float]:
        ran.append(" ".join(words[:2]))
        return (1.0, 0.5) if words[0] == "quick" else (3.0, 1.0)

    monkeypatch.setattr(start, "once", once)
    found = start.measure(["quick", "slow"], 1)
    assert ran == ["quick --version", "quick check", "slow --version", "slow check"] * 2
    assert found["slow check"] == "3.000 s, 1.000 s of a processor; ratios 3.00 2.00"
    assert str(found["quick --version"]).endswith("ratios 1.00 1.00")


def test_what_a_program_takes() -> None:
    program = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass\nraise SystemExit(2)"
    wall, processor = start.once([sys.executable, "-I", "-S", "-c", program])
    assert wall >= processor * 0.9 > 0.15


def test_the_first_run_does_not_count() -> None:
    assert start.medians([(9.0, 9.0), (1.0, 0.5), (3.0, 0.7)]) == (2.0, 0.6)
