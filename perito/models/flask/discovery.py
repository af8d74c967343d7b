"""The names in use: directory, unit, site and socket of each deployment, found from any surviving link.

Pure: hints in, names out. Each pair of links is scored by its ties; a fact (a process that runs in the directory, a
socket that both name) weighs more than similar names, and a guess by similarity is reported.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from perito.models.flask.hints import WEB_ROOT, DirectoryHint, Hints, SiteHint, UnitHint
from perito.models.flask.labels import labels
from perito.models.wanted import UnknownApp
from perito.models.web.names import Names
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from perito.models.wanted import Wanted

L = TypeVar("L")
FACT = 3
ALIKE = 0.75
DOUBT = 0.2


def discover(hints: Hints, wanted: Wanted) -> list[Names]:
    """The deployments on a server, at least one: where nothing is found, the names say so by being None.

    Raises UnknownApp.
    """
    directories = _directories(hints, wanted)
    units = _matched(directories, hints.units, lambda d, u: _unit_score(hints, d, u))
    if wanted.service is not None and directories:
        units = {directories[0].path: _named_unit(hints.units, wanted.service)}
    sites = _matched(directories, hints.sites, lambda d, s: _site_score(units.get(d.path), d, s))
    if wanted.site is not None and directories:
        first = directories[0]
        unit = units.get(first.path)
        sites = {first.path: _named_site(hints.sites, wanted.site, lambda site: _site_score(unit, first, site))}
    given = [label for label, _name in wanted.apps] or [""] * len(directories)
    found, notes = labels(directories, given, wanted.usual)
    names = [
        _names(label, note, directory, units.get(directory.path), sites.get(directory.path), hints)
        for label, note, directory in zip(found, notes, directories, strict=True)
    ]
    return names if wanted.server_name is None else _visited(names, hints.sites, wanted.server_name)


def _visited(names: list[Names], sites: Sequence[SiteHint], server_name: str) -> list[Names]:
    """The deployment whose site has the name given is visited by it; the first one where none has, or several have."""
    bare = server_name.lower().removeprefix("www.")
    wanted = {bare, f"www.{bare}"}
    having = {(one.path, one.blocks) for one in sites if wanted & {name.lower() for name in one.server_names}}
    places = [place for place, one in enumerate(names) if (one.site, one.site_blocks) in having]
    chosen = places[0] if len(places) == 1 else 0
    return [replace(one, server_name=bare) if place == chosen else one for place, one in enumerate(names)]


def _names(
    label: str, note: str, directory: DirectoryHint, unit: UnitHint | None, site: SiteHint | None, hints: Hints
) -> Names:
    assumed = [note] if note else []
    app = directory.app
    if unit is not None and _unit_score(hints, directory, unit) < FACT:
        assumed.append(_("{found} is probably meant for {app}").format(found=unit.name, app=app))
    if site is not None and _site_score(unit, directory, site) < FACT:
        name = PurePosixPath(site.path).name
        assumed.append(_("{found} is probably meant for {app}").format(found=name, app=app))
    return Names(
        label=label,
        app=app,
        directory=directory.path,
        service=unit.name if unit else None,
        site=site.path if site else None,
        site_blocks=site.blocks if site else (),
        assumed=tuple(assumed),
    )


def _directories(hints: Hints, wanted: Wanted) -> list[DirectoryHint]:
    known = {hint.path: hint for hint in hints.directories}
    for path in _mentioned(hints):
        known.setdefault(path, DirectoryHint(path))
    candidates = [hint for hint in known.values() if _is_application(hint, hints)]
    candidates = [hint for hint in candidates if not _only_holds_others(hint, candidates)]
    candidates = [hint for hint in candidates if not _is_aside(hint, candidates, hints)]
    candidates = [hint for hint in candidates if not _is_other_end(hint, candidates, hints)]
    if not wanted.apps:
        found = _without_ghosts(candidates) or [DirectoryHint(str(WEB_ROOT / _fallback(hints)))]
        return sorted(found, key=lambda hint: hint.path)
    return [_wanted_directory(label, name, known, candidates) for label, name in wanted.apps]


def _wanted_directory(
    label: str, name: str, known: dict[str, DirectoryHint], candidates: Sequence[DirectoryHint]
) -> DirectoryHint:
    """The directory asked for by name. With a label it may be absent: a deployment that was never made."""
    path = str(WEB_ROOT / name.rstrip("/"))
    names = [hint.app for hint in candidates]
    here = [hint for hint in candidates if str(PurePosixPath(hint.path).parent) == path]
    linked = [hint for hint in here if hint.linked and hint.marks]
    if len(linked) == 1 and all(hint.path != path for hint in candidates):
        return linked[0]
    if path not in known and names.count(name) == 1:
        return candidates[names.index(name)]
    if path in known or label or not candidates:
        return known.get(path, DirectoryHint(path))
    close = get_close_matches(name, names, n=1, cutoff=ALIKE)
    advice = _(" Did you mean {name}?").format(name=close[0]) if close else ""
    raise UnknownApp(
        _("--app {name}: nothing on the server is called that; found: {found}.").format(
            name=name, found=", ".join(names)
        )
        + advice
    )


def _without_ghosts(candidates: Sequence[DirectoryHint]) -> list[DirectoryHint]:
    """A directory that only a unit or a site mentions is a misspelling where a real one is left unclaimed."""
    real = [hint for hint in candidates if hint.names]
    return real or list(candidates)


def _only_holds_others(hint: DirectoryHint, candidates: Sequence[DirectoryHint]) -> bool:
    """Whether it is no application itself, but the directory above one: /var/www/practicas."""
    return not hint.marks and any(one.marks and one != hint and _below(one.path, hint.path) for one in candidates)


def _is_aside(hint: DirectoryHint, candidates: Sequence[DirectoryHint], hints: Hints) -> bool:
    """Whether a directory outside /var/www is only where a unit of an application inside works by mistake."""
    if _below(hint.path, str(WEB_ROOT)):
        return False
    units = [unit for unit in hints.units if _same(unit.working_directory, hint.path)]
    inside = [one for one in candidates if one.marks and _below(one.path, str(WEB_ROOT))]
    return not hint.marks or any(_mentions(unit.text, one.path) for unit in units for one in inside)


def _is_other_end(hint: DirectoryHint, candidates: Sequence[DirectoryHint], hints: Hints) -> bool:
    """Whether an application has a second directory, above or behind its link `current`, and a unit works in that one.

    Where no unit works in either, it is the one above.
    """
    above = [one for one in candidates if one.marks and _is_inside_by_link(hint, one)]
    behind = [one for one in candidates if one.marks and _is_inside_by_link(one, hint)]
    if _works_in(hints, hint):
        return False
    return bool(above) or any(_works_in(hints, one) for one in behind)


def _is_inside_by_link(inner: DirectoryHint, outer: DirectoryHint) -> bool:
    return inner.linked and str(PurePosixPath(inner.path).parent) == outer.path


def _works_in(hints: Hints, hint: DirectoryHint) -> bool:
    return any(unit.runs_gunicorn and _same(unit.working_directory, hint.path) for unit in hints.units)


def _is_application(hint: DirectoryHint, hints: Hints) -> bool:
    if PurePosixPath(hint.path) == WEB_ROOT / "html" and not hint.marks:
        return False
    mentioned = any(_mentions(unit.text, hint.path) and unit.runs_gunicorn for unit in hints.units) or any(
        _below(socket, hint.path) for site in hints.sites for socket in site.sockets
    )
    nested = {name.lower() for name in hint.names} == {PurePosixPath(hint.path).name.lower()}
    return bool(hint.marks) or mentioned or nested


def _mentioned(hints: Hints) -> Iterable[str]:
    """Directories directly under /var/www that a gunicorn unit or a site's socket names."""
    for unit in hints.units:
        if unit.working_directory and unit.runs_gunicorn:
            yield from _top(unit.working_directory)
    for site in hints.sites:
        for socket in site.sockets:
            yield from _top(str(PurePosixPath(socket).parent))


