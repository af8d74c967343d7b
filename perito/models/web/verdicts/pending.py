"""Verdicts on what is on disk and not in force yet: not read by systemd, or younger than the process."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from perito.errors import CannotLook
from perito.practice.expect import Failure, NotApplicable, finding
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.models.web.deployment import Deployment

D = TypeVar("D", bound="Deployment")

# Of systemd's exit statuses (systemd.exec(5)), which settings may be why; of any other, whatever matters to a service.
MAY_EXPLAIN = {
    200: ("WorkingDirectory", "RootDirectory", "User", "Group"),
    203: ("ExecStart", "User", "Group", "ProtectHome", "WorkingDirectory"),
    216: ("Group", "SupplementaryGroups", "User"),
    217: ("User",),
}
READ, CURRENT = "service.reloaded", "service.current"
CODE = "code"  # beside settings of the unit: the program's own files


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that changed after a moment, both times as the server's clock has them."""

    before: str
    path: str
    changed: str


def must_be_reloaded(deployment: Deployment) -> None:
    """Raises Failure where systemd would take something else from the file than it has. Raises NotApplicable where it
    has read the file and refuses it."""
    if deployment.pending.refused:
        raise NotApplicable(_("systemd has read the unit and refuses it"))
    if not deployment.pending.waiting:
        return
    found = deployment.pending.differences
    file = next((one.file for one in found if one.file), deployment.unit.path or deployment.unit.loaded.name)
    changed, read = _clock(deployment, deployment.ages.unit_changed), _read_at(deployment)
    if found:
        old, new = ", ".join(one.said for one in found), ", ".join(one.wanted for one in found)
        raise finding(
            "service.reloaded/not-read",
            expected=new, actual=old, independent=True, file=file, changed=changed, read=read,
        )  # fmt: skip
    raise finding(
        "service.reloaded/perhaps-not-read", actual=file, independent=True, file=file, changed=changed, read=read
    )


def proof(deployment: Deployment) -> str:
    """What the journal says of why; words that are older than what has since changed are marked as such."""
    line = deployment.service.reason()
    if line is None:
        return ""
    mended = _mended_since(deployment, line.time) if line.time else None
    if mended is None:
        return line.message
    return _("{message} (said at {time}, before {path} changed at {changed})").format(
        message=line.message, time=mended.before, path=mended.path, changed=mended.changed
    )


def not_started_since(deployment: Deployment) -> Mended | None:
    """What was mended after the service had failed, where nobody has started it since; None, too, where that cannot
    be seen: it failed all the same."""
    failed = deployment.unit.loaded.exec_main_exit or deployment.unit.loaded.exec_main_start
    if not failed or deployment.unit.loaded.active_state != "failed":
        return None
    return _mended_since(deployment, failed) or _directory_mended_since(deployment, failed)


def _mended_since(deployment: Deployment, moment: float) -> Mended | None:
    """The last of the files that changed after a moment, in seconds since the epoch."""
    with suppress(CannotLook, Failure):
        since = deployment.changed_after(moment)
        path = max(since, key=lambda one: since[one], default=None)
        if path is not None:
            return Mended(_clock(deployment, moment), path, _clock(deployment, since[path]))
    return None


def _directory_mended_since(deployment: Deployment, moment: float) -> Mended | None:
    """The application's directory, where its rights changed after a moment."""
    with suppress(CannotLook, Failure):
        changed = deployment.ages.of(deployment.names.directory)
        if changed > moment:
            return Mended(_clock(deployment, moment), deployment.names.directory, _clock(deployment, changed))
    return None


def _read_at(deployment: Deployment) -> str:
    try:
        return _clock(deployment, deployment.ages.reading.at)
    except CannotLook:
        return "—"


def _clock(deployment: Deployment, moment: float) -> str:
    return deployment.server.clock(moment) if moment else "—"


def must_start_at_boot(deployment: Deployment) -> None:
    """Raises Failure unless a target that a boot reaches pulls the unit in; says so where it was enabled for another
    target than WantedBy= names by now."""
    if deployment.unit.boot_links:
        return
    wanted = f"{next(iter(deployment.unit.wanted_by), 'multi-user.target')}.wants"
    others = [link for link in deployment.ages.boot_links() if link.wanted_by not in deployment.unit.wanted_by]
    if not others:
        raise finding("service.linked/nowhere", expected=wanted)
    raise finding(
        "service.linked/not-enabled-again",
        expected=wanted,
        actual=others[0].path,
        made=_clock(deployment, deployment.ages.of(others[0].path)),
        line=deployment.unit.line_of("WantedBy", "Install"),
        changed=_clock(deployment, deployment.ages.unit_changed),
    )


def must_be_current(deployment: Deployment) -> None:
    """Raises Failure where the process was started with other settings, or other code, than there are now."""
    cleared = () if deployment.pending.explains() else (READ,)
    started = _clock(deployment, deployment.running.started)
    if unlike := deployment.running.unlike():
        raise finding(
            "service.current/other-settings",
            expected=", ".join(one.wanted for one in unlike), actual=", ".join(one.said for one in unlike),
            cleared=cleared, started=started,
        )  # fmt: skip
    if files := deployment.changed_files():
        last = max(deployment.changed_after(deployment.running.started).values(), default=0.0)
        raise finding(
            "service.current/other-code",
            actual=", ".join(files), cleared=cleared, started=started, changed=_clock(deployment, last),
        )  # fmt: skip


def once_read(test: Callable[[D], None]) -> Callable[[D], None]:
    """For a check of what the unit says: judged as the file has it, and only then as systemd has it loaded.

    Where the file is right and what is loaded is not, service.reloaded explains it.
    """

    @wraps(test)
    def judged(deployment: D) -> None:
        if not _waiting(deployment):
            test(deployment)
            return
        try:
            test(deployment.as_written)
        except Failure as failure:
            failure.cleared = (*failure.cleared, READ)
            raise
        try:
            test(deployment)
        except Failure as failure:
            failure.because, failure.independent = READ, False
            raise

    return judged


def _waiting(deployment: Deployment) -> bool:
    try:
        return deployment.pending.waiting and not deployment.pending.refused
    except CannotLook:
        return False


def follows_from(*keys: str) -> Callable[[Callable[[D], None]], Callable[[D], None]]:
    """For a check of what runs: which settings, where they wait to be read or to be started with, may explain that it
    failed; without keys any that matters. Others clear service.reloaded and service.current."""

    def decorate(test: Callable[[D], None]) -> Callable[[D], None]:
        @wraps(test)
        def judged(deployment: D) -> None:
            try:
                test(deployment)
            except Failure as failure:
                failure.cleared = (*failure.cleared, *_unrelated(deployment, keys))
                raise

        return judged

    return decorate


def _unrelated(deployment: Deployment, keys: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    with suppress(CannotLook):
        found += [] if deployment.pending.explains(*keys) else [READ]
    with suppress(CannotLook, Failure):
        old = {one.key for one in deployment.running.unlike()} | ({CODE} if deployment.changed_files() else set())
        found += [CURRENT] if keys and not old & set(keys) else []
    return tuple(found)
