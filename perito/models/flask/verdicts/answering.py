"""Verdict on what the application answers, with what its journal says of the request."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.flask.verdicts.reasons import Why, reason, too_slow
from perito.models.web.verdicts import killed, service
from perito.models.web.verdicts.denied import answer_denied
from perito.practice.expect import Failure, finding
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.probes.diagnosis import Telling

ENDED = frozenset({"service.socket-answers/closed", "service.socket-answers/refused"})


def application_must_answer(deployment: Deployment) -> None:
    """As in the web model, with the reason where the journal tells one."""
    try:
        service.application_must_answer(deployment)
    except Failure as failure:
        why = None if failure.detail else _why(deployment)
        if _for_memory(deployment, failure, why):
            raise killed.answer_killed(deployment, failure.expected, failure.actual, failure.proof) from None
        if why is None:
            raise
        refused = answer_denied(deployment, why.text, failure.expected, failure.actual) if why.kind == "error" else None
        if refused is not None:
            raise refused from None
        raise finding(
            {
                "too-slow": "service.socket-answers/too-slow",
                "killed": "service.socket-answers/worker-killed",
                "variable-missing": "service.socket-answers/variable-missing",
                "error": "service.socket-answers/error-in-application",
            }[why.kind],
            expected=failure.expected, actual=failure.actual, detail=why.text, proof=failure.proof,
        ) from None  # fmt: skip


def _for_memory(deployment: Deployment, failure: Failure, why: Why | None) -> bool:
    """Whether the kernel killed the worker for want of memory, by its own count: gunicorn only guesses."""
    if failure.finding not in ENDED or (why is not None and why.kind != "killed"):
        return False
    said, found = deployment.service.last_attempt.lines, killed.seen(deployment)
    counted = found is not None and bool(found.killed)
    return (counted or killed.for_memory(said)) and not killed.was_another(deployment, found, said)


def _why(deployment: Deployment) -> Why | None:
    """What the last telling line of the journal comes to."""
    try:
        tellings = deployment.service.tellings
    except CannotLook:
        return None
    for one in reversed(tellings):
        if one.kind == "worker_timeout":
            return Why("too-slow", too_slow(deployment, one))
        if one.kind == "oom_kill":
            return None
        if one.kind == "no_worker_memory":
            found = killed.seen(deployment)
            said = _("{program} says that a worker was killed (SIGKILL), perhaps for want of memory.")
            if found is not None and found.killed is not None:
                said = _(
                    "{program} says that a worker was killed (SIGKILL). The kernel has not done so for want of memory "
                    "(memory.events): somebody sent that signal."
                )
            return Why("killed", said.format(program=deployment.program.name))
        if one.details.get("file"):
            return _error(deployment, one)
    return None


def _error(deployment: Deployment, one: Telling) -> Why:
    """An error of the application's own, and where."""
    place = f"{PurePosixPath(one.details['file']).name}:{one.details['line']}"
    why = reason(deployment, one.kind, one.details, one.message)
    if why is not None and why.kind == "variable-missing":
        return Why(why.kind, f"{one.message} ({place}). {why.text}")
    return Why("error", f"{one.message} ({place})")
