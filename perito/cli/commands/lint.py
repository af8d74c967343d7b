"""`perito lint`: a practice proved sound before anybody is graded by it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from perito import errors, models
from perito.cli.commands.common import tell_expired
from perito.grading import soundness
from perito.grading.settings import one_of, spoken
from perito.practice import commands, coverage, locate, own_model, rubric, waivers
from perito.support import i18n
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.practice.locate import Practice
    from perito.practice.rubric import Rubric


def run(directory: Path | None, language: str, waived: Path | None = None) -> int:
    """Print one line with the size of the rubric, and name expired waivers; returns the exit status.

    In a language with files of its own, a line follows for each text that they lack.

    Raises PracticeError, RubricError, WaiverError or LibraryError with a line for every error, UsageError.
    """
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    practice = locate.find(directory)
    models.of(practice)
    loaded = rubric.load(practice.rubric, every_language=True)
    language = spoken(language, loaded)
    soundness.prove(practice, loaded, thoroughly=True)
    _prove_lab(practice, loaded)
    points = sum(entry.points for entry in loaded.checks.values())
    steps, checks = len(loaded.steps), len(loaded.checks)
    tell_expired(waivers.load(waived, loaded.checks, datetime.now().astimezone().date(), rubric=loaded))
    print(f"{practice.rubric}: {checks} checks in {steps} steps, {points} points")
    for said in (*_of_model(practice), *_writing(practice)):
        print(said)
    for missing in coverage.missing(practice.rubric, loaded, language):
        print(missing)
    return errors.OK


def _prove_lab(practice: Practice, loaded: Rubric) -> None:
    """Raises LibraryError where the practice has a lab with a mistake or a variant that it knows nothing of."""
    if not (practice.directory / "lab").is_dir():
        return
    from perito.lab import library

    library.of(practice).prove(loaded.checks, loaded.words.everything())


def _of_model(practice: Practice) -> Iterator[str]:
    """Which model is meant where the rubric names none."""
    if practice.named_model is not None or practice.bases:
        return
    taken = own_model.first_taken(practice.directory)
    if taken is None:
        said = _("{rubric}:1:1: no `model:`, so `none`: nothing is asked but what the checks ask")
        yield said.format(rubric=practice.rubric)
    else:
        said = _("{rubric}:1:1: no `model:`, so `{model}`, as a check takes its `{fixture}` ({place}): write it there")
        yield said.format(rubric=practice.rubric, model=practice.model, fixture=taken.fixture, place=taken.place)


def _writing(practice: Practice) -> Iterator[str]:
    """Commands of checks that change the server."""
    for place, word in commands.writing(practice.directory):
        yield f"{place}: " + _("this is not a look: `{word}` (a check leaves the server as it is)").format(word=word)
