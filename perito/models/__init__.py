"""The models: the subjects of a practice as parts, named in the head of the practice's rubric.

Those that came with Perito have a package here; others are found by the entry point `perito.models` of what is
installed: its name is what rubrics say, its value an object with the interface of `perito.models.model`. The engine
knows a model by that interface alone.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from perito.errors import USAGE, PeritoError
from perito.practice import head
from perito.support.i18n import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from perito.evidence.session import Session
    from perito.models.model import Model
    from perito.practice.locate import Practice

GROUP: Final = "perito.models"
# Known without the metadata of an installation: perito.pyz has none.
SHIPPED: Final = {name: f"perito.models.{name}.model:MODEL" for name in ("flask", "none", "web")}


class ModelError(PeritoError, LookupError):
    """No such model, or one that cannot be used. The message is one line."""

    exit_status = USAGE


@cache
def load(name: str) -> Model:
    """The model of that name. Raises ModelError where there is none, two are called so, or it is not whole."""
    if name in SHIPPED:
        module, _colon, attribute = SHIPPED[name].partition(":")
        shipped: Model = getattr(import_module(module), attribute)
        return shipped
    return _installed(name)


def of(practice: Practice) -> Model:
    """The model of a practice. Raises ModelError, with the place in the rubric that names it,
    and rubric.RubricError where the practice needs another Perito."""
    try:
        return load(practice.model)
    except ModelError as error:
        head.prove_of(practice.rubric)  # a later Perito may know it
        raise ModelError(f"{practice.model_place}: {error}") from error


def before_login(practice: Practice, session: Session) -> None:
    """Ask a server what is to be asked before the login, where the practice compares it with what is seen after it.
    Raises as `of`, and TransportError."""
    if practice.compares:
        of(practice).before_login(session)


def known() -> list[str]:
    """The names of all models that rubrics may name."""
    return sorted({*SHIPPED, *(one.name for one in _entries())})


def _entries() -> list[EntryPoint]:
    from importlib.metadata import entry_points  # thirty milliseconds, which the shipped ones do not pay

    return list(entry_points(group=GROUP))


def _installed(name: str) -> Model:
    found = {one.value: one for one in _entries() if one.name == name}
    if not found:
        said = _("no model is called {name!r}; there are {known}")
        raise ModelError(said.format(name=name, known=", ".join(known())))
    if len(found) > 1:
        said = _("two models are called {name!r}: {values}")
        raise ModelError(said.format(name=name, values=", ".join(sorted(found))))
    (entry,) = found.values()
    try:
        model: Model = entry.load()
    except Exception as error:  # somebody else's code
        said = _("the model {name!r} cannot be loaded from {value}: {reason}")
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise ModelError(said.format(name=name, value=entry.value, reason=reason)) from error
    _prove(name, entry.value, model)
    return model


def _prove(name: str, value: str, model: object) -> None:
    """Raise ModelError where a model lacks a part of the interface."""
    from perito.models.model import Model

    lacking = [one for one in _interface(Model) if not hasattr(model, one)]
    if lacking:
        said = _("the model {name!r} ({value}) has no {lacking}: see perito/models/model.py")
        raise ModelError(said.format(name=name, value=value, lacking=", ".join(lacking)))


def _interface(model: type) -> list[str]:
    """The names that a model must have."""
    return [name for name in vars(model) if not name.startswith("_")]
