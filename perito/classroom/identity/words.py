"""Findings in the current language: the finding, the shared values, and the innocent explanation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from perito.classroom.identity import odds
from perito.classroom.identity.odds import TIMES
from perito.documents.class_result import Finding, ImageGroup, Shared
from perito.support.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perito.classroom.identity.common import Common
    from perito.classroom.identity.model import Onward, Seen

TEXTS: Final = {
    "copied-recording": (
        N_("One recording for several students: it was made of one server, once."),
        N_("a recording that was filed under two names by mistake"),
    ),
    "same-machine": (
        N_("One machine, handed in by several students: it was running, the same one, when each was graded."),
        N_("the roster gives one address twice, or they were allowed to share a server"),
    ),
    "same-address": (
        N_("Several students are graded at one address."),
        N_("a mistake in the roster, or they were allowed to share a server"),
    ),
    "cloned-disk": (
        N_("The same disk: one machine is a copy of another, made after the work was done; or there is only one."),
        N_("both were given a finished machine, and nobody else was"),
    ),
    "copied-files": (
        N_("Files of the work were saved at the same nanosecond: they were copied together with their times."),
        N_("both were given these files, and nobody else was"),
    ),
    "same-image": (
        N_("These machines were made from one image."),
        N_("both imported the same ready-made machine and each did the work on it"),
    ),
    "too-young": (
        N_(
            "Files saved at the same nanosecond, within an hour after the image of these machines was made: "
            "too soon to say whether they were handed out with it or copied."
        ),
        N_("they came with the image; graded again after more work, the times will tell"),
    ),
    "relayed-page": (
        N_("The page of the first comes from the server of the second."),
        N_("a mistake in the roster's url_base or in a port that is forwarded"),
    ),
}
KINDS: Final = {
    "nonce": N_("the recording's random number"),
    "boot-id": N_("the boot id (new at every boot)"),
    "address": N_("the address they were graded at"),
    "machine-id": N_("the machine id (as a digest)"),
    "host-key": N_("the SSH host key"),
    "mac": N_("the network card's address"),
    "accounts": N_("the accounts and their numbers"),
    "image-time": N_("last changed: {file}"),
    "changed": N_("last changed: {file}"),
    "born": N_("created: {file}"),
    "content": N_("content: {file}"),
}
ROLES: Final = {
    "unit": N_("the unit"),
    "site": N_("the site's file"),
    "virtualenv": N_("the virtual environment"),
    "image": N_("the system's files"),
}


def finding(kind: str, students: Sequence[str], chance: float, strength: str, common: Iterable[Common]) -> Finding:
    """Several students with shared values."""
    return _made(kind, students, chance, strength, tuple(shared(one) for one in common))


def too_young(students: Sequence[str], common: Iterable[Common]) -> Finding:
    """Several students with the same times of files, hardly younger than their image."""
    return _made(odds.TOO_YOUNG, students, odds.TOLD, odds.TOO_YOUNG, tuple(shared(one) for one in common))


def of_images(found: Sequence[Finding], *, usual: bool = False) -> list[Finding]:
    """Several images of a class are one finding with a group for each. `usual`: most of the class is on some image."""
    if not found or (len(found) == 1 and not usual):
        return list(found)
    groups = tuple(ImageGroup(students=one.students, shared=one.shared) for one in found)
    students = dict.fromkeys(student for group in groups for student in group.students)
    chance = min(one.chance for one in found)
    text = ngettext(
        "{count} image, of which several machines were made.",
        "{count} images, of each of which several machines were made.",
        len(groups),
    ).format(count=len(groups))
    innocent = _("most of the class works on a ready-made machine") if usual else found[0].innocent
    return [
        Finding(
            kind="same-image", students=tuple(students), chance=chance,
            strength=odds.USUAL if usual else odds.strength(chance), text=text, innocent=innocent, groups=groups,
        )
    ]  # fmt: skip


def relay(pair: tuple[str, str], chance: float, strength: str, found: tuple[Shared, ...]) -> Finding:
    """A page that comes from another server."""
    return _made("relayed-page", pair, chance, strength, found)


def _made(kind: str, students: Sequence[str], chance: float, strength: str, found: tuple[Shared, ...]) -> Finding:
    text, innocent = TEXTS[kind]
    return Finding(
        kind=kind,
        students=tuple(students),
        chance=chance,
        strength=strength,
        text=_(text),
        innocent=_(innocent),
        shared=found,
    )


def shared(one: Common) -> Shared:
    """One shared value."""
    first = next(iter(one.facts.values()))
    file = _(ROLES[one.role]) if one.role in ROLES else one.role
    paths = {fact.shown for fact in one.facts.values()}
    shown = f"{file} ({first.shown})" if one.role in ROLES and len(paths) == 1 and first.shown else file
    return Shared(
        kind=one.kind,
        text=_(KINDS[one.kind]).format(file=shown),
        value=moment(one.value) if one.kind in TIMES else one.value,
        evidence={who: fact.evidence for who, fact in one.facts.items() if fact.evidence is not None},
    )


def moment(seconds: str) -> str:
    """A file's time as `stat` shows it, in UTC."""
    whole, _point, fraction = seconds.partition(".")
    return f"{datetime.fromtimestamp(int(whole), UTC):%Y-%m-%d %H:%M:%S}.{fraction} UTC"


def visit(seen: Seen, student: str) -> Shared:
    """A request for one student's page in another's log."""
    return Shared(
        kind="visit",
        text=_("the request for the first one's page is in the second one's access log, from {client}").format(
            client=seen.client or "?"
        ),
        value=seen.nonce,
        evidence={student: seen.evidence} if seen.evidence is not None else {},
    )


def onward(onward: Onward, student: str) -> Shared:
    """nginx passes requests on."""
    return Shared(
        kind="onward",
        text=_("{file} of the first passes requests to the second one's address").format(file=onward.file),
        value=onward.host,
        evidence={student: onward.evidence} if onward.evidence is not None else {},
    )
