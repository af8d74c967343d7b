"""A page that does not come: whether the worker is killed for it shows some time after our own visit has given up."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.practice.expect import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.evidence.session import Session
    from perito.models.flask.deployment import Deployment
    from perito.probes.systemd.journal import JournalLine

USUAL = 30  # seconds: gunicorn's own timeout
LONGEST = 45  # seconds that we wait, whatever the unit says
MOMENT = 2.0
SERVER_ERROR = 500
END = 40  # lines of a journal
KILLED = ("was sent SIGKILL", "killed by the OOM killer")  # nothing more is said of that one
UNANSWERED = frozenset({"timeout", "not_http", "error", "ECONNRESET"})


def until_killed(session: Session, deployments: Iterable[Deployment]) -> None:
    """Wait until the journal says that a worker was too slow, where a visit of ours got no answer; then ask anew.

    Only then does gunicorn say which function it was in. No longer than the worker has, and not where the journal
    says so already.
    """
    for deployment in deployments:
        with suppress(CannotLook, Failure):
            reply = deployment.socket.reply
            if reply.failure in UNANSWERED:
                _until_told(session, deployment)
            elif reply.status >= SERVER_ERROR and not any(
                "Error" in line.message for line in _lines(session, deployment)
            ):
                session.forget([deployment.service.journal_probe().command])  # it was read while the page was asked for


def _until_told(session: Session, deployment: Deployment) -> None:
    given = deployment.gunicorn.command.args.settings.get("timeout", USUAL)
    limit = min(given if isinstance(given, int) and given > 0 else USUAL, LONGEST)
    for _moment in range(int(limit / MOMENT) + 2):
        session.forget([deployment.service.journal_probe().command])
        said = "\n".join(line.message for line in _lines(session, deployment)[-END:])
        if "WORKER TIMEOUT" in said and "SystemExit" in said:
            return
        if "WORKER TIMEOUT" not in said and any(word in said for word in KILLED):
            return
        time.sleep(MOMENT)


def _lines(session: Session, deployment: Deployment) -> list[JournalLine]:
    """The journal as it is now; a server that was asked through would remember it."""
    probe = deployment.service.journal_probe()
    return probe.read(session.ask(probe.command))
