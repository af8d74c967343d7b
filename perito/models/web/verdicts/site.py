"""Verdicts on nginx's site and its link."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.models.web.link import ENABLED
from perito.models.web.site import ADDRESS, HOST_NAME, NO_NAMES
from perito.practice.expect import Failure, NotApplicable, finding, say
from perito.probes.nginx import config
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment
    from perito.probes.files import PathInfo

SLIP = 0.85
AGREEING = 3
LONG = 6


def server_name_must_be_sound(deployment: Deployment) -> None:
    """Raises Failure unless server_name has the bare name, and nothing that is no name."""
    names = [name for name in deployment.site.server_names if name not in NO_NAMES]
    shown = " ".join(deployment.site.server_names) or "—"
    wrong = [name for name in names if not _is_pattern(name) and not HOST_NAME.fullmatch(name)]
    if wrong:
        raise _no_name(deployment, wrong[0], shown)
    if not [name for name in names if not ADDRESS.fullmatch(name)]:
        raise _nameless(deployment, names, shown)
    place, meant = deployment.site.at(deployment.site.block.names_line), _meant_name(deployment)
    if meant and not deployment.names.server_name:
        detail = _("Everywhere else it is called {name}.").format(name=meant)
        raise finding(
            "site.server-name/misspelt",
            expected=meant, actual=shown, detail=detail,
            place=place, name=deployment.site.server_name, meant=meant,
        )  # fmt: skip
    wanted = deployment.site.server_name
    if not deployment.site.covers(wanted):
        close = get_close_matches(wanted, names, n=1)
        if close:
            detail = _("{found} is not {wanted}.").format(found=close[0], wanted=wanted)
            raise finding(
                "site.server-name/not-quite",
                expected=wanted, actual=shown, detail=detail, place=place, name=close[0], wanted=wanted,
            )  # fmt: skip
        raise finding("site.server-name/another", expected=wanted, actual=shown, place=place, wanted=wanted)


def _no_name(deployment: Deployment, word: str, shown: str) -> Failure:
    """What is wrong with a word of server_name that no name looks like."""
    expected = _("a name such as {name}").format(name=deployment.names.app)
    place = deployment.site.at(deployment.site.block.names_line)
    if word.startswith("/") or {"access_log", "error_log", "location", "listen"} & set(deployment.site.server_names):
        return finding(
            "site.server-name/semicolon-missing",
            expected=expected, actual=shown, independent=True, place=place, word=word,
        )  # fmt: skip
    if "/" in word:
        return finding(
            "site.server-name/url", expected=expected, actual=shown, independent=True, place=place, word=word
        )
    if "," in word:
        return finding(
            "site.server-name/comma", expected=expected, actual=shown, independent=True, place=place, word=word
        )
    if word.endswith("."):
        return finding(
            "site.server-name/final-dot", expected=expected, actual=shown, independent=True, place=place, word=word
        )
    look_alike = deployment.site.strange_character(deployment.site.block.names_line)
    if look_alike:
        return finding(
            "site.server-name/look-alike", expected=expected, actual=shown, independent=True, detail=look_alike
        )
    strange = next((one for one in word if not one.isascii()), "")
    if strange:
        return finding(
            "site.server-name/strange-character",
            expected=expected, actual=shown, independent=True,
            place=place, word=word, character=strange, code=f"U+{ord(strange):04X}",
        )  # fmt: skip
    return finding(
        "site.server-name/no-name", expected=expected, actual=shown, independent=True, place=place, word=word
    )


def _nameless(deployment: Deployment, names: list[str], shown: str) -> Failure:
    """Of a site that has no name of its own."""
    expected = _("a name such as {name}").format(name=deployment.names.app)
    place = deployment.site.at(deployment.site.block.names_line)
    if names:
        return finding("site.server-name/address", expected=expected, actual=shown, place=place)
    if any(deployment.site.server_names):
        return finding("site.server-name/stands-for-none", expected=expected, actual=shown, place=place)
    return finding("site.server-name/absent", expected=expected, actual=shown, file=str(deployment.names.site))


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
        asked, opened = ", ".join(deployment.site.proxied_sockets), ", ".join(deployment.program.sockets)
        line = deployment.site.front.proxy_line if deployment.site.front else 0
        told = _("{file}, line {line}; the unit says --bind unix:{socket}.")
        if deployment.unit.state is not None and deployment.unit.opened_sockets:
            told = _("{file}, line {line}; {unit} opens {socket} and hands it over: --bind does not count.")
        detail = told.format(
            file=deployment.site.file,
            line=line,
            socket=opened or "—",
            unit=deployment.unit.opened_by if deployment.unit.state is not None else "",
        )
        raise _other_socket(deployment, asked, opened, detail)


def _other_socket(deployment: Deployment, asked: str, opened: str, detail: str) -> Failure:
    """Of a site that asks at a socket which its program does not open; `opened` is empty where it opens none."""
    expected, actual = f"proxy_pass http://unix:{opened or '…'}", f"proxy_pass http://unix:{asked}"
    place = deployment.site.at(deployment.site.front.proxy_line if deployment.site.front else 0)
    strange = deployment.site.strange_character(deployment.site.front.proxy_line if deployment.site.front else 0)
    if strange:
        return finding(
            "site.socket/look-alike", expected=expected, actual=actual, detail=f"{detail} {strange}", place=place
        )
    if not opened:
        return finding(
            "site.socket/nobody-opens-one", expected=expected, actual=actual, detail=detail, place=place, asked=asked
        )
    if asked.rstrip("/") == opened:
        return finding(
            "site.socket/final-slash",
            expected=expected, actual=actual, detail=detail, place=place, asked=asked, opened=opened,
        )  # fmt: skip
    if asked.lower() == opened.lower():
        return finding(
            "site.socket/letter-case",
            expected=expected, actual=actual, detail=detail, place=place, asked=asked, opened=opened,
        )  # fmt: skip
    return finding(
        "site.socket/another",
        expected=expected, actual=actual, detail=detail, place=place, asked=asked, opened=opened,
    )  # fmt: skip


def site_must_be_enabled(deployment: Deployment) -> None:
    """Raises Failure where nothing in sites-enabled makes nginx read the site's file."""
    link = deployment.site.link
    if link.entry is not None:
        return
    expected, detail, path = (
        _("an entry in sites-enabled for {site}").format(site=deployment.names.site), link.unread(), link.unread_path()
    )  # fmt: skip
    if not path:
        name = posixpath.basename(str(deployment.names.site))
        raise finding("enabled-site.linked/absent", expected=expected, actual="—", detail=detail, name=name)
    if posixpath.basename(path).startswith("."):
        raise finding("enabled-site.linked/hidden", expected=expected, actual="—", detail=detail, path=path)
    raise finding("enabled-site.linked/not-included", expected=expected, actual="—", detail=detail, path=path)


