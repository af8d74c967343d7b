"""Paths and file contents over a pipe: records of fields that end in NUL, which no path can hold.

A record is a tag and a number of fields fixed by the tag:

    P  lstat(2): path, raw mode (hex), uid, gid, owner, group, size, mtime
    L  the target of a symbolic link: path, target as written
    R  the path resolved: path, absolute path without links (only where that exists)
    A  an access control list beside the permission bits: path
    T  the content of a regular file: path, its first bytes (NULs in it replaced by \\001)
    N  no record: path, the error message of the tool
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from perito.errors import CannotLook, Unseen
from perito.probes.base import text
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.transport.base import Answer

T = TypeVar("T")

CAP: Final = 256 * 1024
# The server's own interpreter, isolated from its user's settings, leaving no bytecode behind.
PYTHON: Final = "/usr/bin/python3 -I -S -B -c"
SIZES: Final = {"P": 8, "L": 2, "R": 2, "A": 1, "T": 2, "N": 2}
# Exceptions from reading a row of the server's JSON.
MALFORMED: Final = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError,
)  # fmt: skip
ABSENT: Final = (
    "No such file or directory",
    "Not a directory",
    "File name too long",
    "Too many levels of symbolic links",
)

SHELL: Final = f"""\
perito_stat() {{
  stat $FOLLOW --printf='P\\0%n\\0%f\\0%u\\0%g\\0%U\\0%G\\0%s\\0%.9Y\\0' -- "$@" 2>/dev/null
  for p do
    if ! [ -e "$p" ] && {{ [ -n "$FOLLOW" ] || ! [ -L "$p" ]; }}; then
      why=$(stat $FOLLOW -- "$p" 2>&1 >/dev/null); printf 'N\\0%s\\0%s\\0' "$p" "$why"
      continue
    fi
    if [ -L "$p" ]; then printf 'L\\0%s\\0' "$p"; readlink -zn -- "$p"; printf '\\0'; fi
    if [ -e "$p" ]; then printf 'R\\0%s\\0' "$p"; realpath -z -- "$p"; fi
  done
  case $(ls -ld $FOLLOW -- "$@" 2>/dev/null | cut -c 11) in *+*) perito_acl "$@" ;; esac
}}
perito_acl() {{
  for p do case $(ls -ld $FOLLOW -- "$p" 2>/dev/null) in ??????????+*) printf 'A\\0%s\\0' "$p" ;; esac; done
}}
perito_text() {{
  for p do
    [ -f "$p" ] || continue
    if [ -r "$p" ]; then printf 'T\\0%s\\0' "$p"; head -c {CAP + 1} -- "$p" | tr '\\000' '\\001'; printf '\\0'
    else printf 'N\\0%s\\0Permission denied\\0' "$p"; fi
  done
}}
"""


@dataclass(frozen=True, slots=True)
class Seen(Mapping[str, T | None], Generic[T]):
    """The value for each path asked for, or None where there is none.

    A path that could not be looked at (no right to search a directory above it, or to read it) raises CannotLook on
    access: it is neither present nor absent. `unseen` has their reasons; `found` holds the others. A path that was not
    asked for raises KeyError.
    """

    found: dict[str, T | None] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, path: str) -> T | None:
        if path in self.unseen:
            raise CannotLook(Unseen.NO_RIGHTS, f"{path}: {self.unseen[path]}")
        return self.found[path]

    def __iter__(self) -> Iterator[str]:
        yield from self.found
        yield from self.unseen

    def __len__(self) -> int:
        return len(self.found) + len(self.unseen)

    def __contains__(self, path: object) -> bool:
        return path in self.found or path in self.unseen


def quoted(words: Iterable[str]) -> str:
    """Words as one line of shell."""
    return " ".join(shlex.quote(word) for word in words)


def records(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """The records in an answer, as (tag, fields); stops where the stream is truncated or invalid."""
    fields = [text(part) for part in data.split(b"\0")]
    place = 0
    while place < len(fields) and (size := SIZES.get(fields[place])) and place + size < len(fields):
        yield fields[place], fields[place + 1 : place + 1 + size]
        place += 1 + size


def absent(message: str) -> bool:
    """Whether a tool's message means that the path does not exist, rather than a lack of rights."""
    return message.rstrip().endswith(ABSENT)


def complete(answer: Answer) -> Answer:
    """The answer, or CannotLook where the shell itself did not run to its end."""
    if answer.exit_code is None:
        raise CannotLook(Unseen.LOST, _("the command did not end by itself"))
    return answer
