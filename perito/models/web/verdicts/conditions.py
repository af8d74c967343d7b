"""Conditions and assertions of a unit that systemd found unmet: systemd.unit(5), in the words of its versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment

# Of systemd up to 249, up to 255, and from 256 on.
NAMED: Final = re.compile(
    r"Condition check resulted in (.*) being"
    r"|skipped because of an unmet condition check \((.*)\)"
    r"|skipped, unmet condition check (\S.*)"
)
TRIGGERS: Final = re.compile(r"skipped(?: because|,) no trigger condition checks were met")
ASSERTIONS: Final = re.compile(r"Assertion failed for |asserts failed")
SAYINGS: Final = (NAMED, TRIGGERS, ASSERTIONS)


def unmet(deployment: Deployment) -> str | None:
    """What was not met when systemd was last asked to start the unit, as `ConditionPathExists=/a`.

    Where systemd does not say which, all that may be meant. None where it started or was stopped since.
    """
    try:
        lines = deployment.server.see(deployment.service.journal_probe())
    except CannotLook:
        return None
    own = [line.message for line in lines if line.message.startswith(("Start", "Stop")) or _is_told(line.message)]
    last = own[-1] if own else ""
    if found := NAMED.search(last):
        return next(one for one in found.groups() if one)
    if TRIGGERS.search(last):
        return _written(deployment, "Condition", "|")
    return _written(deployment, "Assert") if ASSERTIONS.search(last) else None


def _is_told(message: str) -> bool:
    return any(one.search(message) for one in SAYINGS)


def _written(deployment: Deployment, kind: str, mark: str = "") -> str:
    """The unit's lines of that kind."""
    lines = (one for one in deployment.unit.text.assignments if one.section == "Unit" and one.key.startswith(kind))
    return ", ".join(f"{one.key}={one.value}" for one in lines if one.value.startswith(mark)) or f"{kind}…="
