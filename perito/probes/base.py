"""A probe: a question for the server, and the pure function that reads the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from perito.errors import CannotLook, Unseen
from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.transport.base import Answer, Command

T = TypeVar("T")

COMMAND_NOT_FOUND = 127


class ToolAbsent(CannotLook):
    """The program that would answer is not installed: different from an empty answer."""

    def __init__(self, tool: str, detail: str = "") -> None:
        super().__init__(Unseen.TOOL_ABSENT, detail or tool)
        self.tool = tool


@dataclass(frozen=True)
class Probe(Generic[T]):
    """`command` asks; `process` turns its answer into facts. `process` may raise CannotLook; any other exception in it
    becomes one."""

    command: Command
    process: Callable[[Answer], T]

    def read(self, answer: Answer) -> T:
        """The facts in an answer. Raises CannotLook where it holds none."""
        if answer.trouble is not None:
            raise CannotLook(answer.trouble, answer.detail)
        with reading(self.command.about or self.command.script.partition("\n")[0]):
            return self.process(answer)


def tool_of(answer: Answer, tool: str) -> Answer:
    """The answer itself, or ToolAbsent where the shell reported (POSIX: exit status 127) that `tool` is missing."""
    if answer.exit_code == COMMAND_NOT_FOUND:
        raise ToolAbsent(tool, text(answer.stderr).strip())
    return answer


def text(data: bytes) -> str:
    """Bytes from a server as text; invalid UTF-8 becomes U+FFFD."""
    return data.decode("utf-8", "replace")


__all__ = ["CannotLook", "Probe", "ToolAbsent", "Unseen", "text", "tool_of"]
