"""Students of a class by what a person types: an id, a pattern of ids, an email or a name. Pure."""

from __future__ import annotations

from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.classroom.job import Person

FEW = 5


def is_pattern(wanted: str) -> bool:
    """Whether it may stand for several students."""
    return any(sign in wanted for sign in "*?[")


def chosen(people: Sequence[Person], wanted: Sequence[str]) -> list[Person]:
    """The students meant, each once, in the order asked for. Raises UsageError, with similar ids, for nobody."""
    found: dict[str, Person] = {}
    for one in wanted:
        found |= {person.id: person for person in _meant(people, one)}
    return list(found.values())


def one_of(people: Sequence[Person], wanted: str) -> Person:
    """The one student meant. Raises UsageError for nobody and for several."""
    found = _meant(people, wanted)
    if len(found) > 1:
        text = _("--student {wanted}: that is several: {students}")
        raise UsageError(text.format(wanted=wanted, students=_listed([person.id for person in found])))
    return found[0]


def _meant(people: Sequence[Person], wanted: str) -> list[Person]:
    exact = [person for person in people if person.id == wanted]
    if exact:
        return exact
    if is_pattern(wanted):
        found = [person for person in people if fnmatchcase(person.id, wanted)]
    else:
        folded = wanted.casefold()
        found = [one for one in people if folded in {one.id.casefold(), one.email.casefold(), one.name.casefold()}]
    if not found:
        raise UsageError(_nobody(people, wanted))
    return found


def _nobody(people: Sequence[Person], wanted: str) -> str:
    ids = [person.id for person in people]
    near = get_close_matches(wanted, ids, n=FEW) or ids
    text = _("--student {wanted}: nobody in this class is called that; there are {students}")
    return text.format(wanted=wanted, students=_listed(near))


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:FEW]) + (", …" if len(ids) > FEW else "")
