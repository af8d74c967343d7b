"""`perito lint`: a practice proved sound before anybody is graded by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito import exits, i18n, practices, rubric, soundness
from perito.commands.common import one_of

if TYPE_CHECKING:
    from pathlib import Path


def run(directory: Path | None, language: str) -> int:
    """Print one line that says how large the rubric is; returns the exit status.

    Raises PracticeError or RubricError with a line for everything that is wrong, UsageError.
    """
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    practice = practices.find(directory)
    loaded = rubric.load(practice.rubric)
    soundness.prove(practice, loaded, thoroughly=True)
    points = sum(entry.points for entry in loaded.checks.values())
    steps, checks = len(loaded.steps), len(loaded.checks)
    print(f"{practice.rubric}: {checks} checks in {steps} steps, {points} points")
    return exits.OK
