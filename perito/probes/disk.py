"""Whether there is room on the disks of some directories: df(1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe, text, tool_of
from perito.probes.files import number
from perito.probes.framing import complete, quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Answer

FULL: Final = 99  # per cent in use: root may keep the rest


@dataclass(frozen=True, slots=True)
class Disk:
    """A file system: where it is mounted, and how many per cent of its blocks and of its inodes are in use."""

    mounted: str
    blocks: int
    inodes: int

    @property
    def is_full(self) -> bool:
        """Whether an ordinary user can write no more to it."""
        return max(self.blocks, self.inodes) >= FULL


def disks(paths: Sequence[str], *, role: Role = Role.LOGIN) -> Probe[list[Disk]]:
    """The file systems that these directories lie on; those that do not exist are left out."""
    columns = "--output=target,pcent,ipcent"
    script = f'for p in {quoted(paths)}; do [ -e "$p" ] && df {columns} -- "$p" | tail -n 1; done; true'
    return Probe(Command(script, role, about=f"df -h {quoted(paths)}; df -i {quoted(paths)}"), read_disks)


def read_disks(answer: Answer) -> list[Disk]:
    """The answer to disks: `mounted  12%  3%` for each; `-` where a file system does not count inodes."""
    found = {}
    for line in text(tool_of(complete(answer), "df").stdout).splitlines():
        words = line.rsplit(maxsplit=2)
        if len(words) == 3 and words[1].endswith(("%", "-")):
            found[words[0]] = Disk(words[0], number(words[1].rstrip("%-") or "0"), number(words[2].rstrip("%-") or "0"))
    return list(found.values())
