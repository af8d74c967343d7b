"""`perito completion SHELL`: a script that a shell reads, with the meanings in the language in use."""

from __future__ import annotations

import sys

from perito.errors import OK, UsageError
from perito.support.i18n import _

SHELLS = ("bash", "zsh", "fish")


def run(shell: str) -> int:
    """Print it. Raises UsageError for another shell."""
    if shell not in SHELLS:
        raise UsageError(
            _("completion: {shell!r} is not one of {shells}").format(shell=shell, shells=", ".join(SHELLS))
        )
    from perito.cli import completions
    from perito.cli.spelt import commands

    write = {"bash": completions.bash, "zsh": completions.zsh, "fish": completions.fish}[shell]
    sys.stdout.write(write(list(commands())))
    return OK
