"""The models: the subjects of a practice as parts, a package for each, named in the head of the practice's rubric.

The engine knows a model by the interface of `perito.models.model` alone.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.model import Model


@cache
def load(name: str) -> Model:
    """The model of that name. Raises LookupError where there is none."""
    try:
        found: Model = import_module(f"perito.models.{name}.model").MODEL
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith(f"perito.models.{name}"):
            raise
        raise LookupError(_("no model is called {name!r}").format(name=name)) from None
    return found
