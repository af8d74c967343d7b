"""The options and the columns of rosters that belong to models: names on the server, and the part that lies elsewhere.

A model declares the fields of a target that it knows what to do with. Those given to a practice whose model does not
have them are refused in one line, before anybody connects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from perito import models
from perito.errors import UsageError
from perito.support.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.practice.locate import Practice
    from perito.transport.target import Target

ELSEWHERE: Final = N_("{option}: the practice {practice} has no part that lies elsewhere")
# By field of a target: its option, its column in rosters (none: ""), and what a practice without it does not do.
OPTIONS: Final[dict[str, tuple[str, str, str]]] = {
    "apps": ("--app", "app", N_("{option}: the practice {practice} examines no deployments")),
    "service": ("--service", "service", N_("{option}: the practice {practice} looks for no unit by its name")),
    "site": ("--site", "site", N_("{option}: the practice {practice} looks for no site by its name")),
    "server_name": ("--server-name", "server_name", N_("{option}: the practice {practice} visits no site by its name")),
    "heroku": ("--heroku", "", ELSEWHERE),
    "heroku_repo": ("--heroku-repo", "", ELSEWHERE),
    "heroku_ca": ("--heroku-ca", "", ELSEWHERE),
    "heroku_platform": ("--heroku-platform", "", ELSEWHERE),
}


def given(target: Target) -> Iterator[str]:
    """The fields of models that a target has."""
    return (field for field in OPTIONS if getattr(target, field) not in (None, ()))


def check(practice: Practice, name: str, target: Target) -> None:
    """Raise UsageError for an option that the practice's model does not have. `name`: the practice's."""
    for field in given(target):
        if field not in models.of(practice).options:
            option, _column, sentence = OPTIONS[field]
            raise UsageError(_(sentence).format(option=option, practice=name))


def check_columns(practice: Practice, name: str, rows: Iterable[tuple[str, Target]]) -> None:
    """Raise UsageError, with its place, for the first column of a roster that the practice's model does not have.

    `rows`: each student's place in the roster, and their target.
    """
    has = models.of(practice).options
    for place, target in rows:
        for field in given(target):
            if field not in has:
                _option, column, sentence = OPTIONS[field]
                said = _(sentence).format(option=column, practice=name)
                raise UsageError(f"{place}: {said}")


def groups() -> dict[str, str]:
    """Titles of groups of options, each with the models that have them, and their options' names."""
    here = [field for field, (_option, _column, sentence) in OPTIONS.items() if sentence is not ELSEWHERE]
    found = {}
    for fields in (here, [field for field in OPTIONS if field not in here]):
        names = sorted({owner for field in fields for owner in owners(field)})
        title = (
            ngettext("What on the server (model {models})", "What on the server (models {models})", len(names))
            if fields is here
            else ngettext("What lies elsewhere (model {models})", "What lies elsewhere (models {models})", len(names))
        )
        found[title.format(models=_(" and ").join(names))] = " ".join(OPTIONS[one][0].lstrip("-") for one in fields)
    return found


def owners(field: str) -> list[str]:
    """The shipped models that have an option."""
    return [name for name in models.SHIPPED if field in models.load(name).options]
