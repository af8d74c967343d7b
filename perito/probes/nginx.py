"""nginx's files and what `nginx -t` says of them (practice, items 20-22). See nginx_config for their meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.probes.base import Probe
    from perito.probes.files import PathInfo


@dataclass(frozen=True, slots=True)
class NginxFiles:
    """Everything under /etc/nginx: what each path is, and the text of those that are (or lead to) regular files.
    unreadable: paths whose text we may not read. installed: whether there is an nginx program."""

    entries: dict[str, PathInfo] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    installed: bool = True


@dataclass(frozen=True, slots=True)
class NginxMessage:
    """One line of `nginx -t`: level (emerg, alert, crit, error, warn, notice), text without the place, file, line."""

    level: str
    text: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class NginxTest:
    """`nginx -t` as root."""

    ok: bool
    messages: tuple[NginxMessage, ...] = ()
    version: str = ""


def config_tree(*more: str) -> Probe[NginxFiles]:
    """The files, in one command; `more`: further paths that the configuration includes."""
    raise NotImplementedError


def test() -> Probe[NginxTest]:
    """`nginx -t`. CannotLook where we are not root: its complaints are then about us."""
    raise NotImplementedError
