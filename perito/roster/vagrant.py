"""A roster from `vagrant ssh-config`: each Host block is a student (ssh_config(5))."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.roster.model import Cell

if TYPE_CHECKING:
    from perito.roster.model import Builder, Roster, Row

FIELDS = {"hostname": "host", "port": "port", "user": "user", "identityfile": "identity", "proxyjump": "jump"}
# Vagrant switches host key checking off; Perito keeps it on, with the known_hosts of the one who grades.
IGNORED = frozenset({
    "userknownhostsfile", "stricthostkeychecking", "passwordauthentication", "identitiesonly", "loglevel",
    "forwardagent", "pubkeyacceptedkeytypes", "hostkeyalgorithms", "pubkeyacceptedalgorithms", "compression",
    "serveraliveinterval", "forwardx11", "preferredauthentications",
})  # fmt: skip
LINE = re.compile(r"\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*")


def looks_like_it(head: str) -> bool:
    """Whether a text begins with a Host block."""
    return re.match(r"(?:#[^\n]*\n|\s)*Host\s+\S+\s*\n\s+HostName\s", head, re.IGNORECASE) is not None


def roster(builder: Builder, text: str) -> Roster:
    """The class. Raises RosterError."""
    rows: list[Row] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        matched = LINE.fullmatch(line)
        key = matched[1].lower() if matched else ""
        value = (matched[2] if matched else "").strip('"')
        column = len(line) - len(line.lstrip()) + 1
        place = f":{number}:{column}"
        if key == "host":
            rows.append({"id": Cell(value, place), "name": Cell(value, place)})
        elif not rows:
            builder.wrong(place, "a setting before the first Host")
        elif key in FIELDS:
            rows[-1].setdefault(FIELDS[key], Cell(value, place))
        elif key not in IGNORED:
            builder.wrong(place, f"{line.strip()!r} is not understood")
    return builder.roster(rows)
