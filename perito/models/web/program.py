"""The program that the unit starts: the facts that other parts need."""

from __future__ import annotations

from typing import Protocol


class Program(Protocol):
    """A practice model's facts about its program. Facts may raise Absent and CannotLook."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def control_sockets(self) -> tuple[str, ...]:
        """Names of the sockets that it opens for itself."""

    @property
    def path(self) -> str:
        """The program's file, as the unit has it."""

    @property
    def sockets(self) -> list[str]:
        """Absolute paths of the Unix sockets it is told to make."""

    @property
    def sockets_as_given(self) -> set[str]:
        """The same as they are written, relative ones too."""