def _top(path: str) -> Iterable[str]:
    parts = PurePosixPath(path).parts
    if parts[:3] == WEB_ROOT.parts and len(parts) > len(WEB_ROOT.parts):
        yield str(PurePosixPath(*parts[: len(WEB_ROOT.parts) + 1]))


def _fallback(hints: Hints) -> str:
    for unit in hints.units:
        if unit.runs_gunicorn:
            return unit.name.removesuffix(".service")
    return "mi_aplicacion"


def _matched(
    directories: Sequence[DirectoryHint],
    links: Sequence[L],
    score: Callable[[DirectoryHint, L], float],
) -> dict[str, L]:
    """Pair directories with links, best tie first; each is used once."""
    pairs = [
        (score(directory, link), -d, -n, directory.path, link)
        for d, directory in enumerate(directories)
        for n, link in enumerate(links)
    ]
    taken: dict[str, L] = {}
    used: list[L] = []
    for points, _d, _n, path, link in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
        if points > 0 and path not in taken and link not in used:
            taken[path] = link
            used.append(link)
    return taken


def _unit_score(hints: Hints, directory: DirectoryHint, unit: UnitHint) -> float:
    path = directory.path
    points = 0.0
    points += 8 * (_same(unit.working_directory, path))
    points += 8 * (_same(unit.process_directory, path))
    points += 4 * any(_below(socket, path) for socket in unit.sockets)
    points += 4 * (hints.virtualenv_of.get(path) in unit.virtualenvs)
    points += 3 * _mentions(unit.text, path)
    if points == 0 and not unit.runs_gunicorn:
        return 0
    name = unit.name.removesuffix(".service")
    meant = DOUBT if _alike_elsewhere(hints, path, name) else 0
    return points + _likeness(directory.app, [name], unit.text) - meant


