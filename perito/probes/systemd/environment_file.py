"""A file that EnvironmentFile= names: systemd.exec(5). Pure."""

from __future__ import annotations

import re
from typing import Final

LINE: Final = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)")
PLAIN: Final = re.compile(r"[^\\'\"]*")
QUOTED: Final = re.compile(r"'([^'\\]*)'|\"([^\"\\$`]*)\"")


def plain_variables(text: str) -> dict[str, str]:
    """The variables that a file sets by plain lines, `NAME=value` or one pair of quotes around the whole value.

    The file is left unread from the first line on that takes more than that: a backslash, or quotes within a value.
    """
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith(("#", ";")):
            continue
        match = LINE.fullmatch(line)
        if match is None:
            continue
        value = match[2].strip()
        quoted = QUOTED.fullmatch(value)
        if quoted is None and not PLAIN.fullmatch(value):
            return found
        found.pop(match[1], None)
        found[match[1]] = next((one for one in quoted.groups() if one is not None), "") if quoted else value
    return found
