"""The names given by the user, and the error for names that the server does not know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.errors import USAGE, PeritoError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.transport.target import Target


class UnknownApp(PeritoError):  # noqa: N818 - names what was asked for
    """A given name that nothing on the server mentions; the message lists the names found."""

    exit_status = USAGE


@dataclass(frozen=True)
class Wanted:
    """Names the user gave: `apps` are pairs of label ("" where none was given) and directory name.

    `usual`: for each part of the assignment that is a deployment, the name its directory usually has. `compared`:
    whether the practice has checks of whether the server's own words agree (the step `integrity`). `inputs`: the
    practice's, some of which a model may know.
    """

    apps: tuple[tuple[str, str], ...] = ()
    service: str | None = None
    site: str | None = None
    server_name: str | None = None
    usual: Mapping[str, str] = field(default_factory=dict)
    compared: bool = True
    inputs: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, target: Target) -> Wanted:
        """The names given with a target, or with a recording's."""
        return cls(target.apps, target.service, target.site, target.server_name)
