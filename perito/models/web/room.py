"""A disk without room, where a message says so: which one it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.probes.disk import disks
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.server.server import Server

# ENOSPC, and what Python makes of it where it looks for a place of its own; EDQUOT.
NO_ROOM = re.compile(r"No space left on device|No usable temporary directory|\[Errno 28\]")
QUOTA = re.compile(r"[Dd]isk quota exceeded|\[Errno 122\]")
USUAL = ("/", "/tmp", "/var/tmp")  # noqa: S108 - looked at, not written to


def no_room(server: Server, message: str, paths: Sequence[str], user: str) -> str:
    """Which disk is full, where `message` complains of one; empty where it does not. `paths`: where it was to write."""
    if QUOTA.search(message):
        return _("{user} has used up its quota: it may write no more to that disk.").format(user=user)
    if not NO_ROOM.search(message):
        return ""
    try:
        full = [one for one in server.see(disks(list(dict.fromkeys([*paths, *USUAL])))) if one.is_full]
    except CannotLook:
        return ""
    said = [
        _("The disk at {place} has no inodes left: it takes no more files, however small.").format(place=one.mounted)
        if one.inodes >= one.blocks
        else _("The disk at {place} is full ({percent} %).").format(place=one.mounted, percent=one.blocks)
        for one in full
    ]
    return " ".join(said)
