"""Verdict on what the application answers, with what its journal says of the request."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.flask.verdicts.reasons import Why, reason, too_slow
from perito.models.web.verdicts import service
from perito.practice.expect import Failure, finding
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.probes.diagnosis import Telling


def application_must_answer(deployment: Deployment) -> None:
    """As in the web model, with the reason where the journal tells one."""
    try:
        service.application_must_answer(deployment)
    except Failure as failure:
        why = None if failure.detail else _why(deployment)
        if why is None:
            raise
        raise finding(
            {
                "too-slow": "service.socket-answers/too-slow",
                "killed": "service.socket-answers/worker-killed",
                "variable-missing": "service.socket-answers/variable-missing",
                "error": "service.socket-answers/error-in-application",
            }[why.kind],
            expected=failure.expected, actual=failure.actual, detail=why.text, proof=failure.proof,
        ) from None  # fmt: skip


def _why(deployment: Deployment) -> Why | None:
    """What the last telling line of the journal comes to."""
    try:
        tellings = deployment.service.tellings
    except CannotLook:
        return None
    for one in reversed(tellings):
        if one.kind == "worker_timeout":
            return Why("too-slow", too_slow(deployment, one))
        if one.kind == "no_worker_memory":
            said = _("{program} says that a worker was killed (SIGKILL), perhaps for want of memory.")
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
