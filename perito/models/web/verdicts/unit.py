"""Verdicts on the unit as systemd has it loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import Failure

if TYPE_CHECKING:
    from perito.models.web.deployment import Deployment


def must_be_reloaded(deployment: Deployment) -> None:
    """Raises Failure where systemd knows an older version, also because it refused the new one."""
    if deployment.unit.loaded.need_daemon_reload:
        refused = "service.exec-start" if deployment.unit.surplus_commands() else None
        raise Failure("NeedDaemonReload=no", "NeedDaemonReload=yes", because=refused, independent=not refused)
