"""What nginx's files say about names: a site is a server block, and a file may hold several. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from perito.models.flask.hints import SiteHint
from perito.probes.nginx import config

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perito.probes.nginx.facts import ServerBlock

# What stands in a server block and nowhere else: a file with one of them was meant to be a site.
OF_A_SITE: Final = frozenset({"server", "server_name", "listen", "location", "proxy_pass", "root"})


def site_hints(texts: dict[str, str], path: str, text: str) -> list[SiteHint]:
    """What one file ties to deployments; Debian's untouched default site ties to nothing.

    None where it only sets something for all sites (map, upstream, limit_req_zone); several where its server blocks
    pass requests to different programs.
    """
    found = config.parse_site(texts, path)
    if not found.servers and not found.errors and config.is_for_all_sites(text, OF_A_SITE):
        return []
    groups = _groups(found.servers)
    if len(groups) < 2:
        return [_hint(path, text, found.servers, ())]
    lines = text.splitlines(keepends=True)
    starts = sorted(block.line for block in found.servers)
    hints = []
    for group in groups:
        parts = [_part(lines, starts, block.line) for block in group]
        hints.append(_hint(path, "".join(parts), group, tuple(block.line for block in group)))
    return hints


def _hint(path: str, text: str, blocks: Iterable[ServerBlock], lines: tuple[int, ...]) -> SiteHint:
    blocks = list(blocks)
    return SiteHint(
        path=path,
        text=text,
        sockets=tuple(socket for block in blocks for socket in _sockets(block)),
        server_names=tuple(name for block in blocks for name in block.server_names if name != "_"),
        blocks=lines,
    )


def _groups(blocks: Sequence[ServerBlock]) -> list[list[ServerBlock]]:
    """The blocks of each program: those that pass requests to the same one, and with them those that share a name."""
    groups: list[list[ServerBlock]] = []
    for block in (one for one in blocks if _sockets(one)):
        mine = next((group for group in groups if {*_sockets(block)} & {*_sockets(group[0])}), None)
        if mine is None:
            groups.append([block])
        else:
            mine.append(block)
    for block in (one for one in blocks if not _sockets(one)):
        for group in groups:
            if _names(block) & {name for one in group for name in _names(one)}:
                group.append(block)
    return groups


def _sockets(block: ServerBlock) -> list[str]:
    upstreams = [location.upstream for location in block.locations if location.upstream is not None]
    every = [one for upstream in upstreams for one in (upstream, *upstream.extra)]
    return [one.path for one in every if one.kind == "unix"]


def _names(block: ServerBlock) -> set[str]:
    """Its names without www: the block that redirects from the one to the other is of the same site."""
    return {name.lower().removeprefix("www.") for name in block.server_names} - {"_", ""}


def _part(lines: Sequence[str], starts: Sequence[int], line: int) -> str:
    """The text from a block's first line to the next block's."""
    after = [start for start in starts if start > line]
    return "".join(lines[max(line - 1, 0) : after[0] - 1 if after else len(lines)])
