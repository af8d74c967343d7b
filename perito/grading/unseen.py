"""Why a check could not look, in words: for questions whose answer says no more than the reason."""

from __future__ import annotations

from perito.errors import Unseen
from perito.support.i18n import N_, _

SENTENCES = {
    Unseen.TIMEOUT: N_("the answer did not come in time"),
    Unseen.TOO_LONG: N_("the answer is too long"),
    Unseen.LOST: N_("the connection was lost"),
    Unseen.NO_ANSWER: N_("no answer came"),
    Unseen.UNREADABLE: N_("the answer cannot be read"),
    Unseen.NOT_ASKED: N_("it could not be asked"),
    Unseen.NOT_RECORDED: N_("the recording does not have it"),
    Unseen.UNCERTAIN: N_("the answer may be due to the way of asking"),
    Unseen.SOURCES_DISAGREE: N_("two sources disagree"),
    Unseen.NO_SUDO: N_("only root may see it, and sudo does not allow it"),
    Unseen.SUDO_PASSWORD: N_("only root may see it, and sudo's password is missing or wrong"),
    Unseen.NO_RIGHTS: N_("the rights to see it are missing"),
    Unseen.NO_ROOT: N_("only root may see it"),
    Unseen.NO_TOOL: N_("the program that would show it is not on the server"),
    Unseen.TOOL_ABSENT: N_("the program that would show it is not on the server"),
    Unseen.NO_SYSTEMD: N_("systemd does not answer"),
    Unseen.NO_SUCH_USER: N_("there is no such user"),
    Unseen.NO_LOGIN_SHELL: N_("the user has no login shell"),
    Unseen.REFUSED: N_("the connection was refused"),
    Unseen.UNREACHABLE: N_("it cannot be reached"),
    Unseen.RESET: N_("the connection was closed before the answer was complete"),
    Unseen.NOT_HTTP: N_("the answer is no HTTP"),
}


def said(reason: Unseen) -> str:
    """A sentence for a reason, in the language in use; reasons that always come with a sentence have one for all."""
    return _(SENTENCES.get(reason, N_("it could not be seen")))
