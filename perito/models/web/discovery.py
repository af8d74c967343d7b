"""The sites of a server: from nginx's files to server blocks, and from where they pass requests to the unit there.

Pure: what nginx's files and units say, and who listens, in; names out. A unit is found by who listens where the site
passes requests; where nobody does, by what its file mentions, and that is said to be a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from perito.models.wanted import UnknownApp
from perito.models.web.names import Names
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.models.wanted import Wanted
    from perito.probes.nginx.facts import ServerBlock, Upstream

ALIKE: Final = 0.75
FACT: Final = 6.0  # a tie that is no guess
UNTOUCHED: Final = "/var/www/html"  # Debian's own site serves it
NAMELESS: Final = frozenset({"", "_", "localhost"})


@dataclass(frozen=True)
class Found:
    """One site: the server blocks of a file that belong together. `alone`: no other blocks are in the file."""

    path: str
    blocks: tuple[ServerBlock, ...]
    alone: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Its host names, without www and what is none."""
        named = (name.lower().removeprefix("www.") for block in self.blocks for name in block.server_names)
        return tuple(dict.fromkeys(name for name in named if name not in NAMELESS))

    @property
    def app(self) -> str:
        """What it is called: its file, or its name where the file has several sites."""
        file = PurePosixPath(self.path).name.removesuffix(".conf")
        return file if self.alone or not self.names else self.names[0]

    @property
    def upstreams(self) -> tuple[Upstream, ...]:
        """Where it passes requests."""
        return upstreams(self.blocks)

    @property
    def directory(self) -> str:
        """What nginx serves of it by itself."""
        return next((block.root for block in self.blocks if block.root), "")


@dataclass(frozen=True)
class UnitSeen:
    """A unit of the server: its text, and where its processes listen (paths of sockets, numbers of ports).

    One that came with a package has no text: it is behind a site if it listens for it, or is called as its socket."""

    name: str
    text: str = ""
    listens: frozenset[str] = frozenset()
    directory: str = ""


def upstreams(blocks: Sequence[ServerBlock]) -> tuple[Upstream, ...]:
    """Where server blocks pass requests, each once."""
    found = [one.passed_to for block in blocks for one in block.locations if one.passed_to is not None]
    return tuple(dict.fromkeys(every for one in found for every in (one, *one.extra)))


def together(path: str, blocks: Sequence[ServerBlock]) -> list[Found]:
    """The sites of one file: blocks that share a name or an upstream are one (the one that redirects to https, too,
    though it be for whatever name)."""
    groups: list[list[ServerBlock]] = []
    for block in blocks:
        mine = [group for group in groups if _ties(block, group)]
        joined = [*(one for group in mine for one in group), block]
        groups = [group for group in groups if group not in mine] + [joined]
    if len(groups) == 2 and any(map(is_signpost, groups)):
        groups = [[*groups[0], *groups[1]]]
    groups.sort(key=lambda group: min(one.line for one in group))
    return [Found(path, tuple(group), len(groups) == 1) for group in groups]


def _ties(block: ServerBlock, group: Sequence[ServerBlock]) -> bool:
    names, other = Found("", (block,)).names, Found("", tuple(group)).names
    return bool({*names} & {*other}) or bool({*upstreams((block,))} & {*upstreams(group)})


def is_signpost(blocks: Sequence[ServerBlock]) -> bool:
    """Whether these blocks only lead whoever comes, by whatever name, to https: no site of their own."""
    found = Found("", tuple(blocks))
    leads = all(block.returns and block.returns[-1].startswith("https://") for block in blocks)
    return leads and not found.names and not found.upstreams


def is_untouched(site: Found) -> bool:
    """Whether it is the site that Debian's nginx comes with."""
    return not site.names and not site.upstreams and PurePosixPath(site.path).name == "default"


