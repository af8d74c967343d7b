"""What the machine is asked again in another way, where it cannot answer in the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.evidence.session import Session
from perito.probes import files
from perito.server.machine import Machine
from perito.transport.base import Answer, Command, HttpReply, HttpRequest, Transport, Wait
from perito.transport.target import Kind, Target

if TYPE_CHECKING:
    from collections.abc import Sequence


class WithoutPython(Transport):
    """A server whose shell finds no /usr/bin/python3."""

    def open(self) -> None: ...

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        return [lambda command=command: self.answer(command.script) for command in commands]  # type: ignore[misc]

    def answer(self, script: str) -> Answer:
        if script.startswith("/usr/bin/python3"):
            return Answer(127, b"", b"/bin/sh: 1: /usr/bin/python3: not found")
        return Answer(0, b"P\0/x\0" + b"41ed\0000\0000\0root\0root\0004096\0001.0\0")

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        return []

    def close(self) -> None: ...


def test_a_server_without_python_is_asked_by_its_shell() -> None:
    session = Session.live(Target(Kind.SSH, "server"), transport=WithoutPython())
    machine = Machine(session)
    found = machine.see(files.stat_paths(["/x"]))["/x"]
    assert found is not None
    assert (found.kind, found.mode) == ("directory", 0o755)
    assert machine.trail == [2]
    assert [one.exit_code for one in session.evidence.exchanges] == [127, 0]
