"""`perito lint --schema NAME`: the JSON Schema of a file that a person writes, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito import errors
from perito.classroom.roster.schema import roster
from perito.cli.commands.roster import inputs_of
from perito.grading.settings import one_of
from perito.practice import schemas

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {**schemas.OF_PRACTICE, "roster": roster}


def text(name: str) -> str:
    """A schema as it is published. Raises UsageError for a file that has none."""
    one_of("--schema", name, tuple(SCHEMAS))
    return schemas.text(SCHEMAS[name]())


def run(name: str, practice: Path | None = None) -> int:
    """Print it; of a roster with the columns of what `practice` is given; returns the exit status.

    Raises UsageError, locate.PracticeError, rubric.RubricError.
    """
    if name == "roster" and practice is not None:
        print(schemas.text(roster(inputs_of(practice))), end="")
    else:
        print(text(name), end="")
    return errors.OK
