"""Verdict on whether gunicorn loads the application: the service shows it, and where none runs, our own try explains.

Our try has less than the service: no network, no disk to write to, ten seconds. What it cannot do says nothing.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.models.flask.verdicts.denied import loading_denied
from perito.models.flask.verdicts.loads import loading_failed
from perito.models.flask.verdicts.reasons import reason
from perito.models.web.verdicts.pending import must_be_current
from perito.models.web.verdicts.service import CREDENTIALS
from perito.practice.expect import Failure, NotApplicable, finding
from perito.probes.python.gunicorn_check import DEADLINE
from perito.probes.systemd.opened import SYSTEMD
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.probes.python.gunicorn_check import ConfigCheck

RUNS: Final = frozenset({"active", "reloading"})
# What is wrong in the code or on the command line wherever it is tried.
OF_THE_CODE: Final = frozenset(
    {
        "module_not_found", "import_error", "syntax_error", "attribute_missing", "not_callable", "bad_app",
        "no_application", "app_not_found", "bad_arguments", "config_error", "bad_setting", "invalid_address",
        "not_executable", "not_found", "no_such_user", "no_such_group", "no_such_directory",
    }
)  # fmt: skip
OF_PYTHON: Final = frozenset(
    {
        "ModuleNotFoundError", "ImportError", "SyntaxError", "IndentationError", "TabError", "NameError",
        "AttributeError", "TypeError", "UnicodeDecodeError", "RecursionError",
    }
)  # fmt: skip


def gunicorn_must_load(deployment: Deployment) -> None:
    """Raises Failure with gunicorn's own words where it cannot load the application.

    A service that runs what is on disk and answers has loaded it. Raises CannotLook where our own try fails for what
    it may lack itself, and the service's last start does not tell the same.
    """
    if runs_and_answers(deployment):
        return
    found = _tried(deployment)
    if found.ok:
        return
    if one := loading_denied(deployment, found):
        raise one
    if not found.certain or not (_of_the_code(deployment, found) or _told_by_the_service(deployment, found)):
        if deployment.unit.loaded.exec_main_status == CREDENTIALS:
            raise NotApplicable(_("systemd could not give the service its credentials, and without them nothing loads"))
        why = _("tried apart from the service, which has more than we do: {message}").format(message=found.message)
        raise CannotLook(Unseen.UNCERTAIN, why)
    raise _failed(deployment, found)


def _failed(deployment: Deployment, found: ConfigCheck) -> Failure:
    """With what explains it, where something of the deployment does."""
    place = f" ({found.file}:{found.line})" if found.file else ""
    details = {**found.details, "file": found.file, "line": str(found.line), "exception": found.exception}
    why = reason(deployment, found.kind, details, found.message)
    if why is None:
        return loading_failed(deployment, found, f"{found.message}{place}")
    return finding(
        {
            "hidden-module": "gunicorn.loads/hidden-module",
            "variable-missing": "gunicorn.loads/variable-missing",
            "reads-arguments": "gunicorn.loads/reads-arguments",
        }[why.kind],
        expected=_("it loads"), actual=f"{found.message}{place}", detail=why.text, proof=found.message,
    )  # fmt: skip


def _tried(deployment: Deployment) -> ConfigCheck:
    """What gunicorn says when we let it load the application. Raises Failure where the code itself never returns."""
    endless = deployment.application.unguarded_runs()
    try:
        found = deployment.server.see(deployment.gunicorn.config_check_probe())
    except CannotLook as error:
        if error.reason is not Unseen.TIMEOUT or not endless:
            raise
        raise _never_returns() from None
    if found.kind == "hangs" and endless:
        raise _never_returns()
    if found.kind == "hangs":
        slow = reason(deployment, found.kind, {})
        if slow is None and not _keeps_silent(deployment):
            raise CannotLook(Unseen.TIMEOUT, _("it takes longer to load than we wait"))
        why = slow.text if slow else _("We waited {seconds} seconds.").format(seconds=DEADLINE)
        raise finding("gunicorn.loads/hangs", expected=_("it loads"), actual=_("no answer in time"), detail=why)
    return found


def _never_returns() -> Failure:
    return finding(
        "gunicorn.loads/never-returns",
        expected=_("it loads"), actual=_("no answer in time"), because="application.guarded",
    )  # fmt: skip


def _keeps_silent(deployment: Deployment) -> bool:
    """Whether the service runs and does not answer either."""
    unit = deployment.unit.state
    try:
        return unit is not None and unit.active_state in RUNS and deployment.socket.reply.failure == "timeout"
    except CannotLook:
        return False


def runs_and_answers(deployment: Deployment) -> bool:
    """Whether the service itself shows that it loads: active, started with what is on disk, and it answers."""
    unit = deployment.unit.state
    if unit is None or unit.active_state not in RUNS or deployment.service.restarting():
        return False
    try:
        must_be_current(deployment)
        return not deployment.pending.waiting and _answers_itself(deployment)
    except (CannotLook, Failure, NotApplicable):
        return False


def _answers_itself(deployment: Deployment) -> bool:
    """Whether a process of the unit answers through the socket, with whatever status."""
    reply = deployment.socket.reply
    own = {one.pid for one in deployment.unit.processes} | {deployment.unit.loaded.main_pid}
    handed = {SYSTEMD} if deployment.unit.opened_sockets else set()
    return reply.status > 0 and reply.peer in own | handed


def _of_the_code(deployment: Deployment, found: ConfigCheck) -> bool:
    """Whether it would fail so anywhere; what is no gunicorn refuses gunicorn's own options."""
    if not deployment.command.args.is_gunicorn:
        return True
    return found.kind in OF_THE_CODE or (found.kind == "python_error" and found.exception in OF_PYTHON)


def _told_by_the_service(deployment: Deployment, found: ConfigCheck) -> bool:
    """Whether the service said the same, in its last start or since the code was changed: one that systemd starts over
    and over has said nothing yet at the beginning of each."""
    try:
        lines = deployment.server.see(deployment.service.journal_probe())
    except CannotLook:
        return False
    last, changed = deployment.unit.loaded.invocation_id, _code_changed(deployment)
    return bool(found.message) and any(
        found.message in line.message
        for line in lines
        if not last or line.invocation in {last, ""} or line.time > changed
    )


def _code_changed(deployment: Deployment) -> float:
    """When the code that is loaded was last changed, in seconds since the epoch; infinite where that is not seen."""
    try:
        entries = [deployment.directory.entries[one.path] for one in deployment.application.loaded_sources]
        return max((one.mtime for one in entries), default=inf)
    except (CannotLook, Failure, KeyError):
        return inf
