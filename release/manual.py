"""Writes share/: the manual page, and completion for bash, zsh and fish, from the command line itself.

`python -m release.manual` writes; with `--check` it only says which files are not up to date (status 1: some).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from perito.cli import completions
from perito.cli.spelt import commands, plain
from perito.support import i18n
from release.packages import ROOT, project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.cli.spelt import Command, Option

SHARE = ROOT / "share"
SYNOPSIS = "Examine a live Debian server on which a web application was deployed, and grade it"
DESCRIPTION = """\
Perito looks at a server over one SSH connection, or at the machine it runs on, checks every step of a practice, says
what is wrong, why, and what to mend first, and turns it into a graded report. It looks and never touches."""
STATUS = (
    ("0", "Everything was graded, at or above the threshold (by default: no check failed)."),
    ("1", "Below the threshold."),
    ("2", "Wrong usage, roster or rubric, or a file that cannot be written."),
    ("3", "Could not be graded, only provisionally, or interrupted."),
    ("4", "A bug in Perito."),
)
ENVIRONMENT = (
    ("PERITO_LOG", "A file that gets a line of JSON for each thing done, with no contents and no secrets."),
    ("PERITO_DEBUG", "If 1, a bug in Perito is shown with its traceback."),
)
EXAMPLES = (
    ("perito check usuario@192.168.56.10", "Grade a server over SSH."),
    ("perito check local", "Grade the machine it runs on."),
    ("perito explain 1", "Say more about cause 1 of the last run."),
    ("perito grade roster.csv", "Grade a class."),
)


def page(found: Sequence[Command]) -> str:
    """perito.1, as man(7) has it."""
    top, *rest = found
    lines = [f'.TH PERITO 1 "" "perito {project()["version"]}" "User Commands"']
    lines += [".SH NAME", roff(f"perito - {SYNOPSIS}".replace("perito - ", "perito \\- "), raw=True)]
    lines += [".SH SYNOPSIS", ".B perito", roff("[-v] COMMAND [OPTION]... [ARGUMENT]...")]
    lines += [".SH DESCRIPTION", roff(plain(DESCRIPTION)), ".SH OPTIONS"]
    for one in top.options:
        lines += entry(one)
    lines += [".SH COMMANDS"]
    for command in rest:
        if command.below:
            continue
        arguments = " ".join(one.names[0] for one in command.options if one.argument)
        lines += [f".SS {roff(f'perito {command.words} [OPTION]... {arguments}'.rstrip())}", roff(command.meaning)]
        for one in command.options:
            if "--help" not in one.names:
                lines += entry(one)
    for heading, pairs in (("EXIT STATUS", STATUS), ("ENVIRONMENT", ENVIRONMENT), ("EXAMPLES", EXAMPLES)):
        lines.append(f".SH {heading}")
        for name, meaning in pairs:
            lines += [".TP", f".B {roff(name)}", roff(meaning)]
    lines += [".SH SEE ALSO", ".BR ssh (1),", ".BR ssh_config (5),", ".BR pytest (1)"]
    return "\n".join(lines) + "\n"


def entry(one: Option) -> list[str]:
    """An option's paragraph."""
    names = ", ".join(f"\\fB{roff(name)}\\fR" for name in one.names)
    value = f" \\fI{roff(one.value)}\\fR" if one.value else ""
    return [".TP", f"{names}{value}", roff(one.meaning) or "\\&"]


def roff(text: str, *, raw: bool = False) -> str:
    """Text as roff takes it: no escapes of its own, hyphens that can be copied, no request at a line's beginning."""
    if not raw:
        text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return f"\\&{text}" if text[:1] in {".", "'"} else text


def files() -> dict[str, str]:
    """The files below share/, with what belongs into them."""
    i18n.use("en")
    found = commands()
    return {
        "man/man1/perito.1": page(found),
        "bash-completion/completions/perito": completions.bash(found),
        "zsh/site-functions/_perito": completions.zsh(found),
        "fish/vendor_completions.d/perito.fish": completions.fish(found),
    }


def main(words: Sequence[str]) -> int:
    """Write, or check."""
    stale = []
    for name, text in files().items():
        path = SHARE / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(f"share/{name}")
        if "--check" not in words:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in words:
        print(f"not up to date: {', '.join(stale)}: .venv/bin/python -m release.manual")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
