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

    @property
    def arguments(self) -> tuple[str, ...]:
        """What stands behind its name on the command line, as the unit has it."""

    @property
    def wrapped(self) -> bool:
        """Whether another program stands between systemd and it, and may have changed what it is given."""

    @property
    def moves(self) -> bool:
        """Whether it is told to change its working directory."""

    @property
    def own_variables(self) -> frozenset[str]:
        """Names of the variables that it sets for itself when it takes its own place."""
