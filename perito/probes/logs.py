"""nginx's logs: the reason of a 502, and our own requests (practice, item 24)."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from perito.probes.base import Probe, text
from perito.probes.files import number, unique
from perito.probes.framing import Seen, absent, complete, quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perito.transport.base import Answer

T = TypeVar("T")

# For each path: the path, NUL, its lines (or nothing), NUL, the reason why there are none, NUL.
TAIL: Final = """\
date +%z
for f in PATHS; do
  printf '%s\\0' "$f"
  if [ -f "$f" ]; then why=$(: 2>&1 <"$f") || :; READ; printf '\\0%s\\0' "$why"
  else printf '\\0%s\\0' "$(stat -L -- "$f" 2>&1 >/dev/null || :)"; fi
done
"""
LINE: Final = re.compile(
    r"(?P<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) \[(?P<level>\w+)\] (?P<pid>\d+)#\d+: (?:\*\d+ )?(?P<rest>.*)"
)
FIELDS: Final = re.compile(r', (client|server|request|upstream|host|referrer): ("(?:[^"\\]|\\.)*"|[^,]*)')
ERRNO: Final = re.compile(r"\((\d{1,3}): [^)]*\)")


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of an error log. time: seconds since the epoch, to the second. errno: 2, 13, 111, … or None.

    upstream as nginx writes it: `http://unix:/var/www/x/x.sock:/`. message is without the fields behind it.
    """

    time: float
    level: str
    message: str
    errno: int | None = None
    upstream: str = ""
    server: str = ""
    host: str = ""
    request: str = ""
    client: str = ""
    pid: int = 0


def error_log(paths: Sequence[str], lines: int = 50, *, role: Role = Role.ROOT) -> Probe[Seen[list[ErrorLine]]]:
    """The end of each log; None where the file does not exist."""
    read = f'tail -n {int(lines)} -- "$f" 2>/dev/null | tail -c 65536 | tr "\\000" "\\001"'
    return logs(paths, read, role, error_lines)


def find_in_access_logs(paths: Sequence[str], needle: str, *, role: Role = Role.ROOT) -> Probe[Seen[list[str]]]:
    """The lines at the end of each log that contain `needle` (our requests carry a unique one)."""
    search = f"grep -aF -e {shlex.quote(needle)}"
    read = f'tail -c 1048576 -- "$f" 2>/dev/null | {search} | tail -n 20 | tr "\\000" "\\001"'
    return logs(paths, read, role, lambda block, _: block.splitlines())


def logs(paths: Sequence[str], read: str, role: Role, reader: Callable[[str, float], list[T]]) -> Probe[Seen[list[T]]]:
    """One command for all logs, each read in the same way."""
    script = TAIL.replace("PATHS", quoted(unique(paths)) or "''").replace("READ", read)
    process = partial(read_logs, paths=unique(paths), reader=reader)
    return Probe(Command(script, role, timeout=15.0, limit=2 << 20, about=f"tail {quoted(unique(paths))}"), process)


def read_logs(answer: Answer, paths: Sequence[str], reader: Callable[[str, float], list[T]]) -> Seen[list[T]]:
    """The answer: path, lines and the shell's error on opening it, for each path."""
    zone, _, rest = text(complete(answer).stdout).partition("\n")
    parts = rest.split("\0")
    found: dict[str, list[T] | None] = {}
    unseen: dict[str, str] = {}
    for path, block, why in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        if not why.strip():
            found[path] = reader(block, offset(zone))
        elif absent(why):
            found[path] = None
        else:
            unseen[path] = why.strip()[-200:]
    for path in paths:
        if path not in found:
            unseen.setdefault(path, "nothing was said about it")
    return Seen({path: found[path] for path in paths if path in found}, unseen)


def error_lines(block: str, zone: float) -> list[ErrorLine]:
    """The lines of an error log in nginx's format."""
    return [line for one in block.splitlines() if (line := error_line(one, zone)) is not None]


def error_line(line: str, zone: float = 0.0) -> ErrorLine | None:
    """One line; `zone`: seconds east of UTC of the server's clock."""
    match = LINE.fullmatch(line[:8192])
    if match is None:
        return None
    try:
        moment = datetime.strptime(match["time"], "%Y/%m/%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    rest = match["rest"]
    fields = {name: value.strip('"') for name, value in FIELDS.findall(rest)}
    first = FIELDS.search(rest)
    return ErrorLine(
        time=moment.timestamp() - zone,
        level=match["level"],
        message=rest[: first.start()] if first else rest,
        errno=errno_of(rest),
        upstream=fields.get("upstream", ""),
        server=fields.get("server", ""),
        host=fields.get("host", ""),
        request=fields.get("request", ""),
        client=fields.get("client", ""),
        pid=number(match["pid"]),
    )


def errno_of(line: str) -> int | None:
    """The `(13: Permission denied)` of a line."""
    match = ERRNO.search(line)
    return number(match[1]) if match else None


def offset(zone: str) -> float:
    """`+0130` as seconds."""
    match = re.fullmatch(r"([+-])(\d\d)(\d\d)", zone.strip())
    if match is None:
        return 0.0
    return (1 if match[1] == "+" else -1) * (number(match[2]) * 3600.0 + number(match[3]) * 60.0)
