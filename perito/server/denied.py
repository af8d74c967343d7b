"""Whether AppArmor or SELinux explains an error: their refusals, told from those of others and from older ones.

Asked only where an error may come of a refusal; where nothing is seen, nothing is explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.probes.denials import Denials, denials
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from perito.probes.denials import Denial
    from perito.server.server import Server

# EACCES and EPERM, as the C library, Python and nginx write them.
REFUSED = re.compile(r"Permission denied|Operation not permitted|PermissionError|\[Errno (?:1|13)\]|\((?:1|13): ")
RUNNING = re.compile(r"Failed to execute|step EXEC|locate executable")
NAMED = re.compile(r"(?<![\w/.-])/[^\s'\":,;]+")
SLACK = 2.0  # seconds: logs tell the time to the second


@dataclass(frozen=True, slots=True)
class Who:
    """Whose refusals count: by process id, or where that is not known by names as ps shows them."""

    pids: Collection[int] = ()
    names: tuple[str, ...] = ()

    def is_of(self, one: Denial) -> bool:
        """Whether it is a refusal of theirs."""
        return one.pid in self.pids or any(one.comm.startswith(name) for name in self.names)


def seen(server: Server) -> Denials:
    """All refusals of this boot; none where they cannot be read."""
    try:
        return server.see(denials())
    except CannotLook:
        return Denials()


def refusal(server: Server, words: str, who: Who, since: float, until: float = 0.0) -> Denial | None:
    """The last refusal that explains an error's words, which complain of permissions; times in seconds since the epoch,
    until 0.0 for no end."""
    if not REFUSED.search(words):
        return None
    own = _own(server, who, since, until)
    return next((one for one in reversed(own) if fits(one, words)), None)


def refusal_below(server: Server, places: Collection[str], who: Who, since: float) -> Denial | None:
    """The last refusal of a file in one of these directories: for an error that hides why, as where Python finds no
    module."""
    inside = tuple(f"{place.rstrip('/')}/" for place in places if place)
    own = _own(server, who, since, 0.0)
    return next((one for one in reversed(own) if f"{one.path}/".startswith(inside)), None)


def _own(server: Server, who: Who, since: float, until: float) -> list[Denial]:
    return [
        one
        for one in seen(server).refused
        if who.is_of(one) and one.time >= since - SLACK and (not until or one.time <= until + SLACK)
    ]


def fits(one: Denial, words: str) -> bool:
    """Whether a refusal may be what these words complain of: they name its file, or none."""
    named = [path.rstrip("/.)") for path in NAMED.findall(words)]
    if not one.path or not named or (one.doing == "run" and RUNNING.search(words)):
        return True
    return any(f"{path}/".startswith(f"{one.path}/") or one.path in path.split("/") for path in named)


def mended(server: Server, one: Denial) -> float:
    """When the profile that refused was changed, where that was afterwards; else 0.0."""
    changed = dict(seen(server).changed).get(one.by, 0.0)
    return changed if changed > one.time else 0.0


def told(one: Denial) -> dict[str, Any]:
    """What the words of a finding name: {comm}, {action} (`read /srv/x`), {by} (profile or domain), {label}, {kind},
    and {rule}, which would allow it (apparmor.d(5))."""
    thing = one.path or _thing(one)
    said = {
        "read": _("read {thing}"),
        "write": _("write to {thing}"),
        "create": _("create {thing}"),
        "delete": _("delete {thing}"),
        "run": _("run {thing}"),
        "connect": _("connect to {thing}"),
        "listen": _("listen on {thing}"),
        "use": _("use {thing}"),
    }[one.doing]
    return {
        "comm": one.comm, "action": said.format(thing=thing), "by": one.by, "label": one.label or "—",
        "kind": one.kind, "rule": _rule(one),
    }  # fmt: skip


def _rule(one: Denial) -> str:
    if one.kind == "capable":
        return f"capability {one.thing},"
    letters = {"read": "r", "run": "ix", "connect": "rw", "listen": "rw"}.get(one.doing, "w")
    return f"{one.path} {letters}," if one.path else f"network {one.thing},"


def _thing(one: Denial) -> str:
    """What it is about where that is no file."""
    name, _blank, number = one.thing.partition(" ")
    if name == "port":
        return _("port {number}").format(number=number)
    if one.kind == "capable":
        return _("the capability {name}").format(name=one.thing)
    return _("the network ({family})").format(family=one.thing) if one.thing else one.kind


__all__ = ["REFUSED", "Who", "fits", "mended", "refusal", "refusal_below", "seen", "told"]
