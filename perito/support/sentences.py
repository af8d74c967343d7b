"""Sentences that more than one part of Perito says, in the current language."""

from __future__ import annotations

from perito.support.i18n import _

NOTHING = frozenset({"", "—"})


def wanted_and_found(expected: str, actual: str) -> str:
    """What is said of a failure that has no words of its own: `it should be 775, and it is 755`."""
    if expected in NOTHING:
        return _("it is “{actual}”").format(actual=actual)
    if actual in NOTHING:
        return _("it should be “{expected}”, and there is nothing").format(expected=expected)
    return _("it should be “{expected}”, and it is “{actual}”").format(expected=expected, actual=actual)
