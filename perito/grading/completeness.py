"""The checks that must end with an outcome: those of the rubric that apply to a subject, and all collected ones. Pure.

Two independent sources are compared, as each alone can be incomplete: the rubric has none of a teacher's own checks,
and pytest's collection may miss some, because a file is gone or a module was imported while another thread had read
only half of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.documents.check_names import base
from perito.errors import Unseen
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from perito.grading.causes import Key
    from perito.practice.rubric import Rubric

REASONS = frozenset({Unseen.NOT_RUN, Unseen.RUN_TWICE})


@dataclass(frozen=True)
class Scope:
    """The scope of a run. `steps`: those asked for, none where all were; `labels`: the deployments; `extensions`:
    further parts; `always`: those that are the steps that name them."""

    rubric: Rubric
    steps: frozenset[str]
    labels: tuple[str, ...]
    extensions: frozenset[str]
    always: frozenset[str] = frozenset()

    def asked(self, deployment: str | None, check: str) -> bool:
        """Whether a check belongs to this run: those of one part are for its deployment, or where it was asked for."""
        part = self.rubric.part_of(check)
        if part is None or part in self.always:
            return True
        return part in ({deployment} if deployment is not None else self.extensions)


@dataclass(frozen=True)
class Collected:
    """pytest's collection. `keys`: every test found; `left_out`: the deselected ones; `whole`: whether it was given all
    files, not some of them by name; `skipped`: why, of the checks whose module says that it is to be skipped."""

    keys: tuple[Key, ...] = ()
    left_out: frozenset[Key] = frozenset()
    whole: bool = True
    skipped: Mapping[str, str] = field(default_factory=dict)

    def absent(self, scope: Scope, have: Collection[Key]) -> dict[str, list[Key]]:
        """The checks that were not collected and have no outcome yet, by the reason."""
        found: dict[str, list[Key]] = {}
        removed = _("no test is for it: was a file of the checks removed or renamed?")
        for key in owed(scope, self):
            if key not in self.keys and key not in have:
                found.setdefault(self.skipped.get(key[1], removed), []).append(key)
        return found


def owed(scope: Scope, collected: Collected) -> list[Key]:
    """Every (deployment, check) that must end with an outcome, in the rubric's order and then as collected."""
    names = [name for name in scope.rubric.checks if not scope.steps or scope.rubric.step_of[name] in scope.steps]
    tests = _tests(scope, collected)
    of_rubric = [key for name in names for key in tests.get(name) or _untested(scope, name)] if collected.whole else []
    return [key for key in dict.fromkeys((*of_rubric, *collected.keys)) if key not in collected.left_out]


def _tests(scope: Scope, collected: Collected) -> dict[str, list[Key]]:
    """The tests of each check that runs once for the whole server, for subjects that the practice names, or with
    parameters: what it runs for its tests decide. Of other checks the deployments do."""
    found: dict[str, list[Key]] = {}
    for deployment, check in collected.keys:
        if (deployment not in scope.labels or base(check) != check) and scope.asked(deployment, check):
            found.setdefault(base(check), []).append((deployment, check))
    return found


def _untested(scope: Scope, check: str) -> list[Key]:
    """Without a test a check is missing in every deployment that would have it."""
    subjects: Collection[str | None] = scope.labels or (None,)
    if scope.rubric.part_of(check) in scope.extensions:
        subjects = (None,)
    return [(subject, check) for subject in subjects if scope.asked(subject, check)]


def told(keys: Iterable[Key], labels: Collection[str]) -> str:
    """The checks by name, with their deployment where there are several."""
    return ", ".join(f"{label}/{check}" if label and len(labels) > 1 else check for label, check in keys)