def discover(sites: Sequence[Found], units: Sequence[UnitSeen], wanted: Wanted) -> list[Names]:
    """The names of every site, or of those asked for. Raises UnknownApp."""
    own = [site for site in sites if not is_untouched(site)]
    own = [site for site in own if not is_signpost(site.blocks)] or own
    if wanted.site is not None:
        file = PurePosixPath(wanted.site).name
        own = [site for site in sites if PurePosixPath(site.path).name == file] or [
            Found(f"/etc/nginx/sites-available/{file}", ())
        ]
    if wanted.server_name is not None and wanted.site is None:
        bare = wanted.server_name.removeprefix("www.")
        own = [site for site in own if bare in site.names] or own[:1]
    chosen = _chosen(own, wanted)
    names = [_named(label, site, units, wanted) for label, site in chosen]
    if wanted.server_name is not None and names:
        names[0] = replace(names[0], server_name=wanted.server_name.lower().removeprefix("www."))
    return names


def _chosen(sites: Sequence[Found], wanted: Wanted) -> list[tuple[str, Found]]:
    """The sites with their labels: those asked for, or all by what they are called; one alone is called so, too."""
    if not wanted.apps:
        return [(site.app, site) for site in sites]
    return [(label or name, _asked(label, name, sites)) for label, name in wanted.apps]


def _asked(label: str, name: str, sites: Sequence[Found]) -> Found:
    for site in sites:
        if name in {site.app, *site.names, PurePosixPath(site.path).name, site.directory.rstrip("/")}:
            return site
        if PurePosixPath(site.directory).name == name:
            return site
    if label or not sites:  # one that was never made
        return Found(f"/etc/nginx/sites-available/{name}", ())
    known = [site.app for site in sites]
    close = get_close_matches(name, known, n=1, cutoff=ALIKE)
    said = _("--app {name}: nothing on the server is called that; found: {found}.")
    advice = _(" Did you mean {name}?").format(name=close[0]) if close else ""
    raise UnknownApp(said.format(name=name, found=", ".join(known)) + advice)


def _named(label: str, site: Found, units: Sequence[UnitSeen], wanted: Wanted) -> Names:
    unit, sure = _unit_of(site, units, wanted.service)
    assumed = () if sure or unit is None else (
        _("{found} is probably meant for {app}").format(found=unit.name, app=site.app),
    )  # fmt: skip
    return Names(
        label=label,
        app=site.app,
        directory=(unit.directory if unit is not None else "") or site.directory,
        service=unit.name if unit is not None else None,
        site=site.path,
        site_blocks=() if site.alone else tuple(block.line for block in site.blocks),
        assumed=assumed,
    )


def _unit_of(site: Found, units: Sequence[UnitSeen], given: str | None) -> tuple[UnitSeen | None, bool]:
    """The unit behind a site, and whether that is a fact. Behind a site that passes nothing on only one that is called
    alike: proxy_pass may have been forgotten."""
    if given is not None:
        full = given if given.endswith(".service") else f"{given}.service"
        return next((one for one in units if one.name == full), UnitSeen(full)), True
    scored = sorted(((_score(site, one), one.name, one) for one in units), reverse=True, key=lambda one: one[:2])
    if not scored or scored[0][0] <= 0:
        return None, True
    return scored[0][2], scored[0][0] >= FACT


def _score(site: Found, unit: UnitSeen) -> float:
    points = 0.0
    for place, one in enumerate(site.upstreams):
        where = one.path if one.kind == "unix" else str(one.port)
        points += (8 - place / 100) * (where in unit.listens)  # of several, the first one's
        mentioned = re.search(rf"(?<![\w.]){re.escape(where)}(?![\w.])", unit.text)
        points += (6 if one.kind == "unix" else 4) * bool(mentioned)
    stem = unit.name.removesuffix(".service").lower()
    if not unit.text:
        return points + FACT * any(PurePosixPath(one.path).stem == stem for one in site.upstreams if one.path)
    alike = max(SequenceMatcher(None, stem, name.lower()).ratio() for name in (site.app, *site.names, *_firsts(site)))
    return points + (2 * alike if alike >= ALIKE else 0)


def _firsts(site: Found) -> list[str]:
    """The first parts of its host names: `notas` of notas.example.com."""
    return [name.partition(".")[0] for name in site.names]
