"""Which deployment is the exercise, where no label was given. Pure.

The exercise is a cloned repository: a clone, its requirements.txt, its templates and styles, often its name. Exactly
one directory must bear such marks, clearly more than any other; otherwise it is not guessed.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.models.flask.hints import DirectoryHint

FIRST, EXERCISE = "poc", "exercise"
ENOUGH, MARGIN = 2, 2
ALIKE = 0.8


def labels(
    directories: Sequence[DirectoryHint], given: Sequence[str], usual: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """A label for each directory, and the assumption behind it ("" where there was none).

    `given` are the labels asked for, "" where none was; `usual` the usual names of the parts' directories.
    """
    names = [hint.app for hint in directories]
    if len(directories) == 1:
        return [given[0] or FIRST], [""]
    own = [label or name for label, name in zip(given, names, strict=True)]
    if any(given) or not {FIRST, EXERCISE} <= usual.keys():
        return own, [""] * len(own)
    exercise = _exercise(directories, usual[EXERCISE])
    if exercise is None:
        unknown = _("which one is the exercise cannot be told: say so with --app exercise=NAME")
        return own, [unknown] * len(own)
    others = [place for place in range(len(own)) if place != exercise]
    own[exercise] = EXERCISE
    if len(others) == 1:
        own[others[0]] = FIRST
    notes = [""] * len(own)
    notes[exercise] = _("{app} is taken for the exercise: {marks}").format(
        app=names[exercise], marks=", ".join(marks(directories[exercise], usual[EXERCISE]))
    )
    return own, notes


def _exercise(directories: Sequence[DirectoryHint], usual: str) -> int | None:
    """The place of the one directory that clearly bears the marks of the exercise."""
    points = [sum(marks(hint, usual).values()) for hint in directories]
    first, second = sorted(points, reverse=True)[:2]
    return points.index(first) if first >= ENOUGH and first - second >= MARGIN else None


def marks(hint: DirectoryHint, usual: str) -> dict[str, int]:
    """The marks of the exercise in a directory, and their weight."""
    found = {}
    if ".git" in hint.names:
        found["git clone"] = 2
    if "requirements.txt" in hint.names:
        found["requirements.txt"] = 2
    if hint.names & {"templates", "static"}:
        found["templates, static"] = 1
    if _alike(hint.app, usual):
        found[hint.app] = 2
    return found


def _alike(name: str, usual: str) -> bool:
    one, other = (re.sub(r"[^a-z0-9]", "", text.lower()) for text in (name, usual))
    return bool(one) and SequenceMatcher(None, one, other).ratio() >= ALIKE
