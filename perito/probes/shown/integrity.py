"""The second sources: what programs are, and what we read ourselves."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from perito.probes.integrity.programs import read_again, read_hashes
from perito.probes.integrity.raw import read_raw
from perito.probes.shown.programs import table

if TYPE_CHECKING:
    from perito.documents.shapes import Shape
    from perito.probes.integrity.programs import FileHash
    from perito.transport.base import Answer


def hashes(answer: Answer, title: str) -> list[Shape]:
    """Every file that answers us, by its sum and its package's."""
    return table(title, ((path, _sums(one)) for path, one in read_hashes(answer).files.items()))


def _sums(one: FileHash) -> str:
    if not one.listed:
        return f"MD5 {one.md5}"
    own = f"MD5 {one.md5} = {one.package}"
    return own if one.listed == one.md5 else f"MD5 {one.md5} ≠ {one.listed} ({one.package})"


def again(answer: Answer, title: str) -> list[Shape]:
    """The sums of the few that are read twice."""
    return table(title, read_again(answer).items())


def raw(answer: Answer, title: str) -> list[Shape]:
    """Accounts, listeners and files by numbers."""
    found = read_raw(answer)
    rows: list[tuple[str, object]] = [
        (f"/etc/passwd {name}", f"{uid}:{gid}") for name, (uid, gid) in found.users.items()
    ]
    rows += [
        (f"/etc/group {name}", f"{gid} {' '.join(sorted(members))}".strip())
        for name, (gid, members) in found.groups.items()
    ]
    rows += [
        (one.path or f"{one.address}:{one.port}", f"PID {', '.join(map(str, one.pids))}")
        for one in found.sockets
        if one.pids
    ]
    rows += [(one.path, f"{one.uid}:{one.gid} {stat.S_IMODE(one.mode):o}") for one in found.tree.values()]
    return table(title, rows)
