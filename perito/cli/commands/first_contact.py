"""What is said before the first login: of a server whose key nobody knows, and of a machine that looks like none."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from perito import models
from perito.errors import NOT_GRADED, OK, UsageError
from perito.support.i18n import _
from perito.support.standard_streams import complain
from perito.transport.hostkeys import UnknownKeyError
from perito.transport.target import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.practice.locate import Practice
    from perito.transport.target import Target

YES = frozenset({"s", "sí", "si", "y", "yes", "j", "o"})


def tell(error: Exception) -> int:
    """Say that a host's key is not known, how to compare it and how to accept it; returns the exit status."""
    if not isinstance(error, UnknownKeyError):
        return complain(str(error), NOT_GRADED)
    complain(_("the host key of {name} is not known").format(name=error.name), NOT_GRADED)
    rows = (
        (_("It shows"), *error.shown.split(" ", 1)),
        (_("Its own"), _("on the server's console, not over SSH:"), f"ssh-keygen -lf {error.file}"),
        (_("If they are equal"), _("accept it; it is kept, and asked no more:"), accepting(sys.argv[1:])),
        (_("If they are not"), _("somebody else answers at that address: do not log in."), ""),
    )
    width = max(len(head) for head, *_more in rows)
    lines = [""]
    for head, text, command in rows:
        lines += [f"  {head.ljust(width)}  {text}", *([f"  {' ' * width}    {command}"] if command else [])]
    print(*lines, sep="\n", file=sys.stderr)
    return NOT_GRADED


def accepting(words: Sequence[str]) -> str:
    """The same command, which accepts the key."""
    again = ["perito", *words, "--accept-new"]
    return subprocess.list2cmdline(again) if sys.platform == "win32" else shlex.join(again)


def is_it_this_machine(target: Target, practice: Practice) -> None:
    """Ask on a terminal whether a machine without anything of a server is the right one; elsewhere only say so.

    Raises UsageError where it is not, rubric.RubricError for a practice of an unknown model.
    """
    if target.kind is not Kind.LOCAL or sys.platform == "win32":  # there it is refused anyway
        return
    signs = models.of(practice).signs
    if not signs or any(Path(one).exists() for one in signs):
        return
    lacking = _("this machine has none of {paths}").format(paths=", ".join(signs))
    hint = _("did you mean perito check user@host?")
    complain(f"{lacking}: {hint}", OK)
    if not _asks():
        return
    print(_("Grade this machine all the same? [y/N]"), end=" ", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip().casefold()
    if answer not in YES:
        raise UsageError(_("nothing was graded"))


def _asks() -> bool:
    """Whether somebody sits here who can answer."""
    if os.environ.get("CI"):
        return False
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