def _alike_elsewhere(hints: Hints, path: str, name: str) -> bool:
    """Whether a link's name is that of another directory: a copy of this one's, not adapted."""
    others = [PurePosixPath(hint.path).name.lower() for hint in hints.directories if hint.path != path]
    return any(SequenceMatcher(None, other, name.lower()).ratio() >= ALIKE for other in others)


def _site_score(unit: UnitHint | None, directory: DirectoryHint, site: SiteHint) -> float:
    app = directory.app
    points = 0.0
    points += 8 * (unit is not None and bool(set(site.sockets) & set(unit.sockets)))
    points += 4 * any(_below(socket, directory.path) for socket in site.sockets)
    points += 3 * _mentions(site.text, directory.path)
    likeness = _likeness(app, [PurePosixPath(site.path).name, *site.server_names], site.text)
    return points + likeness if points or site.sockets or likeness >= 1 else 0


def _likeness(app: str, names: Iterable[str], text: str) -> float:
    """0 to 2: the similarity of a link's names with the directory's, when no fact ties them."""
    best = max((SequenceMatcher(None, app.lower(), name.lower()).ratio() for name in names), default=0.0)
    if best >= ALIKE:
        return 2 * best
    return 0.5 if app.lower() in text.lower() else 0.25


def _same(one: str | None, other: str) -> bool:
    return one is not None and PurePosixPath(one) == PurePosixPath(other)


def _below(path: str, directory: str) -> bool:
    return PurePosixPath(path).is_relative_to(directory)


def _mentions(text: str, path: str) -> bool:
    position = text.find(path)
    while position >= 0:
        following = text[position + len(path) : position + len(path) + 1]
        if not (following.isalnum() or following in {"-", "_", "."}):
            return True
        position = text.find(path, position + 1)
    return False


def _named_unit(units: Sequence[UnitHint], name: str) -> UnitHint:
    full = name if name.endswith(".service") else f"{name}.service"
    return next((unit for unit in units if unit.name == full), UnitHint(full))


def _named_site(sites: Sequence[SiteHint], name: str, score: Callable[[SiteHint], float]) -> SiteHint:
    wanted = PurePosixPath(name).name
    found = [site for site in sites if PurePosixPath(site.path).name == wanted]
    if found:
        return max(found, key=score)
    return SiteHint(str(PurePosixPath("/etc/nginx/sites-available") / wanted))
