"""Verdicts on the application's directory: where it is, whose, and who may do what in it."""

from __future__ import annotations

import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.models.flask.directory import MODE, access
from perito.practice.expect import finding
from perito.server.server import WEB_ROOT
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.practice.expect import Failure

WEB_GROUP = "www-data"
UNKNOWN = "UNKNOWN"  # stat(1): a number that no account has
ENTER = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH


def directory_must_exist(deployment: Deployment) -> None:
    """Raises Failure unless the directory is there, and is one; says which was probably meant.

    Where it lies elsewhere than the practice has it, all that is in it is judged all the same.
    """
    directory = deployment.directory
    kind = directory.kind
    if kind == "directory":
        _must_be_in_its_place(deployment)
        return
    itself = directory.entries.get(directory.names.directory)
    if kind != "—":
        raise finding("directory.exists/not-a-directory", expected="directory", actual=kind)
    if itself is not None and itself.kind == "symlink":
        target = itself.target or "?"
        raise finding("directory.exists/dangling-link", expected="directory", actual=kind, target=target)
    taken = {one.names.directory for one in deployment.neighbours}
    meant = directory.misspelt()
    others = [one for one in directory.others() if f"{WEB_ROOT}/{one}" not in taken]
    if meant and meant not in taken:
        raise finding("directory.exists/misspelt", expected="directory", actual=kind, found=meant)
    if others:
        listed = ", ".join(others)
        raise finding("directory.exists/others", expected="directory", actual=kind, place=WEB_ROOT, found=listed)
    raise finding("directory.exists/missing", expected="directory", actual=kind)


def _must_be_in_its_place(deployment: Deployment) -> None:
    """Raises Failure, of which nothing else follows, unless it is below /var/www."""
    found = deployment.names.directory
    if not PurePosixPath(found).is_relative_to(WEB_ROOT):
        wanted = f"{WEB_ROOT}/{deployment.names.app}"
        raise finding("directory.exists/elsewhere", expected=wanted, actual=found, alone=True)


def code_must_lie_at_the_top(deployment: Deployment) -> None:
    """Raises Failure where a subdirectory holds the code and the directory itself none."""
    _there = deployment.directory.info  # of one that nobody has seen, nothing is said
    nested = deployment.directory.nested
    if nested is not None:
        wanted = deployment.names.directory
        raise finding("directory.content/nested", expected=wanted, actual=nested, name=nested.rpartition("/")[2])


def owner_must_be_sound(deployment: Deployment) -> None:
    """Raises Failure unless an ordinary user, or the web server's, owns the directory."""
    wanted = sorted({*deployment.server.ordinary_users, *deployment.unit.own_account, WEB_GROUP})
    owner = deployment.directory.owner
    if owner in wanted:
        return
    expected, user = " | ".join(wanted), deployment.server.deploy_user
    if owner == "root":
        raise finding("directory.owner/root", expected=expected, actual=owner, user=user)
    if owner == UNKNOWN or owner.isdecimal():
        uid = deployment.directory.info.uid
        raise finding("directory.owner/deleted-user", expected=expected, actual=owner, user=user, uid=uid)
    raise finding("directory.owner/other-user", expected=expected, actual=owner, user=user)


def group_must_be_the_web_servers(deployment: Deployment) -> None:
    """Raises Failure unless the directory's group is www-data."""
    group, owner = deployment.directory.group, deployment.directory.owner
    if group == WEB_GROUP:
        return
    if group == "root":
        raise finding("directory.group/root", expected=WEB_GROUP, actual=group, owner=owner)
    if group == owner:
        raise finding("directory.group/the-owners", expected=WEB_GROUP, actual=group, owner=owner)
    raise finding("directory.group/other", expected=WEB_GROUP, actual=group, owner=owner)


def mode_must_be_775(deployment: Deployment) -> None:
    """Raises Failure unless the permission bits are 775; says whom which one concerns."""
    found = deployment.directory.mode & 0o777
    if found != MODE:
        raise _wrong_mode(found)


def _wrong_mode(found: int) -> Failure:
    """The kind of mode that it is instead."""
    missing, extra, actual = MODE & ~found, found & ~MODE, f"{found:o}"
    shown, wanted = stat.filemode(stat.S_IFDIR | found), stat.filemode(stat.S_IFDIR | MODE)
    kind = "other"
    if missing & ENTER == ENTER:
        kind = "nobody-enters"
    elif not missing:
        kind = "anybody-writes"
    elif not extra:
        kind = {0o020: "group-cannot-write", 0o005: "others-shut-out", 0o075: "only-the-owner"}.get(missing, kind)
    return finding(
        {
            "nobody-enters": "directory.mode/nobody-enters",
            "anybody-writes": "directory.mode/anybody-writes",
            "group-cannot-write": "directory.mode/group-cannot-write",
            "others-shut-out": "directory.mode/others-shut-out",
            "only-the-owner": "directory.mode/only-the-owner",
            "other": "directory.mode/other",
        }[kind],
        expected=f"{MODE:o}", actual=actual, shown_as=shown, wanted_as=wanted,
    )  # fmt: skip


def code_must_be_readable(deployment: Deployment) -> None:
    """Raises Failure where the service's user cannot get to the code, or cannot read one of its files."""
    directory, who = deployment.directory, deployment.unit.runs_as
    expected = _("files that {user} can read").format(user=who)
    closed = directory.closed_on_the_way()
    if closed is not None:
        shown = access(closed)
        actual = f"{closed.path} ({shown})"
        raise finding(
            "directory.readable/way-closed", expected=expected, actual=actual, who=who, path=closed.path, access=shown
        )
    files = directory.unreadable_files()
    if not files:
        return
    actual = ", ".join(f"{name} ({access(info)})" for name, info in files)
    if len(files) > 1:
        raise finding("directory.readable/files", expected=expected, actual=actual, who=who)
    name, info = files[0]
    raise finding(
        "directory.readable/file", expected=expected, actual=actual, who=who, file=name, owner=info.owner,
        group=info.group, mode=f"{info.mode & 0o7777:o}",
    )  # fmt: skip
