"""Verdicts on whom the unit runs the application as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.sharing import seen
from perito.practice.expect import finding
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment

WEB_GROUP = "www-data"


def user_must_be_sound(deployment: Deployment) -> None:
    """Raises Failure unless User= is somebody who may work in the directory, and not root."""
    here = deployment.server.see(deployment.directory.probe())[deployment.names.directory]
    unit = deployment.unit
    user, owner = unit.loaded.user, here.owner if here is not None else deployment.server.deploy_user
    by_root = not user or user in {"root", "0"}
    account = None if by_root else deployment.server.accounts.user(user)
    dynamic = (unit.text.value("Service", "DynamicUser") or "no") not in {"no", "false", "off", "0"}
    nobody = account is None and not by_root and not dynamic
    other = account is not None and account.name not in {owner, WEB_GROUP} and owner in deployment.server.ordinary_users
    if not (by_root or dynamic or nobody or other):
        return
    line = unit.line_of("DynamicUser" if dynamic and not by_root else "User")
    raise finding(
        "service.user/absent" if not user
        else "service.user/root" if by_root
        else "service.user/dynamic" if dynamic
        else "service.user/misread" if nobody and unit.taken_otherwise("User")
        else "service.user/unknown" if nobody
        else "service.user/other",
        expected=owner, actual=user or _("no User=, so root"),
        detail=" ".join([_("There is no user {user} (217/USER).").format(user=user), line]) if nobody else line,
        cleared=unit.keys.cleared("User"),
        line=line, file=unit.path, found=user, owner=owner,
        wanted=owner if owner not in {"", "root"} else seen(deployment, lambda one: one.server.deploy_user) or owner,
    )  # fmt: skip
