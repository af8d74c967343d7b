"""What a line is taken for, where that is not what it was meant for: in sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.probes.systemd.misread import misread
from perito.support import lookalikes
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.probes.systemd.misread import Misread
    from perito.probes.systemd.unit_file import Assignment
    from perito.support.lookalikes import Strange


COMMENT = re.compile(r"(?:^|(?<=\s))[#;].*", re.MULTILINE)


def of_assignment(found: Assignment) -> str:
    """How systemd takes a line of a unit otherwise than it looks; empty where it does not."""
    one = misread(found.key, found.value)
    if one is None:
        return ""
    return of_character(one.strange) if one.strange is not None else _of_syntax(found, one)


def _of_syntax(found: Assignment, one: Misread) -> str:
    said = {
        "comment": _("systemd takes “{part}” for a part of the value: a comment needs a line of its own."),
        "operator": _("“{part}” is for a shell; systemd has none, and hands it to the program as it stands."),
        "substitution": _("“{part}” is for a shell to run; systemd has none, and leaves it as it stands."),
        "tilde": _("“{part}” stands for a home to a shell; systemd leaves it as it stands."),
        "variable": _("systemd does not replace {part} here: it leaves it as it stands."),
        "assignment": _("systemd takes “{part}” for the program to run; variables have a key of their own."),
        "builtin": _("“{part}” is a command of the shell and no program; systemd has no shell."),
        "export": _("“{part}” belongs to a shell: systemd takes names and values only."),
        "quoted": _("In quotes the whole command is one word to systemd: the name of a program, blanks included."),
    }[one.kind]  # fmt: skip
    return said.format(part=one.part, key=found.key)


def of_character(found: Strange) -> str:
    """Which character it is, and what it looks like."""
    if not found.meant:
        return _("It has an invisible character, {code} ({name}).").format(code=found.code, name=found.name)
    if not found.visible:
        return _("It has {code} ({name}), which looks like a blank and is none.").format(
            code=found.code, name=found.name
        )
    return _("“{character}” is {code} ({name}), not “{meant}”.").format(
        character=found.character, code=found.code, name=found.name, meant=found.meant
    )


def of_message(message: str, file: str, line: int) -> str:
    """Which character in a program's message about a line is not what it looks like; empty: none."""
    found = lookalikes.first_of([message])
    place = _("{file}, line {line}").format(file=file, line=line)
    return f"{place}: {of_character(found)}" if found is not None else ""


def of_text(text: str, file: str, lines: tuple[int, ...] = ()) -> str:
    """Where a file has such a character, `FILE, line N, column C: …`: in these lines, or anywhere; empty: nowhere."""
    found = [one for one in lookalikes.strange_in(COMMENT.sub("", text)) if not lines or one.line in lines]
    if not found:
        return ""
    place = _("{file}, line {line}, column {column}").format(file=file, line=found[0].line, column=found[0].column)
    return f"{place}: {of_character(found[0])}"
