"""Verdicts on whom the unit runs the application as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import Failure, finding
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment

WEB_GROUP = "www-data"


def user_must_be_sound(deployment: Deployment) -> None:
    """Raises Failure unless User= is somebody who may work in the directory, and not root."""
    here = deployment.server.see(deployment.directory.probe())[deployment.names.directory]
    user, owner = deployment.unit.loaded.user, here.owner if here is not None else deployment.server.deploy_user
    cleared = deployment.unit.cleared_by_keys("User")
    if not user or user in {"root", "0"}:
        raise Failure(owner, user or _("no User=, so root"), deployment.unit.line_of("User"), cleared=cleared)
    if (deployment.unit.text.value("Service", "DynamicUser") or "no") not in {"no", "false", "off", "0"}:
        raise Failure(owner, user, deployment.unit.line_of("DynamicUser"), cleared=cleared)
    account = deployment.server.accounts.user(user)
    if account is None:
        nobody = _("There is no user {user} (217/USER).").format(user=user)
        raise finding(
            "service.user/misread" if deployment.unit.taken_otherwise("User") else "service.user/unknown",
            expected=owner, actual=user, detail=f"{nobody} {deployment.unit.line_of('User')}", cleared=cleared,
        )  # fmt: skip
    if account.name not in {owner, WEB_GROUP} and owner in deployment.server.ordinary_users:
        raise Failure(owner, user, deployment.unit.line_of("User"), cleared=cleared)
