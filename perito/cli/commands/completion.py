"""`perito completion SHELL`: a script that a shell reads, written when Perito was built (share/)."""

from __future__ import annotations

import sys

from perito.errors import OK, UsageError
from perito.practice.locate import shipped
from perito.support.i18n import _

FILES = {
    "bash": "bash-completion/completions/perito",
    "zsh": "zsh/site-functions/_perito",
    "fish": "fish/vendor_completions.d/perito.fish",
}


def run(shell: str) -> int:
    """Print it. Raises UsageError for another shell."""
    if shell not in FILES:
        raise UsageError(_("completion: {shell!r} is not one of {shells}").format(shell=shell, shells=", ".join(FILES)))
    sys.stdout.write((shipped() / "share" / FILES[shell]).read_text(encoding="utf-8"))
    return OK
