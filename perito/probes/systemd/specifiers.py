"""Replaces systemd's specifiers and variables: systemd.unit(5), systemd.service(5). Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from perito.probes.systemd.unit_file import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Those of the system's own manager; a machine's own (%H, %m, %b …) stay as they are.
FIXED: Final = {
    "h": "/root", "u": "root", "U": "0", "g": "root", "G": "0", "s": "/bin/bash", "t": "/run", "S": "/var/lib",
    "C": "/var/cache", "L": "/var/log", "E": "/etc", "T": "/tmp", "V": "/var/tmp", "%": "%",  # noqa: S108
}  # fmt: skip
SPECIFIER: Final = re.compile(r"%(.)")
ESCAPED: Final = re.compile(r"\\x([0-9a-fA-F]{2})")


def expanded(text: str, unit: str) -> str:
    """A text of `unit` (`flask@mi_app.service`) with its specifiers replaced; unknown ones stay."""
    name = unit.rpartition(".")[0] or unit
    prefix, _at, instance = name.partition("@")
    own = {
        "n": unit, "N": name, "p": prefix, "P": unescaped(prefix), "i": instance, "I": unescaped(instance),
        "j": prefix.rpartition("-")[2], "J": unescaped(prefix.rpartition("-")[2]),
        "d": f"/run/credentials/{unit}",
        "f": "/" + unescaped(instance or prefix).lstrip("/"),
    }  # fmt: skip
    return SPECIFIER.sub(lambda found: {**FIXED, **own}.get(found[1], found[0]), text)


def unescaped(name: str) -> str:
    """systemd-escape(1) undone: `-` stands for `/`, `\\x2d` for the character of that number."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), name.replace("-", "/"))


def with_variables(words: Iterable[str], variables: Mapping[str, str]) -> list[str]:
    """Words of a command with `${NAME}` and `$NAME` replaced; a word that is `$NAME` alone is split at blanks.

    `$$` stands for `$`. A variable that `variables` does not have stays as it is: it may be set elsewhere.
    """
    found: list[str] = []
    for word in words:
        alone = VARIABLE.fullmatch(word)
        if alone is not None and alone[2] is not None and alone[2] in variables:
            found += variables[alone[2]].split()
            continue
        parts = word.split("$$")
        found.append("$".join(VARIABLE.sub(lambda one: _value(one, variables), part) for part in parts))
    return found


def _value(found: re.Match[str], variables: Mapping[str, str]) -> str:
    # Inside a longer word only ${NAME} is replaced.
    return variables.get(found[1], found[0]) if found[1] is not None else found[0]
