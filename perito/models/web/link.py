"""The site's link in sites-enabled, and whether nginx has read the files on disk."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.site import Site
    from perito.probes.files import PathInfo
    from perito.probes.nginx.files import NginxFiles
    from perito.server.server import Server
ENABLED = "/etc/nginx/sites-enabled"
CLOCK_SLACK = 0.5  # seconds by which the clocks of files and processes may differ


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

    def younger_than_nginx(self) -> list[str]:
        """Files of the configuration that changed after nginx last read it."""
        nginx_pid = self.server.nginx_unit.main_pid
        processes = [one for one in self.server.processes if one.name.startswith("nginx")]
        workers = [one for one in processes if one.ppid == nginx_pid] or processes
        if not workers:
            raise CannotLook(Unseen.NO_RIGHTS, _("nginx's processes cannot be seen"))
        read = max(one.started for one in workers)
        files = self.server.nginx_files
        in_use = {*self.server.nginx_config.files, ENABLED}
        return sorted(
            info.path
            for info in files.entries.values()
            if info.path in in_use and _changed(info, files) > read + CLOCK_SLACK
        )


def _changed(info: PathInfo, files: NginxFiles) -> float:
    """When a file, or a link's target, last changed."""
    target = files.entries.get(info.resolved) if info.resolved else None
    return max(info.mtime, target.mtime if target is not None else 0.0)


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
