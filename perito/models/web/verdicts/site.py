"""Verdicts on nginx's site and its link."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from difflib import SequenceMatcher, get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.models.web.link import ENABLED
from perito.models.web.site import ADDRESS, HOST_NAME, NO_NAMES
from perito.practice.expect import Failure
from perito.probes.nginx import config
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment

SLIP = 0.85
AGREEING = 3
LONG = 6


def server_name_must_be_sound(deployment: Deployment) -> None:
    """Raises Failure unless server_name has the bare name, and nothing that is no name."""
    names = [name for name in deployment.site.server_names if name not in NO_NAMES]
    shown = " ".join(deployment.site.server_names) or "—"
    wrong = [name for name in names if not _is_pattern(name) and not HOST_NAME.fullmatch(name)]
    if wrong:
        raise Failure(_("a name such as {name}").format(name=deployment.names.app), shown, independent=True)
    if not [name for name in names if not ADDRESS.fullmatch(name)]:
        raise Failure(_("a name such as {name}").format(name=deployment.names.app), shown)
    meant = _meant_name(deployment)
    if meant and not deployment.names.server_name:
        raise Failure(meant, shown, _("Everywhere else it is called {name}.").format(name=meant))
    if not deployment.site.covers(deployment.site.server_name):
        close = get_close_matches(deployment.site.server_name, names, n=1)
        detail = (
            _("{found} is not {wanted}.").format(found=close[0], wanted=deployment.site.server_name) if close else ""
        )
        raise Failure(deployment.site.server_name, shown, detail)


def _meant_name(deployment: Deployment) -> str:
    """The name of which server_name looks like a slip of the keys; empty where it is simply another name.

    Names may differ freely, so the evidence must be strong: the directory, the site's file, its socket and
    its logs agree on one name, and server_name is one or two letters away from it.
    """
    files = [
        deployment.names.app,
        PurePosixPath(str(deployment.site.file)).name,
        *(PurePosixPath(path).stem for path in deployment.site.wanted_sockets()),
    ]
    files += [PurePosixPath(path).name.split(".")[0] for path in deployment.site.access_logs]
    name, votes = Counter(files).most_common(1)[0]
    own, other = _letters(deployment.site.server_name), _letters(name)
    slip = own != other and own.rstrip("s") != other.rstrip("s") and _digits(own) == _digits(other)
    close = SequenceMatcher(None, own, other).ratio() >= SLIP and abs(len(own) - len(other)) <= 1
    return name if votes >= AGREEING and slip and close and len(other) >= LONG else ""


def proxy_must_name_the_socket(deployment: Deployment) -> None:
    """Raises Failure unless nginx is told a socket that the program is told, too."""
    if not set(deployment.site.proxied_sockets) & set(deployment.program.sockets):
        shown = f"proxy_pass http://unix:{', '.join(deployment.site.proxied_sockets)}"
        line = deployment.site.front.proxy_line if deployment.site.front else 0
        detail = _("{file}, line {line}; the unit says --bind unix:{socket}.").format(
            file=deployment.site.file, line=line, socket=", ".join(deployment.program.sockets) or "—"
        )
        raise Failure(f"proxy_pass http://unix:{', '.join(deployment.program.sockets) or '…'}", shown, detail)


def link_must_lead_to_the_site(deployment: Deployment) -> None:
    """Raises Failure unless it is a symbolic link to the file in sites-available."""
    entry = deployment.site.link.entry
    wanted = f"{ENABLED}/… → {deployment.site.file}"
    if entry is None:
        raise Failure(wanted, "—")
    if entry.kind != "symlink":
        raise Failure(wanted, _("{path} is a file of its own, not a link").format(path=entry.path))
    if deployment.site.file in {entry.resolved, posixpath.normpath(posixpath.join(ENABLED, entry.target or ""))}:
        return
    detail = _("It leads to something else.")
    if entry.resolved is None:
        detail = _("The link leads nowhere: {target} does not exist.").format(target=entry.target)
    raise Failure(wanted, f"{entry.path} → {entry.target}", detail, independent=True)


def rival_sites(deployment: Deployment) -> list[str]:
    """Other server blocks that claim a name of this site's on the same port."""
    mine = {str(deployment.site.file), *deployment.site.paths()}
    clashes = config.conflicts(deployment.server.nginx_config)
    return [
        f"{name}: {winner.file}:{winner.line}, {loser.file}:{loser.line}"
        for name, winner, loser in clashes
        if {winner.file, loser.file} & mine
    ]


def _letters(name: str) -> str:
    """A name without what separates words, in lower case: `Mi-App.test` and `mi_app` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("www.").split(".")[0])


def _digits(name: str) -> str:
    return re.sub(r"[^0-9]", "", name)


def _is_pattern(name: str) -> bool:
    return name.startswith(("~", "*.", ".")) or name.endswith(".*")
