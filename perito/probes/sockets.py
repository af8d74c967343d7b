"""Listening sockets: ss(8) (practice, items 15 and 18)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.files import number
from perito.probes.framing import complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

TCP: Final = re.compile(r"tcp +LISTEN +\d+ +\d+ +(\S+):(\d+) +\S+ *(.*)")
UNIX: Final = re.compile(r"u_(?:str|seq) +LISTEN +\d+ +\d+(?= )")
BEHIND: Final = re.compile(
    r"(?<! ) +\d+ +\* +\d+ *((?:users:.*)?)"
)  # a path, which may have blanks: each run tried once
# Its columns are as wide as the longest path.
SQUEEZED: Final = "command -v ss >/dev/null || exit 127\nss -H -l -n -t -x -p | tr -s ' '"
HOLDER: Final = re.compile(r'\("((?:[^"\\]|\\.)*)",pid=(\d+),fd=\d+\)')


@dataclass(frozen=True, slots=True)
class Listener:
    """A listening socket. kind: tcp or unix.

    address without brackets and scope (`*` where ss says so, `0.0.0.0`, `::`); path of a unix socket, as
    bound (`@…` abstract). pids and processes: who holds it; empty where we are not root.
    """

    kind: str
    address: str = ""
    port: int = 0
    path: str = ""
    pids: tuple[int, ...] = ()
    processes: tuple[str, ...] = ()


def listeners(*, role: Role = Role.ROOT) -> Probe[list[Listener]]:
    """Every listening TCP and unix stream socket."""
    return Probe(
        Command(SQUEEZED, role, limit=2 << 20, about="ss -H -l -n -t -x -p", formerly=("ss -H -l -n -t -x -p",)),
        read_listeners,
    )


def listeners_beside(pid: int) -> Probe[list[Listener]]:
    """The same in the network namespace of a process: nsenter(1). Needs root."""
    script = f"exec nsenter --net=/proc/{int(pid)}/ns/net ss -H -l -n -t -x -p"
    return Probe(
        Command(script, Role.ROOT, limit=2 << 20, about=f"nsenter -t {int(pid)} -n ss -ltxnp"), read_listeners_beside
    )


def read_listeners_beside(answer: Answer) -> list[Listener]:
    """The answer to listeners_beside. CannotLook where we may not enter."""
    said = text(answer.stderr)
    if "nsenter:" in said and "Permission denied" in said:
        raise CannotLook(Unseen.NO_RIGHTS, said.strip()[:200])
    return read_listeners(answer)


def read_listeners(answer: Answer) -> list[Listener]:
    """The answer to listeners."""
    said = tool_of(complete(answer), "ss")
    if said.exit_code != 0 or (said.stderr and not said.stdout):
        raise CannotLook(Unseen.NO_ANSWER, f"ss: {text(answer.stderr).strip()[:200]}")
    found = []
    for line in text(answer.stdout).splitlines():
        line = line[:2048]
        if match := TCP.match(line):
            address = match[1].strip("[]").partition("%")[0].strip("[]")
            found.append(Listener("tcp", address, number(match[2]), "", *holders(match[3])))
        elif (match := UNIX.match(line)) and (behind := BEHIND.search(line, match.end())):
            path = line[match.end() : behind.start()].strip(" ")
            found.append(Listener("unix", "", 0, path, *holders(behind[1])))
    return found


def holders(users: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """`users:(("nginx",pid=47,fd=7),…)` as pids, ascending, and names, each once."""
    pairs = HOLDER.findall(users)
    return tuple(sorted({number(pid) for _, pid in pairs})), tuple(dict.fromkeys(name for name, _ in pairs))
