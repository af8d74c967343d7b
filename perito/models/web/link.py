"""The site's link in sites-enabled, and whether nginx has read the files on disk."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.site import Site
    from perito.probes.files import PathInfo
    from perito.server.server import Server
ENABLED = "/etc/nginx/sites-enabled"
CLOCK_SLACK = 0.05  # seconds: the kernel counts a file's age in ticks, and a process's start
CLOCK_STEP = 0.2  # seconds from which on two notes of one moment mean that the clock was set


class Link:
    """The entry in sites-enabled. Facts raise CannotLook where nginx's processes cannot be seen."""

    def __init__(self, server: Server, site: Site) -> None:
        self.server = server
        self.site = site
        self.trail = server.trail

    @fact
    def entry(self) -> PathInfo | None:
        """The entry that makes nginx read the site: its link, itself where it lies in a directory nginx reads, or a
        dangling link of its name."""
        if self.site.file is None:
            return None
        entries = self.server.nginx_files.entries
        enabled = [info for info in entries.values() if str(PurePosixPath(info.path).parent) == ENABLED]
        file = entries.get(self.site.file)
        ends = {self.site.file, file.resolved if file is not None else None}
        leading = [info for info in enabled if info.kind == "symlink" and info.resolved in ends - {None}]
        read = [info for info in leading if info.path in self.server.nginx_config.files]
        if leading:
            return next(iter(read), None)
        if self.site.file in self.server.nginx_config.files:
            return entries.get(self.site.file)
        name = PurePosixPath(self.site.file).name
        copies = [info for info in enabled if info.kind == "file" and PurePosixPath(info.path).name == name]
        lost = [
            info for info in enabled if info.kind == "symlink" and info.resolved not in self.server.nginx_files.texts
        ]
        return next(iter([*copies, *_likely(lost, name)]), None)

    @property
    def has_place(self) -> bool:
        """Whether there is a place for links at all: nginx.org's packages have neither of Debian's directories."""
        paths = (ENABLED, ENABLED.replace("enabled", "available"))
        texts = self.server.nginx_files.texts.values()
        return any(path in self.server.nginx_files.entries for path in paths) or any(
            re.search(r"^[^#\n]*sites-enabled", text, re.MULTILINE) for text in texts
        )

    def unread(self) -> str:
        """Why nginx does not read the link that there is; empty where there is none."""
        path = self.unread_path()
        if not path:
            return ""
        if PurePosixPath(path).name.startswith("."):
            return _(
                "{path} is hidden: nginx.conf includes sites-enabled/*, which leaves out names with a dot."
            ).format(path=path)
        return _("{path} is there, but nginx.conf does not include it.").format(path=path)

    def unread_path(self) -> str:
        """A link to the site in sites-enabled that nginx does not read; empty where there is none."""
        if self.site.file is None or self.entry is not None:
            return ""
        links = [path for path in self.site.paths() if str(PurePosixPath(path).parent) == ENABLED]
        return links[0] if links else ""

    @fact
    def nginx_read(self) -> float:
        """When nginx last read its configuration: its workers are made anew each time, by a restart and by a reload."""
        processes = [one for one in self.server.processes if one.name.startswith("nginx")]
        workers = [one for one in processes if one.ppid == self.server.nginx_unit.main_pid] or processes
        if not workers:
            raise CannotLook(Unseen.NO_RIGHTS, _("nginx's processes cannot be seen"))
        return max(one.started for one in workers) + self._clock_step()

    def _clock_step(self) -> float:
        """By how much the clock was set since nginx was started: a process's start counts from boot, systemd's note of
        it and the ages of files are of the clock as it was then."""
        unit = self.server.nginx_unit
        main = next((one for one in self.server.processes if one.pid == unit.main_pid), None)
        step = unit.exec_main_start - main.started if main is not None and unit.exec_main_start else 0.0
        return step if abs(step) > CLOCK_STEP else 0.0

    def younger_than_nginx(self) -> list[str]:
        """What changed after nginx last read its configuration, the youngest last; a directory only where nothing in it
        did: then something was taken away."""
        changes, read = self.server.nginx_changes, self.nginx_read + CLOCK_SLACK
        found = [path for path in changes if changes[path] > read]
        above = {str(PurePosixPath(path).parent) for path in found}
        return sorted((path for path in found if path not in above), key=lambda path: changes[path])


def _likely(lost: list[PathInfo], name: str) -> list[PathInfo]:
    """Of links that lead to no file, the one that was meant for a site of that name."""
    spoken = {}
    for info in lost:
        for word in (PurePosixPath(info.path).name, PurePosixPath(info.target or "").name):
            spoken[word] = info
    close = get_close_matches(name, list(spoken), n=1)
    if close:
        return [spoken[close[0]]]
    return lost if len(lost) == 1 else []