def link_must_lead_to_the_site(deployment: Deployment) -> None:
    """Raises Failure unless it is a symbolic link to the file in sites-available.

    Raises NotApplicable where nginx was not packaged by Debian and knows neither directory.
    """
    entry, file = deployment.site.link.entry, deployment.site.file
    wanted = f"{ENABLED}/… → {file}"
    if entry is None:
        name = posixpath.basename(str(deployment.names.site))
        raise finding("enabled-site.linked/absent", expected=wanted, actual="—", name=name)
    if entry.kind != "symlink" and not deployment.site.link.has_place:
        raise NotApplicable(_("this nginx has no sites-enabled: it reads {file} where it lies").format(file=entry.path))
    if entry.kind != "symlink":
        raise _no_link(entry.path, str(file), wanted)
    if file in {entry.resolved, posixpath.normpath(posixpath.join(ENABLED, entry.target or ""))}:
        return
    raise _astray(deployment, entry, wanted)


def _no_link(path: str, file: str, wanted: str) -> Failure:
    """Of a site that nginx reads without a link."""
    actual = _("{path} is a file of its own, not a link").format(path=path)
    if path != file:
        return finding("enabled-site.link-target/copy", expected=wanted, actual=actual, path=path, file=file)
    if posixpath.dirname(path) == ENABLED:
        return finding("enabled-site.link-target/written-there", expected=wanted, actual=actual, path=path)
    return finding("enabled-site.link-target/read-directly", expected=wanted, actual=actual, path=path)


def _astray(deployment: Deployment, entry: PathInfo, wanted: str) -> Failure:
    """Of a link that does not lead to the site's file."""
    actual, detail, target = f"{entry.path} → {entry.target}", _("It leads to something else."), str(entry.target)
    if posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), target)) == entry.path:
        return finding(
            "enabled-site.link-target/itself",
            expected=wanted, actual=actual, independent=True, path=entry.path, file=str(deployment.site.file),
        )  # fmt: skip
    if entry.resolved is None:
        detail = _("The link leads nowhere: {target} does not exist.").format(target=target)
        return finding(
            "enabled-site.link-target/dangling",
            expected=wanted, actual=actual, detail=detail, independent=True,
            path=entry.path, target=target, file=str(deployment.site.file),
        )  # fmt: skip
    if target.endswith("/"):
        return finding(
            "enabled-site.link-target/directory",
            expected=wanted, actual=actual, detail=detail, independent=True,
            path=entry.path, target=target, file=str(deployment.site.file),
        )  # fmt: skip
    return finding(
        "enabled-site.link-target/other-file",
        expected=wanted, actual=actual, detail=detail, independent=True,
        path=entry.path, target=target, file=str(deployment.site.file),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rival:
    """A name that two server blocks claim: nginx gives it to `winner` and ignores it in `loser`."""

    name: str
    winner: config.ServerBlock
    loser: config.ServerBlock

    def __str__(self) -> str:
        return f"{self.name}: {_place(self.winner)}, {_place(self.loser)}"

    @property
    def files(self) -> set[str]:
        """Where both stand."""
        return {self.winner.file, self.loser.file}


def _place(block: config.ServerBlock) -> str:
    return f"{block.file}:{block.line}"


def rival_sites(deployment: Deployment) -> list[Rival]:
    """Other server blocks that claim a name of this site's on the same port."""
    mine = {str(deployment.site.file), *deployment.site.paths()}
    rivals = [Rival(*clash) for clash in config.conflicts(deployment.server.nginx_config)]
    return [one for one in rivals if one.files & mine]


def names_must_be_its_own(deployment: Deployment, rivals: list[Rival]) -> None:
    """Raises Failure where there are rivals, as `rival_sites` gives them: of the first, who gets the name."""
    if not rivals:
        return
    expected, actual = _("no other site with this server_name"), say(rivals)
    first = rivals[0]
    winner, loser = _place(first.winner), _place(first.loser)
    if first.winner.file in {deployment.site.file, *deployment.site.paths()}:
        raise finding(
            "enabled-site.unique/takes-it",
            expected=expected, actual=actual, name=first.name, winner=winner, loser=loser,
        )  # fmt: skip
    raise finding(
        "enabled-site.unique/loses-it",
        expected=expected, actual=actual, name=first.name, winner=winner, loser=loser,
    )  # fmt: skip


def _letters(name: str) -> str:
    """A name without what separates words, in lower case: `Mi-App.test` and `mi_app` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("www.").split(".")[0])


def _digits(name: str) -> str:
    return re.sub(r"[^0-9]", "", name)


def _is_pattern(name: str) -> bool:
    return name.startswith(("~", "*.", ".")) or name.endswith(".*")
