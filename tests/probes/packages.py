"""Virtual environments made here, with RECORD as pip writes it."""

from __future__ import annotations

import base64
import hashlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILLED = "# as long as a release's\n" * 1200
GUNICORN = {
    "gunicorn/__init__.py": "__version__ = '23.0.1'\n",
    "gunicorn/arbiter.py": "import os\n\n\nclass Arbiter:\n    def run(self):\n        return os.getpid()\n" + FILLED,
    "gunicorn/app/wsgiapp.py": "from gunicorn.arbiter import Arbiter\n\n\ndef run():\n    Arbiter().run()\n",
    "gunicorn/app/base.py": "class BaseApplication:\n    pass\n" + FILLED,
    "gunicorn/workers/sync.py": "class SyncWorker:\n    pass\n",
}
FLASK = {"flask/__init__.py": "from .app import Flask\n", "flask/app.py": "class Flask:\n    pass\n" + FILLED}
SCRIPT = (
    "#!{python}\n# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom gunicorn.app.wsgiapp import run\n"
    "if __name__ == '__main__':\n    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\n"
    "    sys.exit(run())\n"
)


def hash_of(data: bytes) -> str:
    """As RECORD has it."""
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def write(path: Path, text: str) -> Path:
    """A file, with its directories."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def installed(site: Path, name: str, version: str, files: Mapping[str, str], *, record: bool = True) -> Path:
    """A distribution in a site-packages; its dist-info."""
    info = site / f"{name}-{version}.dist-info"
    described = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    write(info / "METADATA", described)
    rows = [f"{info.name}/METADATA,{hash_of(described.encode())},{len(described)}"]
    for path, text in files.items():
        write(site / path, text)
        rows.append(f"{path},{hash_of(text.encode())},{len(text)}")
    if record:
        write(info / "RECORD", "\n".join([*rows, f"{info.name}/RECORD,,", ""]))
    return info


def environment(place: Path) -> Path:
    """A virtual environment with gunicorn and Flask; its site-packages."""
    site = place / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    write(place / "pyvenv.cfg", f"home = {place}/base/bin\ninclude-system-site-packages = false\n")
    installed(site, "gunicorn", "23.0.0", GUNICORN)
    installed(site, "Flask", "3.0.0", FLASK)
    write(place / "bin" / "gunicorn", SCRIPT.format(python=place / "bin" / "python"))
    (place / "bin" / "python").symlink_to(sys.executable)
    return site
