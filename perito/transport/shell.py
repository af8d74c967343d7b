"""Commands over two agents, one for the login user and one for root: shared by local and SSH."""

from __future__ import annotations

import threading
from abc import abstractmethod
from typing import TYPE_CHECKING

from perito.errors import Unseen
from perito.support.i18n import _
from perito.support.threads import ThreadPoolExecutor
from perito.transport import link, sudo
from perito.transport.base import Answer, Reason, Role, Transport, TransportError
from perito.transport.wire import WireClosedError
from perito.transport.without_python import PlainRunner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from perito.transport.base import Command, Wait
    from perito.transport.wire import Wire

    Runner = link.Link | PlainRunner | sudo.Refusal

LONGEST_ARGUMENT = 128 * 1024  # bytes, MAX_ARG_STRLEN of execve(2), the zero at the end included
START = 20.0  # seconds for a login shell and python to start


class ShellTransport(Transport):
    """Runs commands through an agent for each role. Subclasses start programs."""

    def __init__(self, sudo_password: str | None = None, *, python: str = link.PYTHON) -> None:
        super().__init__()
        self._sudo_password, self._python = sudo_password, python
        self._runners: dict[Role, Runner] = {}
        self._wires: list[Wire] = []
        self._opening = threading.Lock()
        self.round_trips = 0

    @abstractmethod
    def _wire(self, words: list[str]) -> Wire:
        """Start a program as the login user. Raises OSError or WireClosedError."""

    @abstractmethod
    def _is_root(self) -> bool:
        """Whether the login user is known to be root without asking."""

    def _reason(self) -> Reason:
        """Why no program started: LOST where the connection is lost."""
        return Reason.ERROR

    def _open_wire(self, words: list[str]) -> Wire:
        wire = self._wire(words)
        with self._opening:
            self._wires.append(wire)
        return wire

    def _start_agents(self) -> None:
        """Start both agents at the same time. Raises TransportError where no command can be run."""
        with ThreadPoolExecutor(1) as pool:
            root: Future[Runner] | None = None if self._is_root() else pool.submit(self._start_root)
            try:
                login = self._start_login()
            finally:
                other = root.result() if root else None
        self._runners[Role.LOGIN] = login
        if other is None or login.hello.uid == 0:
            if other is not None:
                other.close()
            self._runners[Role.ROOT] = login
        elif isinstance(login, PlainRunner):
            self._runners[Role.ROOT] = PlainRunner(self._open_wire, root=True, password=self._sudo_password)
        else:
            self._runners[Role.ROOT] = explain(other, login.hello)

    def _start_login(self) -> Runner:
        try:
            wire = self._open_wire(link.argv(self._python))
        except (OSError, WireClosedError) as problem:
            sentence = _("the login shell did not start: {problem}").format(problem=problem)
            raise TransportError(self._reason(), sentence) from problem
        login = link.Link(wire, self._python)
        try:
            login.start(START)
        except link.NotStartedError as problem:
            wire.close()
            return self._without_python(problem, wire.errors)
        return login

    def _without_python(self, problem: link.NotStartedError, errors: bytes) -> Runner:
        """Fall back to one program per command, where programs can be started."""
        plain = PlainRunner(self._open_wire)
        reason = str(problem)
        if problem.exit_code is not None:
            reason = plain.probe(START)
            if not reason:
                return plain
        said = (errors or problem.text).decode("utf-8", "replace").strip().splitlines()
        ending = ", " + _("exit code {code}").format(code=problem.exit_code) if problem.exit_code is not None else ""
        last = f": {said[-1][:200]}" if said else ""
        sentence = _("the login shell runs no command ({reason}); look at ~/.bashrc and the shell")
        raise TransportError(self._reason(), sentence.format(reason=f"{reason}{ending}{last}")) from problem

    def _start_root(self) -> Runner:
        try:
            return sudo.start(self._open_wire, self._sudo_password, START)
        except sudo.SudoError as problem:
            return sudo.Refusal(problem.trouble, str(problem))
        except (OSError, WireClosedError) as problem:
            return sudo.Refusal(Unseen.LOST, str(problem))

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        """As Transport: one batch for each agent."""
        waits: list[Wait] = [_not_connected] * len(commands)
        groups: dict[int, tuple[Runner, list[int]]] = {}
        for place, command in enumerate(commands):
            if not _can_be_asked(command):
                waits[place] = _not_asked
            elif runner := self._runners.get(command.role):
                groups.setdefault(id(runner), (runner, []))[1].append(place)
        self.round_trips += bool(groups)
        for runner, places in groups.values():
            for place, wait in zip(places, runner.begin([commands[place] for place in places]), strict=True):
                waits[place] = wait
        return waits

    @property
    def bytes_in(self) -> int:
        """Bytes received from the server's programs."""
        return sum(wire.bytes_in for wire in self._wires)

    @property
    def bytes_out(self) -> int:
        """Bytes sent to the server's programs."""
        return sum(wire.bytes_out for wire in self._wires)

    def close(self) -> None:
        """As Transport."""
        for runner in self._runners.values():
            runner.close()
        for wire in self._wires:
            wire.close()


def _can_be_asked(command: Command) -> bool:
    """Whether the script can be an argument of /bin/sh: names in it may come from the server's files."""
    try:
        script = command.script.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return b"\0" not in script and len(script) < LONGEST_ARGUMENT


def _not_asked() -> Answer:
    return Answer(None, trouble=Unseen.NOT_ASKED, detail="no shell takes this question: a name in it is too strange")


def _not_connected() -> Answer:
    return Answer(None, trouble=Unseen.LOST, detail="not connected")


def explain(root: Runner, login: link.Hello) -> Runner:
    """Explain sudo's message: with -n it asks for a password before it looks at the user."""
    asked = isinstance(root, sudo.Refusal) and root.detail == sudo.NO_PASSWORD
    if asked and login.groups and not {"sudo", "admin", "wheel"} & set(login.groups):
        return sudo.Refusal(Unseen.SUDO_PASSWORD, f"{sudo.NO_PASSWORD}; the user is not in the group sudo either")
    return root
