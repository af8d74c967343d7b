"""Who listens: ss(8) (practice, items 15 and 18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.transport.base import Role

if TYPE_CHECKING:
    from perito.probes.base import Probe


@dataclass(frozen=True, slots=True)
class Listener:
    """A listening socket. kind: tcp or unix. address without brackets (`*` where any); path of a unix socket (`@…`
    abstract). pids and processes: who holds it; empty where we are not root."""

    kind: str
    address: str = ""
    port: int = 0
    path: str = ""
    pids: tuple[int, ...] = ()
    processes: tuple[str, ...] = ()


def listeners(*, role: Role = Role.ROOT) -> Probe[list[Listener]]:
    """Every listening TCP and unix stream socket."""
    raise NotImplementedError
