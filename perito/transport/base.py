"""The interface of every transport: commands in, answers out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from perito.errors import NOT_GRADED, PeritoError
from perito.support import given_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from perito.errors import Unseen


BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"  # how a visitor's names itself


class Role(StrEnum):
    """Who runs a command on the server."""

    LOGIN = "login"
    ROOT = "root"


class Reason(StrEnum):
    """Why a server could not be reached: the `status` of a class result document."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    HOST_KEY_CHANGED = "host_key_changed"
    HOST_KEY_UNKNOWN = "host_key_unknown"
    AUTH_FAILED = "auth_failed"
    TIMEOUT = "timeout"
    LOST = "lost"
    ERROR = "error"


class TransportError(PeritoError):
    """The server could not be reached: `reason`, and a message of one line."""

    exit_status = NOT_GRADED

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(given_secrets.struck(message))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Command:
    """A question: a POSIX shell script run by `/bin/sh -c` with LC_ALL=C.UTF-8.

    `timeout` in seconds, `limit` in bytes per stream. Two commands with the same script and role are the same question.
    `about`: the question as a person would type it, shown beside the evidence. `formerly`: scripts that asked the same
    in earlier versions: a recording's answers to them are read alike.
    """

    script: str
    role: Role = Role.LOGIN
    timeout: float = field(default=10.0, compare=False)
    limit: int = field(default=1 << 20, compare=False)
    about: str = field(default="", compare=False)
    formerly: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def forms(self) -> Iterator[Command]:
        """Itself, and then as it was asked before."""
        yield self
        for script in self.formerly:
            yield replace(self, script=script, formerly=())


@dataclass(frozen=True, slots=True)
class Answer:
    """A command's output. `exit_code` is None where it did not end by itself; `seconds` on the server.

    With `trouble` set, stdout and stderr hold the output before it.
    """

    exit_code: int | None
    stdout: bytes = b""
    stderr: bytes = b""
    seconds: float = 0.0
    trouble: Unseen | None = None
    detail: str = ""


Wait: TypeAlias = "Callable[[], Answer]"  # waits for the answer of a sent command


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One HTTP/1.1 request to `address`:`port` with the given Host header; `via` is `direct` or `tunnel`.

    tls: over TLS, without verifying the certificate. attempt: asked again, it is another question.
    cookie: the header of that name, which is not recorded; cookies: the names in it. login: `name:password` of basic
    authentication (RFC 7617), not recorded either. formerly: requests that asked the
    same in earlier versions: a recording's replies to them are read alike.
    """

    path: str
    host: str
    address: str = "127.0.0.1"
    port: int = 80
    via: str = "direct"
    method: str = "GET"
    body: str = ""
    tls: bool = False
    cookies: str = ""
    cookie: str = field(default="", compare=False, repr=False)
    login: str = field(default="", compare=False, repr=False)
    attempt: int = 0
    timeout: float = field(default=10.0, compare=False)
    limit: int = field(default=1 << 20, compare=False)
    formerly: tuple[HttpRequest, ...] = field(default=(), compare=False, repr=False)

    def again(self, attempt: int) -> HttpRequest:
        """The same once more, which is another question."""
        return replace(self, attempt=attempt, formerly=tuple(replace(one, attempt=attempt) for one in self.formerly))

    def forms(self) -> Iterator[HttpRequest]:
        """Itself, and then as it was asked before."""
        yield self
        yield from self.formerly


@dataclass(frozen=True, slots=True)
class HttpReply:
    """Status, headers as sent (name, value), and the body, unpacked, at most `limit` bytes.

    `failure` is set where no reply came: `refused`, `timeout`, `unreachable`, `reset`, `not_http`,
    `too_long`, `not_recorded`, `not_asked`, `lost`; `status` is then 0.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    seconds: float = 0.0
    failure: str = ""
    detail: str = ""

    def header(self, name: str) -> str:
        """A header's first value, whatever the capitals of its name; empty where there is none."""
        return next((value for each, value in self.headers if each.lower() == name.lower()), "")


class DialError(PeritoError):
    """No connection; `failure` as in HttpReply."""

    def __init__(self, failure: str, detail: str) -> None:
        super().__init__(detail)
        self.failure = failure


class Transport(ABC):
    """One connection to one server. `round_trips` counts batches of commands sent."""

    round_trips: int = 0
    arrived: float | None = None  # when we reached the server by its clock, seconds since the epoch, where known

    @property
    def user(self) -> str | None:
        """The login user's name, where known."""
        return None

    @property
    def bytes_in(self) -> int:
        """Bytes received from commands so far."""
        return 0

    @property
    def bytes_out(self) -> int:
        """Bytes sent for commands so far."""
        return 0

    @abstractmethod
    def open(self) -> None:
        """Connect. Raises TransportError."""

    @abstractmethod
    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        """Send commands to be run side by side and return at once: for each, in their order, a function that waits for
        its answer.

        Call each function once at most. A lost server raises nothing: its answers have Unseen.LOST.
        """

    def run(self, commands: Sequence[Command]) -> list[Answer]:
        """Run commands side by side and wait for all; one answer each, in their order."""
        return [wait() for wait in self.begin(commands)]

    @abstractmethod
    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        """Send requests side by side, from the client or through the connection; replies in their order."""

    def is_direct(self) -> bool:
        """Whether the client itself connects to the server, over its network: before and after `open`."""
        return False

    def peer(self) -> dict[str, str | int | None]:
        """The host reached: `host`, `port`, `user`; empty where unknown."""
        return {}

    def host_key(self) -> str:
        """The server's verified SSH host key: type and fingerprint; empty where there is none."""
        return ""

    @abstractmethod
    def close(self) -> None:
        """Disconnect. Safe to call twice."""

    def abort(self) -> None:
        """Disconnect at once, whatever the server does: every wait for it ends."""
        self.close()
