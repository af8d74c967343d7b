"""What AppArmor or SELinux kept from gunicorn while it loaded the application, where that explains the error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.models.web.verdicts import service
from perito.models.web.verdicts.denied import service_denied, start_denied
from perito.practice.expect import Absent, Failure, finding
from perito.server.denied import Who, refusal, refusal_below, told
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.probes.denials import Denial
    from perito.probes.python.gunicorn_check import ConfigCheck

# Python takes a file that it may not see for one that is not there.
NO_MODULE = re.compile(r"No module named '?([\w.]+)")
OURS = Who(names=("gunicorn", "python"))
A_MOMENT = 60.0  # seconds: our own try, a moment before


def loading_denied(deployment: Deployment, found: ConfigCheck) -> Failure | None:
    """The finding of an application that gunicorn could not load for it; None where nothing of the kind is seen."""
    said = f"{found.message}\n{found.output}" if not found.message else found.message
    one = service_denied(deployment, said) or _of_our_try(deployment, said) or _module_denied(deployment, said)
    if one is None:
        return None
    place = f" ({found.file}:{found.line})" if found.file else ""
    return finding(
        "gunicorn.loads/apparmor" if one.system == "apparmor" else "gunicorn.loads/selinux",
        expected=_("it loads"), actual=f"{found.message}{place}", proof=one.text, **told(one),
    )  # fmt: skip


def _of_our_try(deployment: Deployment, said: str) -> Denial | None:
    """What our own try was refused: one that names the very file of its error."""
    since = deployment.server.system.now - A_MOMENT
    one = refusal(deployment.server, said, OURS, since)
    return one if one is not None and one.path and one.path in said else None


def _module_denied(deployment: Deployment, said: str) -> Denial | None:
    """What hid a module that is there from Python: a file or directory of those in which it looks."""
    match = NO_MODULE.search(said)
    if match is None or not _is_there(deployment, match[1].partition(".")[0]):
        return None
    virtualenv = deployment.virtualenv.path or ""
    places = [virtualenv, deployment.command.code_directory]
    run = deployment.service.last_attempt
    since = deployment.server.system.now - A_MOMENT
    return (refusal_below(deployment.server, places, Who(run.pids), run.since) if run.pids else None) or refusal_below(
        deployment.server, places, OURS, since
    )


def _is_there(deployment: Deployment, module: str) -> bool:
    try:
        found = deployment.virtualenv.found
        names = {name.partition(".")[0] for name in deployment.directory.names_inside}
    except (CannotLook, Absent):
        return False
    return module in names or (found is not None and module in found.modules)


def service_must_be_active(deployment: Deployment) -> None:
    """As in the web model; where Python only says that a module is missing that is there, with what hid it."""
    try:
        service.service_must_be_active(deployment)
    except Failure as failure:
        one = _module_denied(deployment, failure.proof) if failure.finding == "service.active/own-words" else None
        if one is None:
            raise
        raise start_denied(deployment, one, failure.actual, failure.cleared) from None
