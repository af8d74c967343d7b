"""Whether a source says the same as what Python compiled of it before: PEP 3147, py_compile.

A file that was only touched, or saved without a change, is younger than the process that runs it and no different.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe, text, tool_of
from perito.probes.files import number, seconds, unique
from perito.probes.framing import MALFORMED, PYTHON, complete, quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Answer

SCRIPT: Final = r"""
import importlib.util, json, marshal, os, sys
for path in sys.argv[1:]:
    try:
        cache = importlib.util.cache_from_source(path)
        state = os.stat(cache)
        with open(cache, 'rb') as file:
            data = file.read(1 << 24)
        with open(path, 'rb') as file:
            source = file.read(1 << 22)
        if data[:4] != importlib.util.MAGIC_NUMBER or data[4:8] != bytes(4):
            continue
        same = marshal.loads(data[16:]) == compile(source, path, 'exec', dont_inherit=True)
    except Exception:
        continue
    print(json.dumps({'path': path, 'same': same, 'written': state.st_mtime, 'uid': state.st_uid,
                      'source': int.from_bytes(data[8:12], 'little')}))
"""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What lies in __pycache__ for one source, of the server's own Python.

    same: compiled anew, the source gives the same code. written: when the file there was, in seconds since the epoch;
    source: how old the source was then, in whole seconds; uid: who wrote it.
    """

    same: bool
    written: float
    source: int
    uid: int


def compiled(paths: Sequence[str]) -> Probe[dict[str, Compiled]]:
    """Of these sources, those of which there is one. ToolAbsent where there is no python3."""
    script = f"{PYTHON} {quoted([SCRIPT])} {quoted(unique(paths))}"
    about = f"python3 -m py_compile {quoted(unique(paths))}"
    return Probe(Command(script, Role.ROOT, timeout=10.0, about=about), read_compiled)


def read_compiled(answer: Answer) -> dict[str, Compiled]:
    """The answer to compiled: one JSON object a line."""
    found = {}
    for line in text(tool_of(complete(answer), "python3").stdout).splitlines():
        try:
            row = json.loads(line)
            written, source, uid = (str(row[key]) for key in ("written", "source", "uid"))
            found[str(row["path"])] = Compiled(row["same"] is True, seconds(written), number(source), number(uid, -1))
        except MALFORMED:
            continue
    return found
