"""The checks that must end with an outcome: those of the rubric that apply to a subject, and all collected ones. Pure.

Two independent sources are compared, as each alone can be incomplete: the rubric has none of a teacher's own checks,
and pytest's collection may miss some, because a file is gone or a module was imported while another thread had read
only half of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.errors import Unseen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from perito.grading.causes import Key
    from perito.practice.rubric import Rubric

REASONS = frozenset({Unseen.NOT_RUN, Unseen.RUN_TWICE})


@dataclass(frozen=True)
class Scope:
    """The scope of a run. `steps`: those asked for, none where all were; `labels`: the deployments; `extensions`:
    further parts."""

    rubric: Rubric
    steps: frozenset[str]
    labels: tuple[str, ...]
    extensions: frozenset[str]

    def asked(self, deployment: str | None, check: str) -> bool:
        """Whether a check belongs to this run: those of one part are for its deployment, or where it was asked for."""
        part = self.rubric.part_of(check)
        return part is None or part in ({deployment} if deployment is not None else self.extensions)


@dataclass(frozen=True)
class Collected:
    """pytest's collection. `keys`: every test found; `left_out`: the deselected ones; `whole`: whether it was given all
    files, not some of them by name."""

    keys: tuple[Key, ...] = ()
    left_out: frozenset[Key] = frozenset()
    whole: bool = True


def owed(scope: Scope, collected: Collected) -> list[Key]:
    """Every (deployment, check) that must end with an outcome, in the rubric's order and then as collected."""
    names = [name for name in scope.rubric.checks if not scope.steps or scope.rubric.step_of[name] in scope.steps]
    at_once = {check for deployment, check in collected.keys if deployment is None}
    of_rubric = [key for name in names for key in _subjects(scope, name, name in at_once)] if collected.whole else []
    return [key for key in dict.fromkeys((*of_rubric, *collected.keys)) if key not in collected.left_out]


def _subjects(scope: Scope, check: str, at_once: bool) -> list[Key]:
    """A check runs once for the whole server (`at_once`), or once for each deployment.

    Its tests decide; without a test it is missing in every deployment that would have it.
    """
    subjects: Collection[str | None] = (None,) if at_once or not scope.labels else scope.labels
    if scope.rubric.part_of(check) in scope.extensions:
        subjects = (None,)
    return [(subject, check) for subject in subjects if scope.asked(subject, check)]


def told(keys: Iterable[Key], labels: Collection[str]) -> str:
    """The checks by name, with their deployment where there are several."""
    return ", ".join(f"{label}/{check}" if label and len(labels) > 1 else check for label, check in keys)
