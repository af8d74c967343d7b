"""Keys of SSH agents: of the one that SSH_AUTH_SOCK names; on Windows of Pageant (PuTTY's) and of OpenSSH's service."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

from perito.support.i18n import _
from perito.transport.paramiko_import import paramiko

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paramiko.agent import AgentKey

TROUBLE = (OSError, EOFError, ValueError, TypeError, paramiko.SSHException)


class Agents:
    """Every agent that answers, until `close`. `problems`: a sentence for each that is there and does not."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._open: list[Any] = []
        self.keys: tuple[AgentKey, ...] = tuple(key for reach in _reached() for key in self._keys(reach))

    def _keys(self, reach: Callable[[], Any]) -> tuple[AgentKey, ...]:
        try:
            agent = reach()
            self._open.append(agent)
            return tuple(agent.get_keys())
        except TROUBLE as problem:
            self.problems.append(_("an SSH agent does not answer: {problem}").format(problem=problem))
            return ()

    def close(self) -> None:
        """Leave the agents."""
        for agent in self._open:
            agent.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_ended: object) -> None:
        self.close()


def _reached() -> Iterator[Callable[[], Any]]:
    """How each agent is reached. paramiko takes Windows' second one only where the first is not there."""
    if sys.platform == "win32":
        from paramiko import win_openssh, win_pageant

        for there, connection in (
            (win_pageant.can_talk_to_agent, win_pageant.PageantConnection),
            (win_openssh.can_talk_to_agent, win_openssh.OpenSSHAgentConnection),
        ):
            yield lambda there=there, connection=connection: _Windows(connection() if there() else None)
    else:
        yield paramiko.Agent


class _Windows(paramiko.agent.AgentSSH):
    """One of Windows' agents; without a connection it has no keys."""

    def __init__(self, connection: Any) -> None:
        super().__init__()
        if connection is not None:
            self._connect(connection)  # type: ignore[attr-defined] # not in the stubs

    def close(self) -> None:
        self._close()  # type: ignore[attr-defined]
