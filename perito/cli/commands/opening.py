"""Connects in the background, while the grading code is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.evidence.session import Session
from perito.support import threads

if TYPE_CHECKING:
    from perito.practice.locate import Practice
    from perito.transport.target import Target


class Opening:
    """A session that is being opened; `with` closes it at the end, in any state."""

    def __init__(self, target: Target, practice: Practice) -> None:
        self._practice = practice
        self._session = Session.live(target)
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
        self._thread.join()
        if self._problem is not None:
            raise self._problem
        return self._session

    def so_far(self) -> Session:
        """The session in its current state: after an interruption, where `connected` says that it is one."""
        return self._session

    def _open(self) -> None:
        try:
            self._session.open()
            self.connected = True
            if self._at_once:
                self._ask()
        except BaseException as problem:  # raised again when the session is requested
            self._problem = problem
        if self._over:
            self._session.close()

    def _ask(self) -> None:
        from perito import models

        self._session.ask_ahead(models.load(self._practice.model).first_round(self._session))

    def __enter__(self) -> Opening:
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._session.close()
