"""Why there is no root, in one sentence for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import Unseen
from perito.probes import accounts
from perito.support.i18n import _
from perito.transport.base import Answer, Command, Role

if TYPE_CHECKING:
    from perito.evidence.session import Session


def without_root(session: Session) -> str:
    """The sentence; empty where there is root, or where something other than sudo failed."""
    answer = _of_root(session)
    if answer is None:
        return ""
    if answer.trouble is Unseen.SUDO_PASSWORD:
        return _(
            "sudo wants a password: give the right one with --ask-sudo-pass or --sudo-password-env. ({reason})"
        ).format(reason=answer.detail)
    if answer.trouble is Unseen.NO_SUDO:
        return _("{user} cannot become root with sudo, so what only root may see stayed unseen. ({reason})").format(
            user=session.user or "?", reason=answer.detail
        )
    return ""


def _of_root(session: Session) -> Answer | None:
    """The answer to who root is; where that was not asked, one that root was wanted for in vain. None: there is none,
    and nothing is asked for this alone."""
    command = accounts.whoami(role=Role.ROOT).command
    if session.number(command) is not None:
        return session.ask(command)
    given = (one.answer for one in session.evidence.exchanges if _is_for_root(one.asked))
    return next((one for one in given if isinstance(one, Answer) and one.trouble is not None), None)


def _is_for_root(question: object) -> bool:
    return isinstance(question, Command) and question.role is Role.ROOT
