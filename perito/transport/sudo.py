"""Becoming root through sudo(8): at most one attempt, and a clear reason where it fails."""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING

from perito.errors import PeritoError, Unseen
from perito.support.i18n import N_, _
from perito.transport import link
from perito.transport.base import Answer
from perito.transport.wire import WireClosedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perito.transport.base import Command, Wait
    from perito.transport.wire import Wire

    Opener = Callable[[list[str]], Wire]


class SudoError(PeritoError):
    """No root: `trouble` for the answers, the reason in one line as message."""

    def __init__(self, trouble: Unseen, message: str) -> None:
        super().__init__(message)
        self.trouble = trouble


class Refusal:
    """Replaces the root agent: every answer has the same trouble."""

    hello = link.Hello(-1, 0, ())

    def __init__(self, trouble: Unseen, detail: str) -> None:
        self.trouble, self.detail = trouble, detail

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        """No command is run."""
        return [lambda: Answer(None, trouble=self.trouble, detail=self.detail) for _ in commands]

    def close(self) -> None:
        """Nothing to end."""


NO_PASSWORD = N_("sudo asks for a password and none was given")
# sudo's messages in the C locale (plugins/sudoers/{sudoers,check,logging}.c), the most specific first.
_REASONS: tuple[tuple[str, Unseen, str], ...] = (
    (r"must have a tty", Unseen.NO_SUDO, N_("sudo wants a terminal (requiretty in sudoers)")),
    (r"not in the sudoers file", Unseen.NO_SUDO, N_("the user is not in sudoers")),
    (r"may not run sudo|not allowed to (execute|run)", Unseen.NO_SUDO, N_("sudoers does not allow it")),
    (r"incorrect password|no password was provided|Sorry, try again", Unseen.SUDO_PASSWORD,
     N_("the sudo password is wrong")),
    (r"a password is required", Unseen.SUDO_PASSWORD, NO_PASSWORD),
    (r"sudo.{0,4}: (No such file|command not found|not found)|Unknown command.*sudo", Unseen.NO_SUDO,
     N_("sudo is not installed")),
    (r"setuid|effective uid is not 0|no new privileges", Unseen.NO_SUDO, N_("sudo cannot become root here")),
    (r"/etc/sudoers.*(error|owned|writable)|syntax error", Unseen.NO_SUDO, N_("sudoers is broken")),
)  # fmt: skip


def diagnose(errors: bytes, exit_code: int | None) -> SudoError:
    """The meaning of sudo's message; an unknown message is passed on."""
    text = errors.decode("utf-8", "replace")
    for pattern, trouble, sentence in _REASONS:
        if re.search(pattern, text):
            return SudoError(trouble, _(sentence))
    last = next((line for line in reversed(text.splitlines()) if line.strip()), "")
    detail = last.strip()[:200] or _("it ended with the status {status}").format(status=exit_code)
    return SudoError(Unseen.NO_SUDO, _("sudo did not work: {detail}").format(detail=detail))


def words(password: str | None, prompt: str) -> list[str]:
    """The words before the command. -k: no cached ticket is used or renewed (sudo(8))."""
    english = ["/usr/bin/env", "LC_ALL=C", "sudo", "-k"]
    return [*english, "-n"] if password is None else [*english, "-S", "-p", prompt]


def await_mark(reader: link.Reader, mark: bytes, password: str | None, prompt: str, until: float) -> None:
    """Wait for `mark` on standard output; answer the prompt on standard error once.

    Raises SudoError where a second prompt shows that the password is wrong, WireClosedError where
    the program ended, TimeoutError at `until` (monotonic), OverflowError after too much noise.
    """
    sent = False

    def answer() -> None:
        nonlocal sent
        prompts = reader.wire.errors.count(prompt.encode())
        if sent and prompts > 1:
            raise SudoError(Unseen.SUDO_PASSWORD, _("the sudo password is wrong"))
        if prompts and not sent:
            sent = True
            reader.wire.send(f"{password}\n".encode(), link.SILENCE)

    reader.past(mark, until, answer)


def start(open_wire: Opener, password: str | None, timeout: float) -> link.Link:
    """A root agent behind sudo. Raises SudoError; the wire is then closed."""
    prompt, mark = f"perito-{secrets.token_hex(8)}:", secrets.token_hex(16)
    until = time.monotonic() + timeout
    wire = open_wire(words(password, prompt) + link.argv(say=mark if password is not None else ""))
    root = link.Link(wire)
    try:
        if password is not None:
            await_mark(root.reader, mark.encode() + b"\n", password, prompt, until)
        root.start(max(1.0, until - time.monotonic()))
    except SudoError:
        wire.close()
        raise
    except (TimeoutError, OverflowError) as problem:
        wire.close()
        sentence = _("sudo did not answer within {timeout:.0f} s").format(timeout=timeout)
        raise SudoError(Unseen.NO_SUDO, sentence) from problem
    except (WireClosedError, link.NotStartedError) as problem:
        reason = diagnose(wire.errors, wire.exit_code(1.0))
        wire.close()
        raise reason from problem
    if root.hello.uid != 0:
        root.close()
        sentence = _("sudo made the user uid {uid}, not root").format(uid=root.hello.uid)
        raise SudoError(Unseen.NO_SUDO, sentence)
    return root
