"""Programs as Windows would run them: the environment of a child process whose Python lacks what Windows' lacks."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.windows import absent

SHIM = Path(__file__).parent / "shim"


def environment(place: Path, *, home: Path, encoding: str = "cp1252") -> dict[str, str]:
    """The variables of such a child; what is missing is written to `place`. `encoding`: of its standard streams."""
    missing = {
        "modules": sorted(absent.modules(absent.WIN32)),
        "names": {name: sorted(absent.names(name, absent.WIN32)) for name in absent.ASKED if absent.names(name, absent.WIN32)},
    }
    file = place / "missing.json"
    file.write_text(json.dumps(missing), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "TMPDIR"}}
    return kept | {
        "PERITO_TEST_WINDOWS": str(file),
        "PYTHONPATH": str(SHIM),
        "PYTHONIOENCODING": encoding,
        "HOME": str(home),  # %USERPROFILE%
        "USERNAME": "ana",
    }
