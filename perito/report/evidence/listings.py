"""Paths as they are drawn: the one that a finding is about with its permissions in words, the others in short."""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING

from perito.report.evidence.characters import Piece, pieces
from perito.report.evidence.choose import entry_has
from perito.report.evidence.drawn import FOLDED, ROWS, WIDTH, Block, Drawn, Part
from perito.report.evidence.modes import compared, letters, spelled
from perito.report.safe import line
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perito.documents.shapes import Entry, Listing
    from perito.report.evidence.focus import Focus

FULL = 2  # paths of a listing that are spelt out


def listing(shape: Listing, focus: Focus) -> Block:
    """The path that the finding is about is spelt out; the others that it names, or the deployment's, are in short."""
    entries = shape.entries
    named = [one for one in entries if focus.is_about(one.path)]
    if not named and not any(_beside(one, (), focus) for one in entries):
        named = [one for one in entries if focus.is_own(one.path)]
    culprits = [one for one in named if _is_it(one, focus)]
    alone = culprits or (list(entries) if len(entries) == 1 else [])
    beside = [one for one in named if one not in alone] or [one for one in entries if _beside(one, named, focus)]
    if not alone and not beside:
        beside = list(entries[:ROWS])
    shown = [row for one in alone[:FULL] for row in _in_words(one, focus)]
    shown += [_in_short(one, marked=False) for one in beside[: ROWS - len(shown)] if one not in alone]
    count = len(entries) - len(alone[:FULL]) - len(beside)
    left = (one for one in entries if one not in alone and one not in beside) if count > 0 else iter(())
    kept = tuple(_in_short(one, marked=False) for one in islice(left, FOLDED))
    folded = (Part(kept, folded=True, left_out=max(0, count - len(kept))),) if kept else ()
    return Block("table", "", (Part(tuple(shown)), *folded))


def _is_it(one: Entry, focus: Focus) -> bool:
    """Whether a path is as the finding says: it has the mode or owner that was found, or leads where it says, or is
    not there."""
    leads = bool(one.target) and (one.target in focus.value or focus.is_about(one.target))
    bits = f"{one.mode:o}" in focus.words and one.kind != "symlink"
    return leads or not one.kind or bits or entry_has(one, focus.value)


def _beside(one: Entry, named: Sequence[Entry], focus: Focus) -> bool:
    """Whether it lies in the directory that is named, or where a path is missing that is."""
    directory, known = posixpath.dirname(one.path), {other.path for other in named}
    missing = (path for path in focus.paths if path.startswith("/") and path not in known)
    return any(directory == path for path in known) or any(directory == posixpath.dirname(path) for path in missing)


def _in_short(one: Entry, *, marked: bool) -> Drawn:
    return Drawn(line(one.path, 160), pieces(_short(one), WIDTH), marked)


def _short(one: Entry) -> str:
    if not one.kind:
        return one.problem
    target = f" → {one.target}" if one.target else ""
    return f"{letters(one.mode, one.kind)} {one.owner}:{one.group}{target}"


def _in_words(one: Entry, focus: Focus) -> Iterable[Drawn]:
    """A path with its permissions spelt out, and beside those that were wanted."""
    if not one.kind:
        yield Drawn(line(one.path, 160), pieces(one.problem or "—", WIDTH), marked=True)
        return
    culprit = _is_it(one, focus)
    yield Drawn(line(one.path, 160), pieces(_short(one), WIDTH), culprit)
    if one.kind == "symlink":
        return
    told = (compared(focus.wanted, f"{one.mode:o}"),) if culprit and focus.value == f"{one.mode:o}" else ()
    mode = f"{one.mode:03o} · {spelled(one.mode, one.kind)}"
    yield Drawn(_("Permissions"), (Piece(mode),), False, "", tuple(filter(None, told)))
    yield Drawn(_("Owner"), pieces(one.owner, WIDTH), bool(focus.value) and one.owner == focus.value)
    yield Drawn(_("Group"), pieces(one.group, WIDTH), bool(focus.value) and one.group == focus.value)
    if one.acl:
        yield Drawn("ACL", (Piece(_("there is an access control list beside the permissions")),))
