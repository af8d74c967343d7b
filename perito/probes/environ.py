"""The environment that a process was started with: proc(5), /proc/PID/environ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text
from perito.probes.framing import complete
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer


def environ(pid: int) -> Probe[dict[str, str]]:
    """The variables of one process as it was started. CannotLook where it is another user's and we are not root, and
    where the process has written something else there, as programs do that give themselves a title."""
    path = f"/proc/{int(pid)}/environ"
    return Probe(Command(f"cat {path}", Role.ROOT, limit=1 << 20, about=f"cat {path}"), read_environ)


def read_environ(answer: Answer) -> dict[str, str]:
    """The answer to environ."""
    said = text(answer.stderr).strip()
    if complete(answer).exit_code != 0:
        denied = "ermission" in said
        raise CannotLook(Unseen.NO_RIGHTS if denied else Unseen.NO_ANSWER, said[:200])
    pairs = (part.partition("=") for part in text(answer.stdout).split("\0"))
    return {name: value for name, equals, value in pairs if equals and name}
