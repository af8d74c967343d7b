"""The site's link in sites-enabled, and whether nginx runs what is on disk (practice, items 21 and 22)."""

from __future__ import annotations

import posixpath
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.models.web.service import CLOCK_SLACK
from perito.models.web.site import SiteFacts
from perito.practice.expect import Failure
from perito.probes.base import CannotLook
from perito.probes.nginx import config
from perito.probes.nginx import files as nginx
from perito.server.fact import fact
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.probes.files import PathInfo

ENABLED = "/etc/nginx/sites-enabled"


class EnabledFacts(SiteFacts):
    """What makes nginx read the site."""

    @fact
    def enabled_entry(self) -> PathInfo | None:
        """What makes nginx read the site: its link, itself where it lies in a directory nginx reads, or a link
        of its name that leads nowhere."""
        if self.available_file is None:
            return None
        entries = self.server.nginx_files.entries
        enabled = [info for info in entries.values() if str(PurePosixPath(info.path).parent) == ENABLED]
        file = entries.get(self.available_file)
        ends = {self.available_file, file.resolved if file is not None else None}
        leading = [info for info in enabled if info.kind == "symlink" and info.resolved in ends - {None}]
        read = [info for info in leading if info.path in self.server.nginx_config.files]
        if leading:
            return next(iter(read), None)
        if self.available_file in self.server.nginx_config.files:
            return entries.get(self.available_file)
        name = PurePosixPath(self.available_file).name
        copies = [info for info in enabled if info.kind == "file" and PurePosixPath(info.path).name == name]
        lost = [
            info for info in enabled if info.kind == "symlink" and info.resolved not in self.server.nginx_files.texts
        ]
        return next(iter([*copies, *_likely(lost, name)]), None)

    def unread_link(self) -> str:
        """Why nginx does not read the link that there is; empty where there is none."""
        if self.available_file is None or self.enabled_entry is not None:
            return ""
        links = [path for path in self._paths_to_site() if str(PurePosixPath(path).parent) == ENABLED]
        if not links:
            return ""
        if PurePosixPath(links[0]).name.startswith("."):
            return _(
                "{path} is hidden: nginx.conf includes sites-enabled/*, which leaves out names with a dot."
            ).format(path=links[0])
        return _("{path} is there, but nginx.conf does not include it.").format(path=links[0])

    def link_must_lead_to_the_site(self) -> None:
        """Raises Failure unless it is a symbolic link to the file in sites-available."""
        entry = self.enabled_entry
        wanted = f"{ENABLED}/… → {self.available_file}"
        if entry is None:
            raise Failure(wanted, "—")
        if entry.kind != "symlink":
            raise Failure(wanted, _("{path} is a file of its own, not a link").format(path=entry.path))
        if self.available_file in {entry.resolved, posixpath.normpath(posixpath.join(ENABLED, entry.target or ""))}:
            return
        detail = _("It leads to something else.")
        if entry.resolved is None:
            detail = _("The link leads nowhere: {target} does not exist.").format(target=entry.target)
        raise Failure(wanted, f"{entry.path} → {entry.target}", detail, independent=True)

    def rival_sites(self) -> list[str]:
        """Other server blocks that claim a name of this site's on the same port."""
        mine = {str(self.available_file), *self._paths_to_site()}
        clashes = config.conflicts(self.server.nginx_config)
        return [
            f"{name}: {winner.file}:{winner.line}, {loser.file}:{loser.line}"
            for name, winner, loser in clashes
            if {winner.file, loser.file} & mine
        ]

    def younger_than_nginx(self) -> list[str]:
        """Files of the configuration that changed after nginx last read it."""
        nginx_pid = self.server.nginx_unit.main_pid
        processes = [one for one in self.server.processes if one.name.startswith("nginx")]
        workers = [one for one in processes if one.ppid == nginx_pid] or processes
        if not workers:
            raise CannotLook("no_rights", _("nginx's processes cannot be seen"))
        read = max(one.started for one in workers)
        files = self.server.nginx_files
        in_use = {*self.server.nginx_config.files, ENABLED}
        return sorted(
            info.path
            for info in files.entries.values()
            if info.path in in_use and _changed(info, files) > read + CLOCK_SLACK
        )


def _changed(info: PathInfo, files: nginx.NginxFiles) -> float:
    """When a file, or what a link leads to, last changed."""
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
