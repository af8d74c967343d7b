"""Proof that every finding raised in code has words, every entry is used, and every placeholder has a value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import perito
from perito.grading import placeholders
from perito.practice.raised import raised
from perito.practice.words import PLACEHOLDER, WordsError, beside
from perito.support.i18n import _
from perito.support.meant import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from perito.models.model import Model
    from perito.practice.locate import Practice
    from perito.practice.raised import Raised
    from perito.practice.rubric import Rubric
    from perito.practice.words import Words

ENGINE = ("models", "server")  # beside a practice's own checks, who raises findings


def problems(practice: Practice, rubric: Rubric, model: Model, kinds: Mapping[str, str] | None = None) -> Iterator[str]:
    """All problems with the words of a practice, as `file:line:column: what`. `kinds`: of subjects, by check."""
    catalogue = beside(practice.rubric, rubric.languages)
    catalogue = catalogue.speaking(catalogue.further)
    try:
        words = catalogue.everything()
        documents = catalogue.documents()
        alone = catalogue.directory is not None and not rubric.bases
        spoken = words if alone else rubric.words.everything()  # without any, those that ship; and those of a base
    except WordsError as error:
        yield from error.problems
        return
    own = {*practice.checks.rglob("*.py"), practice.directory / "conftest.py"}
    try:
        below = (
            path for base in practice.bases for path in (*base.checks.rglob("*.py"), base.directory / "conftest.py")
        )
        found = raised(sorted({path for path in (*own, *below, *_engine()) if path.is_file()}))
    except (SyntaxError, OSError):
        return  # pytest says what is wrong with it
    by_id: dict[str, list[Raised]] = {}
    for one in found:
        check = one.finding.partition("/")[0]
        if check in rubric.checks:
            by_id.setdefault(one.finding, []).append(one)
            step = check.partition(".")[0]
            if one.finding not in spoken and (step in documents or one.path in own):  # a model's may never be raised
                text = _("the finding {finding} has no words in words/{step}.yaml")
                yield f"{one}: {text.format(finding=one.finding, step=step)}"
        elif one.path in own:
            yield f"{one}: " + _("the finding {finding} is of no check in the rubric").format(finding=one.finding)
    for name, entry in words.items():
        document = documents[name.partition(".")[0]]
        names = placeholders.of_check(rubric, model, (kinds or {}).get(name.partition("/")[0]))
        for where, text in _of_words(name, entry, by_id.get(name, ()), rubric, names):
            yield f"{document.path}{document.place((name, *where))}: {text}"


def _engine() -> Iterator[Path]:
    for name in ENGINE:
        yield from (Path(perito.__file__).parent / name).rglob("*.py")


def _of_words(
    name: str, words: Words, places: Sequence[Raised], rubric: Rubric, names: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The problems of one finding's words, each with the keys to it."""
    if name.partition("/")[0] not in rubric.checks:
        yield (
            (),
            _("the finding {finding} is of no check in the rubric").format(finding=name)
            + nearest(name.partition("/")[0], rubric.checks),
        )
        return
    if not places:
        yield (), _("no check raises {finding}").format(finding=name)
        return
    known = frozenset.intersection(*(one.said for one in places))
    if not all(one.whole for one in places):
        return  # it passes its arguments on: only a run can tell
    for where, text in words.texts():
        for placeholder in PLACEHOLDER.findall(text):
            if placeholder not in known | names:
                yield where, placeholders.for_nothing(placeholder, known | names)
