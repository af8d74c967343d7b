"""Verdicts on the socket between nginx and the program: whether it is there, and whether nginx may reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import finding
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment


def socket_must_be_there(deployment: Deployment) -> None:
    """Raises Failure unless there is a socket where the unit says."""
    kind, path = deployment.socket.kind, deployment.socket.path or ""
    if kind == "socket":
        return
    there = deployment.socket.way(path) is not None if path else False
    others = deployment.service.other_sockets()
    hidden = path.startswith("/tmp/") and deployment.unit.restriction(("PrivateTmp",))  # noqa: S108 - the server's
    raise finding(
        "service.socket-file/none-asked-for" if not path
        else "service.socket-file/not-a-socket" if there
        else "service.socket-file/in-its-own-tmp" if hidden
        else "service.socket-file/elsewhere" if others
        else "service.socket-file/absent",
        expected="socket", actual=kind, detail=deployment.service.socket_story(),
        path=path, others=others, line=hidden or "", program=deployment.program.name,
    )  # fmt: skip


def socket_must_be_reachable(deployment: Deployment) -> None:
    """Raises Failure where nginx's user was refused at the socket. Tried for real; the permission bits explain, and
    decide where we cannot ask as that user."""
    socket = deployment.socket
    if deployment.server.has_root and not socket.refused:
        return
    refusing, path, behind = socket.refusing, str(socket.path), socket.behind_link()
    if refusing is None and not behind and not deployment.server.has_root:
        return
    shown = f"{refusing.owner}:{refusing.group} {refusing.mode & 0o7777:o}" if refusing is not None else ""
    raise finding(
        "service.socket-reachable/behind-link" if behind
        else "service.socket-reachable/refused" if refusing is None
        else "service.socket-reachable/socket-closed" if refusing.path == path
        else "service.socket-reachable/directory-closed",
        expected=_("a way for {user}").format(user=socket.web_user),
        actual=f"{refusing.path} ({shown})" if refusing is not None else behind or path,
        detail=behind,
        path=refusing.path if refusing is not None else path, shown_as=shown, web_user=socket.web_user,
    )  # fmt: skip
