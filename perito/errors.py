"""One tree of errors: each knows the exit status it ends the program with (docs/cli.md: the stable interface).

The other outcomes of a check, `Failure` and `NotApplicable`, are no errors: see `perito.practice.expect`.
"""

from __future__ import annotations

from enum import StrEnum

OK = 0
BELOW = 1
USAGE = 2
NOT_GRADED = 3
BUG = 4


class PeritoError(Exception):
    """Base of Perito's errors. On the command line its text is printed, and the program ends with `exit_status`.

    One of a class that is always caught is a bug where it is not.
    """

    exit_status = BUG


class UsageError(PeritoError, ValueError):
    """Invalid input from the user; the message gives the reason in one sentence."""

    exit_status = USAGE


class NotGraded(PeritoError):  # noqa: N818 - says what happened, not a defect
    """The server could not be graded: one line for people."""

    exit_status = NOT_GRADED


class Unseen(StrEnum):
    """Why something could not be seen, and why a result is not complete: the `reason` of the result's problems.

    Never the student's fault. The values are part of the result document.
    """

    # No answer, or one that is too late, too long or invalid.
    TIMEOUT = "timeout"
    TOO_LONG = "too_long"
    LOST = "lost"
    NO_ANSWER = "no_answer"
    UNREADABLE = "unreadable"  # an answer that cannot be read
    NOT_ASKED = "not_asked"  # no shell could be given the question: a NUL in a name, or longer than an argument may be
    NOT_RECORDED = "not_recorded"
    UNCERTAIN = "uncertain"  # the answer may be due to the way of asking
    SOURCES_DISAGREE = "sources_disagree"  # two sources that cannot both be right: one of them lies, or is broken
    # No permission, or no tool.
    NO_SUDO = "no_sudo"
    SUDO_PASSWORD = "sudo_password"  # noqa: S105 - the name of a reason
    NO_RIGHTS = "no_rights"
    NO_ROOT = "no_root"
    NO_TOOL = "no_tool"  # of testinfra's
    TOOL_ABSENT = "tool_absent"
    NO_SYSTEMD = "no_systemd"
    NO_SUCH_USER = "no_such_user"
    NO_LOGIN_SHELL = "no_login_shell"
    NO_HOSTS_FILE = "no_hosts_file"
    # The route between this computer and the server.
    DNS = "dns"
    NAT = "nat"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    NOT_HTTP = "not_http"
    # A certificate other than the platform's.
    SELF_SIGNED = "self_signed"
    UNKNOWN_CA = "unknown_ca"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    WRONG_NAME = "wrong_name"
    REPOSITORY = "repository"
    # Of a whole check, or of the run.
    CANNOT_LOOK = "cannot_look"
    NOT_RUN = "not_run"
    RUN_TWICE = "run_twice"
    INTERRUPTED = "interrupted"

    @classmethod
    def of(cls, word: str) -> Unseen:
        """The reason with this value, as replies and recordings have it; an unknown value counts as unreadable."""
        return next((one for one in cls if one.value == word), cls.UNREADABLE)


class CannotLook(PeritoError):  # noqa: N818 - it says what happened; nothing is wrong with the server
    """A question without an answer that says anything about the server: an `error`, never a failed check."""

    exit_status = NOT_GRADED

    def __init__(self, reason: Unseen | str, detail: str = "") -> None:
        super().__init__(detail or str(reason))
        self.reason = Unseen.of(reason)
        self.detail = detail
