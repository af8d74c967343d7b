"""testinfra's Host over a session: teachers' own checks run on the same connection and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import testinfra.host
from testinfra.backend.base import BaseBackend, CommandResult

from perito.evidence.session import require
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.evidence.session import Session

TIMEOUT = 20.0  # seconds for each command of a check
QUOTED = 300  # characters of an answer that an assertion quotes
AS_ROOT = "\0root\0"  # no script can contain it


class Answer(CommandResult):
    """A command's result that a failed assertion can quote: `host.run("sudo nginx -t").rc == 0` says why not."""

    def __repr__(self) -> str:
        said = " · ".join(line.strip() for line in (self.stderr or self.stdout).splitlines() if line.strip())
        shown = said if len(said) <= QUOTED else said[:QUOTED] + "…"
        return f"«{self.backend.decode(self.command)}» ({self.rc})" + (f": {shown}" if shown else "")


class Host(testinfra.host.Host):
    """testinfra's, but its modules remember nothing: each check asks all that it rests on."""

    def __getattr__(self, name: str) -> Any:
        """One of testinfra's modules, made anew. Raises AttributeError where testinfra has none of that name."""
        module = super().__getattr__(name)
        del self.__dict__[name]
        return module


class SessionBackend(BaseBackend):
    """Runs the commands of testinfra's modules through `Session.ask`.

    A command without an answer (no sudo, timeout, lost connection) raises CannotLook: an error, no failure.
    """

    NAME = "perito"

    def __init__(self, session: Session, trail: list[int]) -> None:
        super().__init__(str(session.evidence.target.get("address", "replay")))
        self.session = session
        self.trail = trail

    def run(self, command: str, *args: str, **_: Any) -> CommandResult:
        """Run one command as the login user, or as the user of `with host.sudo(…)`."""
        script = self.get_command(command, *args)
        role = Role.ROOT if script.startswith(AS_ROOT) else Role.LOGIN
        script = script.removeprefix(AS_ROOT)
        asked = question(script, role)
        self.session.by_checks.setdefault(asked)
        seen = self.session.whole(asked)
        number = self.session.number(asked)
        if number is not None:
            self.trail.append(number)
        answer = require(seen)
        assert answer.exit_code is not None
        return Answer(self, answer.exit_code, self.encode(script), answer.stdout, answer.stderr)

    def get_command(self, command: str, *args: str) -> str:
        """The script, with a mark where it is for root."""
        return self.quote(command, *args)

    def get_sudo_command(self, command: str, sudo_user: str | None) -> str:
        """Mark it for the root agent, which becomes other users with runuser(1). The innermost one counts."""
        if command.startswith(AS_ROOT):
            return command
        if sudo_user not in (None, "root"):
            command = self.quote("runuser -u %s -- /bin/sh -c %s", str(sudo_user), command)
        return AS_ROOT + command

    def get_encoding(self) -> str:
        """UTF-8, without asking: every command runs with LC_ALL=C.UTF-8."""
        return "utf-8"

    def decode(self, data: bytes) -> str:
        """Text from bytes; invalid UTF-8 survives as surrogates (PEP 383)."""
        return data.decode("utf-8", "surrogateescape")

    def encode(self, data: str) -> bytes:
        """Bytes from text, the reverse of `decode`."""
        return data.encode("utf-8", "surrogateescape")


def question(script: str, role: Role) -> Command:
    """A command of a check's, as it is asked."""
    return Command(script, role, timeout=TIMEOUT)


def host_of(session: Session, trail: list[int] | None = None) -> Host:
    """A testinfra Host whose commands run on the session; `trail` collects their evidence numbers."""
    backend = SessionBackend(session, [] if trail is None else trail)
    host = Host(backend)
    backend.set_host(host)
    return host
