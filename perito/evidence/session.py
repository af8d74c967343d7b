"""One grading of one server: each question is asked once, and its answer kept as evidence."""

from __future__ import annotations

import secrets
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar, cast

from perito.errors import CannotLook, Unseen
from perito.evidence import logged
from perito.evidence.budget import Budget
from perito.evidence.recording import ARRIVED, REUSED, STRUCK, Evidence, load
from perito.evidence.redaction import Redactor
from perito.evidence.required import require
from perito.evidence.striking import AskedAlike, sent
from perito.evidence.unanswered import Time, lost
from perito.evidence.unredacted import Unredacted
from perito.support import log, threads
from perito.transport import ways
from perito.transport.base import Answer, Command, HttpReply, HttpRequest
from perito.transport.replay import NOT_RECORDED, ReplayTransport
from perito.transport.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from perito.evidence.exchange import Question
    from perito.transport.base import Transport, Wait

Asked = TypeVar("Asked", Command, HttpRequest)


class Session:
    """Asks over a transport and records in the evidence; a recorded question is not asked again.

    Thread-safe. `misses` counts commands asked alone after the batches: each cost a round trip of its own.
    """

    def __init__(self, transport: Transport, evidence: Evidence) -> None:
        self.transport = transport
        self.evidence = evidence
        self.misses = 0
        self.replayed = isinstance(transport, ReplayTransport)
        self._before: Callable[[Session], None] | None = None
        self.hosts_file: Path | None = None  # the client's; a recording has the relevant part of it
        self.compared = True  # whether a second source is asked for beside the first: not every practice wants one
        self.by_checks: dict[Command, None] = {}  # what checks asked through testinfra, in order
        self._lock = threading.RLock()
        self._known: dict[Question, tuple[int, Any]] = {}
        self.unredacted = Unredacted()
        self._under_way: dict[Command, Wait] = {}
        self._prefetched = False
        self.time, self._budget = Time(), Budget()
        for exchange in evidence.exchanges:
            self._known[exchange.asked] = (exchange.number, exchange.answer)  # asked again: the last answer counts
        self._alike = AskedAlike(list(self._known) if self.replayed else ())

    @classmethod
    def live(
        cls,
        target: Target,
        *,
        transport: Transport | None = None,
        patience: float | None = None,
        before: Callable[[Session], None] | None = None,
        **extra: Any,
    ) -> Session:
        """A session with a target, not yet connected; `extra` goes into the header of the evidence.

        `patience`: seconds for each of connecting, greeting and logging in, where they are less than the target's;
        `before`: asks what is to be asked before the login.
        """
        transport = transport or ways.transport(target, patience)
        redactor = Redactor(target.secrets)
        header = {**redactor.json(extra), STRUCK: "by value"}
        evidence = Evidence(target.public(), secrets.token_hex(16), extra=header, redactor=redactor)
        session = cls(transport, evidence)
        session.hosts_file, session._before = target.hosts_file, before
        return session

    @classmethod
    def over(cls, target: Target, transport: Transport, before: Session | None = None) -> Session:
        """A session over an open connection: answers of the one `before` are forgotten, its secrets are not."""
        session = cls.live(target, transport=transport)
        session.evidence.extra[REUSED] = True
        if before is not None:
            session.evidence.redactor.known.also(before.evidence.redactor.known)
        session._note_user()
        return session

    def open(self) -> None:
        """Connect; does nothing in a replay. Raises TransportError."""
        began = time.monotonic()
        if self._before is not None:
            self._before(self)
        self.transport.open()
        self._note_user()
        if self.transport.arrived is not None:
            self.evidence.extra[ARRIVED] = round(self.transport.arrived, 3)
        log.event("open", target=self.address, user=self.user, seconds=round(time.monotonic() - began, 3))

    def _note_user(self) -> None:
        if self.transport.user:
            self.evidence.target["user"] = self.transport.user

    @classmethod
    def replay(cls, path: Path) -> Session:
        """A session from a recording. Raises EvidenceError, OSError."""
        evidence = load(path)
        evidence.gather()
        return cls.of(evidence)

    @classmethod
    def of(cls, evidence: Evidence) -> Session:
        """A session from evidence in memory."""
        answers = {one.asked: one.answer for one in evidence.exchanges if isinstance(one.asked, Command)}
        replies = {one.asked: one.answer for one in evidence.exchanges if isinstance(one.asked, HttpRequest)}
        found = cast("dict[Command, Answer]", answers), cast("dict[HttpRequest, HttpReply]", replies)
        return cls(ReplayTransport(*found), evidence)

    @property
    def nonce(self) -> str:
        """A random text for each grading, the recorded one in a replay: the server cannot know it in advance."""
        return self.evidence.nonce

    @property
    def now(self) -> datetime:
        """Start of the grading, in UTC; in a replay, of the recorded one."""
        return self.evidence.started

    @property
    def target(self) -> dict[str, Any]:
        """The target for documents, without secrets."""
        return self.evidence.target

    @property
    def asked(self) -> Target:
        """The target as it was asked for, from the evidence. Raises UsageError where the evidence does not name one."""
        return Target.from_public(self.evidence.target)

    @property
    def address(self) -> str:
        """The target as a person would type it."""
        return str(self.evidence.target.get("address", ""))

    @property
    def user(self) -> str | None:
        """The login user's name, the recorded one in a replay."""
        return self.evidence.target.get("user")

    def stats(self) -> dict[str, float]:
        """The grading's cost: questions, round trips, misses, bytes; in a replay, the recorded cost."""
        return dict(self.evidence.stats)

    @property
    def peer(self) -> dict[str, Any]:
        """The host reached: `host`, `port` and `user`, aliases of ssh_config resolved."""
        found: dict[str, Any] = self.remember("peer", self.transport.peer)
        return found

    @property
    def round_trips(self) -> int:
        """Batches of commands sent so far."""
        return self.transport.round_trips

    def ask(self, command: Command) -> Answer:
        """Ask one command: answered from the evidence where it was asked before."""
        with self._lock:
            command = self._as_asked(command)
            self._take([command])
            if command not in self._known and self._prefetched:
                self.misses += 1
            answer: Answer = self._ask([command], self._run)[0]
            return answer

    def ask_all(self, commands: Sequence[Command]) -> list[Answer]:
        """Ask many: new ones go to the server together, in one batch."""
        with self._lock:
            commands = [self._as_asked(command) for command in commands]
            self._take(commands)
            answers = self._ask(commands, self._run)
            self._prefetched = True
            return answers

    def ask_ahead(self, commands: Iterable[Command]) -> None:
        """Send new ones together and return: a later `ask` waits for its own answer alone."""
        with self._lock:
            fresh = [one for one in dict.fromkeys(commands) if one not in self._known and one not in self._under_way]
            if fresh and not self.replayed:
                waits = self.transport.begin(sent(fresh, self.evidence.redactor))
                self._under_way.update(zip(fresh, waits, strict=True))
            self._prefetched = True

    def await_all(self) -> None:
        """Wait for the unread answers to `ask_ahead`: they are evidence, too."""
        with self._lock:
            self._take(list(self._under_way))

    def forget(self, commands: Sequence[Command]) -> None:
        """Ask these again the next time: the server was changing. A recording has only one answer."""
        with self._lock:
            self._take(commands)
            for command in commands if not self.replayed else ():
                self._known.pop(command, None)

    def http(self, request: HttpRequest) -> HttpReply:
        """Send one request: answered from the evidence where it was sent before."""
        return self.http_all([request])[0]

    def http_all(self, requests: Iterable[HttpRequest]) -> list[HttpReply]:
        """Send many, side by side."""
        with self._lock:
            return self._ask([self._as_asked(request) for request in requests], self.transport.http)

    def remember(self, key: str, produce: Callable[[], Any]) -> Any:
        """A fact that the client finds out (DNS, its hosts file) as JSON: produced once, then replayed.

        Raises CannotLook where a recording lacks it.
        """
        with self._lock:
            if key not in self._known:
                if self.replayed:
                    raise CannotLook(Unseen.NOT_RECORDED, f"{key}: {NOT_RECORDED}")
                self._keep(key, produce())
            return self._known[key][1]

    def find_out(self, key: str, produce: Callable[[], Any]) -> Any:
        """As `remember`, of what somebody outside is asked, who may not answer. `produce` asks no session."""
        return self.remember(key, lambda: self.time.within(produce))

    def number(self, question: Question) -> int | None:
        """The evidence number of a command, a request or a key; None where it was never asked."""
        forms = (question,) if isinstance(question, str) else question.forms()
        known = next((self._known[form] for form in forms if form in self._known), None)
        return known[0] if known else None

    def hang_up(self) -> None:
        """Disconnect at once. Answers received so far are kept; the others count as not seen."""
        self.time.left = True
        self.transport.abort()
        with self._lock:
            for command, wait in list(self._under_way.items()):
                del self._under_way[command]
                answer = wait()
                if not lost(answer):
                    self._keep(command, answer)

    def expire(self) -> None:
        """Hang up because the whole has taken too long: what has no answer yet gets none."""
        self.time.late = True
        threads.abandon(self.address)
        self.hang_up()

    def recalled(self, key: str) -> Any:
        """A fact of `remember` from a recording; None where it is missing."""
        with self._lock:
            return self._known[key][1] if key in self._known else None

    def whole(self, command: Command) -> Answer:
        """The unredacted answer, to judge and not to show; a recording has the redacted one."""
        with self._lock:
            command = self._as_asked(command)
            return self.unredacted.of(command, self.ask(command))

    def without_secrets(self, text: str) -> str:
        """A text to show, without the secrets that the server has shown so far."""
        return self.evidence.without_secrets(text)

    def save(self, path: Path) -> None:
        """Write the evidence. Raises OSError."""
        with self._lock:
            self.evidence.save(path)

    def close(self) -> None:
        """Disconnect. Safe to call twice."""
        self.transport.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, commands: Sequence[Command]) -> list[Answer]:
        return self.transport.run(sent(commands, self.evidence.redactor))

    def _as_asked(self, question: Asked) -> Asked:
        """A question in the form in which the evidence has it: of an earlier version, it may have an earlier one."""
        found = next((form for form in question.forms() if form in self._known), None)
        return found or self._alike.find(question)

    def _take(self, commands: Iterable[Command]) -> None:
        """Wait for those of these commands that are under way."""
        for command in commands:
            if wait := self._under_way.pop(command, None):
                answer = wait()
                if self.time.missed(command, answer) is None:
                    self._keep(command, answer)

    def _ask(self, asked: Sequence[Asked], send: Callable[[Sequence[Asked]], Sequence[Any]]) -> list[Any]:
        fresh = [one for one in dict.fromkeys(asked) if one not in self._known]
        found: dict[Any, Any] = {}
        for one, answer in zip(fresh, self.time.sent(fresh, send), strict=True):
            if self.replayed:
                found[one] = answer  # a recording is not extended
            elif (missed := self.time.missed(one, answer)) is not None:
                found[one] = missed
            else:
                self._keep(one, answer)
        return [found[one] if one in found else self._known[one][1] for one in asked]

    def _keep(self, question: Question, answer: Any) -> None:
        answer = self._budget.taken(answer)
        exchange = self.evidence.record(question, answer)
        logged.asked(exchange.number, exchange.asked, answer)
        self._known[question] = (exchange.number, exchange.answer)
        self.unredacted.keep(question, answer, exchange.answer)
        stats, kind = self.evidence.stats, str(exchange.kind)
        stats.update({kind: stats.get(kind, 0) + 1, "round_trips": self.transport.round_trips, "misses": self.misses})
        stats.update(bytes_in=self.transport.bytes_in, bytes_out=self.transport.bytes_out)


__all__ = ["CannotLook", "Session", "require"]
