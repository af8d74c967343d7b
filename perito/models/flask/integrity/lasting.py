"""What a unit says today and will not say when the server starts anew: files in memory alone (systemd.unit(5))."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook
from perito.models.flask.integrity import rests
from perito.practice.expect import Absent
from perito.server.integrity.asking import raw_facts
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
WHOLE: Final = (
    "service.exists", "service.keys", *KEYS.values(), "service.workers", "service.bind", "service.wanted-by",
    "service.enabled", "service.linked", "service.reloaded", "site.socket", *rests.RUNS,
)  # fmt: skip
EMPTIED: Final = ("/run/", "/dev/", "/tmp/")  # noqa: S108 - only compared


def lasting(deployment: Deployment) -> Iterator[Contradiction]:
    """The unit itself, or keys that a drop-in sets, in files that nothing keeps: of `systemctl edit --runtime`, of
    systemd-run(1), behind a link."""
    with suppress(CannotLook, Absent):
        kept_nowhere = _kept_nowhere(deployment)
        fragment, source = deployment.unit.loaded.fragment_path, deployment.unit.source
        for path in dict.fromkeys((fragment, source.info.resolved or "" if source is not None else "")):
            if path.startswith(kept_nowhere):
                yield Contradiction(
                    finding="integrity.units/gone-at-restart", about=deployment.unit.loaded.name,
                    first=Source("systemctl", f"FragmentPath={fragment}"),
                    second=Source(path, _("it is empty when the server starts")),
                    checks=WHOLE, subject=deployment.names.label,
                )  # fmt: skip
                return
        for key, check in KEYS.items():
            found = deployment.unit.text.assignment("Service", key)
            if found is not None and found.file.startswith(kept_nowhere):
                yield Contradiction(
                    finding="integrity.units/until-restart", about=f"{key}=",
                    first=Source(found.file, f"{key}={found.value}"),
                    second=Source("/run", _("it is empty when the server starts")),
                    checks=(check,), subject=deployment.names.label,
                )  # fmt: skip


def _kept_nowhere(deployment: Deployment) -> tuple[str, ...]:
    """Directories whose files are gone when the server starts anew; not where that is so of all."""
    server = deployment.server
    with suppress(CannotLook):
        mounts = server.see(raw_facts(server.packages_asked)).mounts
        return (*EMPTIED, *(f"{one.at}/" for one in mounts if one.kind in {"tmpfs", "ramfs"} and one.at != "/"))
    return EMPTIED
