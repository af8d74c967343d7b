"""Directory names for students' ids: for any id, the directory stays inside the run's."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 80
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))]
)
# Other files in a run's directory.
TAKEN = frozenset(
    [
        *("run.json", "run.lock", "class.json", "index.html", "gradebook.csv", "gradebook.xlsx", "matrix.csv"),
        *("waivers.yaml", "marks.yaml", "marks.csv"),
    ]
)


def directory_names(ids: Iterable[str]) -> dict[str, str]:
    """A name for each id: ASCII, readable, never hidden or a device's, no two alike on any file system.

    An id that is a valid name keeps it; any other gets its digest at the end, so that names do not depend on the rest
    of the class.
    """
    return {one: _name(one) for one in ids}


def _name(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.")[:LONGEST].rstrip("-.")
    if plain.partition(".")[0].lower() in DEVICES:
        plain = f"student-{plain}"
    sound = plain and plain == text and text == text.lower() and not _reserved(plain)
    return (
        plain
        if sound
        else f"{plain or 'student'}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
    )


def _reserved(name: str) -> bool:
    """Names of the run's own files, and names that look like an id with a digest."""
    return name in TAKEN or re.search(r"-[0-9a-f]{10}$|^index-.*\.html$", name) is not None
