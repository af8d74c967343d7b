"""What a unit says today and will not say when the server starts anew: files in /run (systemd.unit(5))."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook
from perito.practice.expect import Absent
from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.models.flask.deployment import Deployment

# The keys that checks are about, with those checks.
KEYS: Final = {
    "User": "service.user", "Group": "service.group", "WorkingDirectory": "service.working-directory",
    "Environment": "service.environment", "ExecStart": "service.exec-start",
}  # fmt: skip


def lasting(deployment: Deployment) -> Iterator[Contradiction]:
    """Keys that a file in /run sets: a drop-in of `systemctl edit --runtime`, or the unit itself."""
    with suppress(CannotLook, Absent):
        for key, check in KEYS.items():
            found = deployment.unit.text.assignment("Service", key)
            if found is not None and found.file.startswith("/run/"):
                yield Contradiction(
                    finding="integrity.units/until-restart", about=f"{key}=",
                    first=Source(found.file, f"{key}={found.value}"),
                    second=Source("/run", _("it is empty when the server starts")),
                    checks=(check,), subject=deployment.names.label,
                )  # fmt: skip
