"""Why there is no root, in one sentence for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import Unseen
from perito.probes import accounts
from perito.support.i18n import _
from perito.transport.base import Role

if TYPE_CHECKING:
    from perito.evidence.session import Session


def without_root(session: Session) -> str:
    """The sentence; empty where there is root, or where something other than sudo failed."""
    answer = session.ask(accounts.whoami(role=Role.ROOT).command)
    if answer.trouble is Unseen.SUDO_PASSWORD:
        return _(
            "sudo wants a password: give the right one with --ask-sudo-pass or --sudo-password-env. ({reason})"
        ).format(reason=answer.detail)
    if answer.trouble is Unseen.NO_SUDO:
        return _("{user} cannot become root with sudo, so what only root may see stayed unseen. ({reason})").format(
            user=session.user or "?", reason=answer.detail
        )
    return ""
