"""Connects in the background, while the grading code is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito import errors
from perito.evidence.session import Session
from perito.grading import late
from perito.support import threads
from perito.support.i18n import _, decimal
from perito.support.standard_streams import complain

if TYPE_CHECKING:
    from perito.practice.locate import Practice
    from perito.support.deadline import Deadline
    from perito.transport.target import Target


class Opening:
    """A session that is being opened; `with` closes it at the end, in any state."""

    def __init__(self, target: Target, practice: Practice, wait: float = 0.0, deadline: Deadline | None = None) -> None:
        self._practice = practice
        self._deadline = deadline  # of the whole, after the wait
        self._target = target
        self._session = Session.live(target, before=self._before)
        self._wait = wait
        self._why = ""
        self._at_once = target.heroku is None  # a platform may take a minute to answer: it is asked after the server
        self._problem: BaseException | None = None
        self._over = False
        self.connected = False
        self._thread = threads.daemon(self._open)
        self._thread.start()

    def session(self) -> Session:
        """The session, once it is open, usually with the questions of the first round under way.

        Raises TransportError.
        """
        if self._wait:
            self._wait_for_it()
        while self._thread.is_alive():
            self._thread.join(threads.HEARS)
            if self._deadline is not None and not self._deadline.for_answers() and not self.connected:
                threads.abandon(self._target.address)
                raise late.never_open(self._deadline)
        if self._problem is not None:
            raise self._problem
        return self._session

    def _wait_for_it(self) -> None:
        """Show what is waited for."""
        from perito.support.progress import Work

        with Work("") as work:
            while self._thread.is_alive():
                work.pace.doing = _("Waiting for {server}").format(server=self._target.address)
                work.pace.doing += f": {self._why}" if self._why else ""
                self._thread.join(0.2)

    def so_far(self) -> Session:
        """The session in its current state: after an interruption, where `connected` says that it is one."""
        return self._session

    def _open(self) -> None:
        try:
            if self._wait:
                self._open_in_time()
                if self._deadline is not None:
                    self._deadline.begin()
            else:
                self._session.open()
            self.connected = True
            if self._at_once:
                self._ask()
        except BaseException as problem:  # raised again when the session is requested
            self._problem = problem
        if self._over:
            self._session.close()

    def _open_in_time(self) -> None:
        """Wait for the server; the time goes into the statistics of the evidence. Raises TransportError."""
        from perito.server.waiting import Waiting

        waiting = Waiting(self._another, self._wait, self._target.timeout, self._hear)
        try:
            self._session = waiting.opened()
        finally:
            self._session.evidence.stats["waited"] = round(waiting.waited, 1)
        sentence = _("{server} was up after {seconds} s")
        if waiting.starting:
            sentence = _("{server} is still starting after {seconds} s, and graded as it is")
        said = sentence.format(server=self._target.address, seconds=decimal(waiting.waited, 1))
        complain(said, errors.OK)

    def _another(self, patience: float) -> Session:
        self._session = Session.live(self._target, patience=patience, before=self._before)
        return self._session

    def _before(self, session: Session) -> None:
        from perito import models

        session.time.deadline = None if self._wait else self._deadline  # after a wait it begins anew
        models.before_login(self._practice, session)

    def _hear(self, why: str) -> None:
        self._why = why

    def _ask(self) -> None:
        from perito import models

        self._session.compared = self._practice.compares
        self._session.ask_ahead(models.of(self._practice).first_round(self._session))

    def __enter__(self) -> Opening:
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._session.close()
