"""Which `{placeholders}` the texts of a practice may have: those of its model, of its subjects, and its inputs.

A check for a deployment, or for the whole server, has the model's; one for a subject that the practice names has that
subject's own. What is of every practice: the server's address, and where the model has a part elsewhere, its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.deployment import DEPLOYMENT
from perito.practice import subjects
from perito.practice.words import PLACEHOLDER
from perito.support.i18n import _
from perito.support.meant import nearest
from perito.support.yamlfile import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from perito.models.model import Model
    from perito.practice.rubric import CheckEntry, Rubric

ADDRESS = "address"


def of_model(model: Model) -> frozenset[str]:
    """Those of a check for a deployment, or for the whole server."""
    return frozenset({*model.placeholders, ADDRESS, model.extension} - {""})


def of_check(rubric: Rubric, model: Model, kind: str | None = None) -> frozenset[str]:
    """Those of a check for subjects of a kind; `kind` empty: for the whole server; None: for whichever it is."""
    inputs = {name for name, entry in rubric.inputs.items() if not entry.secret}
    if kind is None:
        own = {*of_model(model), *subjects.placeholders(rubric.subjects)}
    elif kind in {"", DEPLOYMENT}:
        own = {*of_model(model)}
    else:
        own = {*subjects.placeholders_of(kind, rubric.subjects), ADDRESS, model.extension} - {""}
    return frozenset(own | inputs)


def problems(rubric: Rubric, model: Model, kinds: Mapping[str, str] | None = None) -> Iterator[Problem]:
    """Those of a rubric's texts that stand for nothing, and inputs with the name of something else.

    `kinds`: the kind of subject of each check, as far as it is known.
    """
    for step, content in rubric.steps.items():
        for name, entry in content.checks.items():
            known = of_check(rubric, model, (kinds or {}).get(name))
            for path, text in _texts(entry):
                for one in PLACEHOLDER.findall(text):
                    if one not in known:
                        yield Problem(("steps", step, "checks", name, *path), for_nothing(one, known))
    for name in rubric.inputs.keys() & {*of_model(model), *subjects.placeholders(rubric.subjects)}:
        yield Problem(("inputs", name), _("texts name something else by {{{name}}}").format(name=name))


def for_nothing(name: str, known: Iterable[str]) -> str:
    """What is said of a placeholder that stands for nothing, with the one that was meant."""
    return _("{{{name}}} stands for nothing").format(name=name) + nearest(
        f"{{{name}}}", (f"{{{one}}}" for one in known)
    )


def _texts(entry: CheckEntry) -> Iterator[tuple[tuple[str, ...], str]]:
    """A check's texts, each with the keys to it."""
    for name, text in (("title", entry.title), ("unmet", entry.unmet), ("why", entry.why), ("hint", entry.hint)):
        for language, said in text.root.items() if text is not None else ():
            yield (name, language), said
    yield ("see",), entry.see.run
