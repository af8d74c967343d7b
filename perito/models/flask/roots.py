"""Directories where applications lie that a look at /var/www does not show: elsewhere, behind a link, too deep."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook
from perito.probes.files import tree
from perito.probes.python.gunicorn import parse_command
from perito.server.server import WEB_ROOT
from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.models.wanted import Wanted
    from perito.probes.systemd.units import UnitState
    from perito.server.server import Server

MOST: Final = 8
# No application lies here, and some of it is large.
SYSTEMS: Final = ("/bin", "/boot", "/dev", "/etc", "/lib", "/proc", "/run", "/sbin", "/sys", "/usr/bin", "/usr/lib",
                  "/usr/share", "/var/cache", "/var/lib", "/var/log", "/var/spool")  # fmt: skip
TOP: Final = len(PurePosixPath(WEB_ROOT).parts) + 1  # parts of a directory of /var/www; a link there is followed
DEEPEST: Final = TOP + 1  # of one whose files are seen from there


def roots_of(server: Server, wanted: Wanted) -> tuple[str, ...]:
    """Those that somebody asked for by their path, and those that a unit of gunicorn's works in."""
    found = [name.rstrip("/") for _label, name in wanted.apps if name.startswith("/")]
    try:
        with reading("units"):
            homes = {user.home.rstrip("/") for user in server.accounts.users.values()}
            links = {one.path for one in server.see(tree(WEB_ROOT)) if one.kind == "symlink"}
            for unit in server.units.values():
                found += [path for path in _of_unit(unit, links) if path not in homes]
    except CannotLook:
        pass
    seen = dict.fromkeys(f"{path}/" for path in found if _may_hold_one(path))
    return tuple(seen)[:MOST]


def _of_unit(unit: UnitState, links: set[str]) -> Iterator[str]:
    """Directories that a unit of gunicorn's names and /var/www does not show."""
    for start in unit.exec_start:
        command = parse_command(start.argv, unit.environment.variables)
        if not command.is_gunicorn:
            continue
        works = unit.working_directory.lstrip("!-").rstrip("/")
        places = [works, *(posixpath.join(works, given) for given in (command.chdir, command.pythonpath) if given)]
        package = (command.app or "").partition(":")[0].split(".")[:-1]
        places += [posixpath.join(place, *package) for place in places if package]
        yield from (place for place in map(posixpath.normpath, places) if not _is_shown(PurePosixPath(place), links))


def _is_shown(place: PurePosixPath, links: set[str]) -> bool:
    """Whether a look at /var/www shows what lies directly in a directory."""
    linked = any(str(one) in links and len(one.parts) > TOP for one in (place, *place.parents))
    return place.is_relative_to(WEB_ROOT) and len(place.parts) <= DEEPEST and not linked


def _may_hold_one(path: str) -> bool:
    parts = PurePosixPath(path)
    return len(parts.parts) > 2 and not any(parts.is_relative_to(place) for place in SYSTEMS)
