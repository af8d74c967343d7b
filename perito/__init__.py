"""Perito examines a live server and grades it.

`grade` gives the result of a server or a recording; checks are written with `check`, `expect` and the three outcomes
other than passing. Each name is loaded on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from perito.support.version import __version__

if TYPE_CHECKING:
    from perito.documents.result import Result
    from perito.errors import CannotLook, PeritoError
    from perito.grading.public import grade
    from perito.practice.expect import Failure, NotApplicable, check, expect, finding

__all__ = [
    "CannotLook",
    "Failure",
    "NotApplicable",
    "PeritoError",
    "Result",
    "__version__",
    "check",
    "expect",
    "finding",
    "grade",
]

_PLACES = {
    "CannotLook": "perito.errors",
    "Failure": "perito.practice.expect",
    "NotApplicable": "perito.practice.expect",
    "PeritoError": "perito.errors",
    "Result": "perito.documents.result",
    "check": "perito.practice.expect",
    "expect": "perito.practice.expect",
    "finding": "perito.practice.expect",
    "grade": "perito.grading.public",
}


def __getattr__(name: str) -> Any:
    """The public names, on first use (PEP 562): `perito --help` loads none of them."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
