"""pip and pipenv as the deploying user's own login shell finds them (practice, items 1-3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.base import Probe


@dataclass(frozen=True, slots=True)
class Tool:
    """One program: where the shell finds it (None: nowhere on PATH) and what `--version` made of it.

    version is None where it did not run or said no version; message is the line that says why, missing_module
    the module a traceback names (`distutils` with an old pipenv on Python ≥ 3.12). interactive_only: found only
    by an interactive login shell (PATH set at the end of ~/.bashrc). elsewhere: copies that exist on the server
    in usual places although this user's PATH does not lead to them.
    """

    name: str
    path: str | None = None
    version: str | None = None
    exit_code: int | None = None
    message: str = ""
    missing_module: str = ""
    interactive_only: bool = False
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The tools by name, and the PATH that the login shell ended up with."""

    path: str = ""
    tools: dict[str, Tool] = field(default_factory=dict)


def toolbox(user: str | None, names: Sequence[str] = ("pip3", "pipenv")) -> Probe[Toolbox]:
    """Ask as `user` (needs root), or as the login user where None. Writes nothing into the home."""
    raise NotImplementedError
