"""`perito explain`: what a check looks at, why, and what it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito import errors
from perito.errors import UsageError
from perito.grading.settings import one_of
from perito.practice import locate, rubric
from perito.support import i18n
from perito.support.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from perito.practice.rubric import CheckEntry, Rubric


def run(name: str, practice: Path | None, language: str) -> int:
    """Print one check, the checks of a step, or all; returns the exit status. Raises UsageError."""
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    loaded = rubric.load(locate.find(practice).rubric)
    for line in _lines(loaded, name, language):
        print(line)
    return errors.OK


def _lines(loaded: Rubric, name: str, language: str) -> list[str]:
    if name in loaded.checks:
        return _whole(name, loaded.checks[name], language)
    steps = {name: loaded.steps[name]} if name in loaded.steps else loaded.steps
    if name and name not in loaded.steps:
        raise UsageError(f"no check and no step is called {name!r}; `perito explain` lists them all")
    lines: list[str] = []
    for step in steps.values():
        lines += ["", step.title.in_language(language)]
        lines += [
            f"  {check:<28} {entry.points:>5}  {entry.title.in_language(language)}"
            for check, entry in step.checks.items()
        ]
    return lines[1:]


def _whole(name: str, entry: CheckEntry, language: str) -> list[str]:
    rows = [
        (_("Check"), name),
        (_("Points"), str(entry.points)),
        (_("What"), entry.title.in_language(language)),
        (_("Why"), entry.why.in_language(language) if entry.why else ""),
        (_("Hint"), entry.hint.in_language(language) if entry.hint else ""),
        (_("See it yourself"), entry.see),
        (_("Requires"), ", ".join(entry.requires)),
        (_("May be explained by"), ", ".join(entry.wants)),
    ]
    return [f"{label}: {text}" for label, text in rows if text]
