"""How old files are, links themselves included: stat(1). And the server's own time zone, to say so in its hours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text
from perito.probes.files import seconds, unique
from perito.probes.framing import complete, quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Answer

SCRIPT: Final = """\
printf '%s\\0' "$(date +%z)"
realpath -zm -- {directory} 2>/dev/null || printf '\\0'
stat --printf='%n\\0%.9Y\\0%.9Z\\0' -- {paths} 2>/dev/null
:
"""
ZONE: Final = re.compile(r"([+-])(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Age:
    """Seconds since the epoch. modified: of the content (mtime); changed: also of name, owner and mode (ctime)."""

    modified: float
    changed: float

    @property
    def latest(self) -> float:
        """The later of the two: a file that was moved here keeps the age of its content."""
        return max(self.modified, self.changed)


@dataclass(frozen=True, slots=True)
class Ages:
    """offset: seconds east of UTC. directory: the path that was asked about, without links ("" where there is none).
    by_path: of a link its own age; what is not there is left out."""

    offset: int = 0
    directory: str = ""
    by_path: dict[str, Age] = field(default_factory=dict)


def ages(paths: Sequence[str], directory: str = "") -> Probe[Ages]:
    """The ages of these paths, links not followed; `directory` is one to resolve."""
    script = SCRIPT.format(paths=quoted(unique(paths)) or "/", directory=quoted([directory or "/"]))
    about = f"stat {quoted(unique(paths))}"
    return Probe(Command(script, Role.ROOT, limit=1 << 20, about=about), read_ages)


def read_ages(answer: Answer) -> Ages:
    """The answer to ages."""
    fields = [text(part) for part in complete(answer).stdout.split(b"\0")]
    zone = ZONE.fullmatch(fields[0])
    if zone is None or len(fields) < 2:
        raise CannotLook(Unseen.NO_ANSWER, text(answer.stderr).strip()[:200])
    offset = (int(zone[2]) * 60 + int(zone[3])) * 60 * (-1 if zone[1] == "-" else 1)
    rows = zip(fields[2::3], fields[3::3], fields[4::3], strict=False)
    return Ages(offset, fields[1], {path: Age(seconds(modified), seconds(changed)) for path, modified, changed in rows})
