"""Waiting for a server that is coming up: until it lets us in, and has started.

A refused login is waited for like a refused connection: a machine that is being provisioned has no users yet, and
pam_nologin(8) lets nobody in while it starts. A host key that is unknown or another one is not: waiting makes it no
better, and trying again would hand the login to whoever is there.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.support.i18n import _
from perito.transport.base import Command, Reason, TransportError

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.evidence.session import Session

COMING = frozenset({Reason.UNREACHABLE, Reason.REFUSED, Reason.TIMEOUT, Reason.LOST, Reason.AUTH_FAILED})
PAUSE = 1.0  # seconds between two attempts
# After a refused login; sshd bars who fails more often: sshd_config(5), PerSourcePenalties, 5 s for each failure and
# nothing below 15 s in all.
REFUSED_PAUSE = 10.0
FIRST = 4.0  # seconds that the first attempt may take; each further one may take twice as long, up to --timeout
# systemctl(1), is-system-running; cloud-init's status, where it is installed.
STATE = Command("systemctl is-system-running 2>/dev/null; cloud-init status 2>/dev/null | head -n 1; exit 0")
STARTING = re.compile(r"^(initializing|starting|stopping|status: running)$", re.MULTILINE)


@dataclass
class Waiting:
    """Waits at most `seconds` for a server. `session` makes a session that is not open yet, given the seconds that
    logging in may take; `told` hears why there is none yet.

    `waited`: seconds until it was up, or until the end; `starting`: it was still starting then.
    """

    session: Callable[[float], Session]
    seconds: float
    timeout: float
    told: Callable[[str], None] = lambda _why: None
    waited: float = 0.0
    starting: bool = False
    _began: float = field(default_factory=lambda: time.monotonic())

    def opened(self) -> Session:
        """An open session. Raises TransportError with the last reason, and how long was waited."""
        patience = FIRST
        while True:
            patience = min(patience, self.timeout, max(1.0, self._left()))
            session = self.session(patience)
            try:
                session.open()
                if self._up(session):
                    return session
                session.close()
                pause, why = PAUSE, _("it is still starting")
            except TransportError as error:
                if error.reason not in COMING or self._left() <= 0:
                    raise self._late(error) from None
                pause, why = REFUSED_PAUSE if error.reason is Reason.AUTH_FAILED else PAUSE, str(error)
            except BaseException:
                session.close()
                raise
            self.told(why)
            time.sleep(max(0.0, min(pause, self._left())))
            patience *= 2

    def _up(self, session: Session) -> bool:
        """Whether it has started. At the end of the time a server that has not is taken as it is."""
        answer = session.transport.run([STATE])[0]
        self.waited = time.monotonic() - self._began
        self.starting = (
            answer.trouble is not None or STARTING.search(answer.stdout.decode("utf-8", "replace")) is not None
        )
        return not self.starting or self._left() <= 0

    def _left(self) -> float:
        return self.seconds - (time.monotonic() - self._began)

    def _late(self, error: TransportError) -> TransportError:
        self.waited = time.monotonic() - self._began
        if error.reason not in COMING:
            return error
        text = _("{problem} (waited for {seconds} s)").format(problem=error, seconds=f"{self.waited:.0f}")
        return TransportError(error.reason, text)
