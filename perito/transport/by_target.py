"""The transport that reaches a target: SSH, or this computer itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.support.i18n import _
from perito.transport.target import Kind

if TYPE_CHECKING:
    from perito.transport.base import Transport
    from perito.transport.target import Target


def transport(target: Target, patience: float | None) -> Transport:
    """Imported here: a replay needs no paramiko, which takes a tenth of a second to load. Raises UsageError."""
    if target.kind is Kind.LOCAL:
        if sys.platform == "win32":
            raise UsageError(_("local is this computer, and Windows is no server to grade: write user@host"))
        from perito.transport.local import LocalTransport

        return LocalTransport(target.sudo_password)
    from perito.transport.ssh import SshTransport

    return SshTransport(target, patience=patience)
