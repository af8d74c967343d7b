"""A server whose host key has changed, against the one that was graded before: what is the same, and what that says.

Pure. What a server says of itself is no proof; a key that it proves is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.classroom.identity import words
from perito.support.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.classroom.identity.model import Facts

KEYS = "host-key"
MACHINE, CARD, BOOT, INSTALLED, ACCOUNTS, IMAGE, WORK = (
    "machine-id", "mac", "boot-id", "installed", "accounts", "image-time", "changed",
)  # fmt: skip
TEXTS: Final = {
    MACHINE: N_("the machine id (as a digest)"),
    CARD: N_("the network card's address"),
    BOOT: N_("the boot id (new at every boot)"),
    INSTALLED: N_("when it was installed, or its keys were made"),
    ACCOUNTS: N_("the accounts and their numbers"),
    IMAGE: N_("when its accounts and packages last changed"),
    WORK: N_("the times of the student's files"),
}
VERDICTS: Final = {
    "partly": N_("it still proves a key that it had: it is the same server, and only some of its keys are new"),
    "same": N_("by what it says, the same machine with its disk as it was: only its keys were made anew"),
    "moved": N_("by what it says, the same disk in another machine: it was moved, or it is a copy"),
    "rebuilt": N_("by what it says, the same machine installed anew: a rebuilt server looks like this"),
    "other": N_(
        "nothing of the machine is as it was: it was built anew from nothing, it is another server, or somebody is in "
        "between; ask whose it is before you accept it"
    ),
    "unknown": N_("nothing can be compared: accept it only if you know why its key is another one"),
}
FOREIGN: Final = N_("the key that it shows is none of those on its disk: somebody may be in between")


@dataclass(frozen=True)
class Compared:
    """One thing before and now, as it is shown; `same` None: unknown of one of them."""

    text: str
    same: bool | None
    before: str = ""
    now: str = ""


@dataclass(frozen=True)
class Rebuilt:
    """What is the same and what is not, and what that says, in the current language."""

    compared: tuple[Compared, ...]
    verdict: str
    warning: str = ""


def compare(before: Facts | None, now: Facts | None, shown: Mapping[str, str]) -> Rebuilt:
    """Two states of a server. None: unknown. `shown`: fingerprints of the keys that it proves now, by type."""
    keys = _keys(before, shown)
    values = [_of_kind(kind, before, now) for kind in TEXTS]
    compared = (*keys, *(one for one in values if one is not None))
    same = {kind: one.same for kind, one in zip(TEXTS, values, strict=True) if one is not None}
    warning = _(FOREIGN) if _is_foreign(now, shown) else ""
    return Rebuilt(compared, _(VERDICTS[_judged(same, partly=any(one.same for one in keys))]), warning)


def _judged(same: Mapping[str, bool | None], *, partly: bool) -> str:
    if partly:
        return "partly"
    machine, card = same.get(MACHINE), same.get(CARD)
    if machine or same.get(BOOT):
        return "moved" if card is False else "same"
    if card:
        return "rebuilt"
    return "other" if False in {machine, card} else "unknown"


def _keys(before: Facts | None, shown: Mapping[str, str]) -> list[Compared]:
    """Each key that it shows, against the one of that type that it had."""
    had = dict(value.split(" ", 1) for value in _values(before, KEYS) if " " in value)
    text = _("the host key {type}")
    found = []
    for kind, now in shown.items():
        then = had.get(kind, "")
        found.append(Compared(text.format(type=kind), then == now if then else None, then, now))
    return found


def _is_foreign(now: Facts | None, shown: Mapping[str, str]) -> bool:
    """Whether a server that lists the keys on its disk proves others."""
    on_disk = {value.partition(" ")[2] for value in _values(now, KEYS)}
    return bool(on_disk) and not on_disk & set(shown.values())


def _of_kind(kind: str, before: Facts | None, now: Facts | None) -> Compared | None:
    """One kind of fact; None where neither has any."""
    then, today = _by_role(before, kind), _by_role(now, kind)
    if not then and not today:
        return None
    roles = then.keys() & today.keys()
    same = {then[role] == today[role] for role in roles}
    alike = None if not roles else same == {True}
    if kind == WORK and roles:
        count = sum(then[role] == today[role] for role in roles)
        return Compared(_(TEXTS[kind]), alike, "", _("{count} of {all}").format(count=count, all=len(roles)))
    shown = (_shown(kind, then), _shown(kind, today))
    return Compared(_(TEXTS[kind]), alike, *shown)


def _by_role(facts: Facts | None, kind: str) -> dict[str, str]:
    """The values of a kind by their subject; several of one subject together."""
    found: dict[str, list[str]] = {}
    for one in facts.facts if facts is not None else ():
        if one.kind == kind:
            found.setdefault(one.shown or one.role, []).append(one.value)
    return {role: " ".join(sorted(values)) for role, values in found.items()}


def _shown(kind: str, values: Mapping[str, str]) -> str:
    if kind in {INSTALLED, IMAGE}:
        return ", ".join(sorted({words.moment(value).partition(".")[0] for value in values.values()}))
    return " ".join(values.values())


def _values(facts: Facts | None, kind: str) -> list[str]:
    return [one.value for one in facts.facts if one.kind == kind] if facts is not None else []
