"""The scripts that pip, uv, setuptools and Debian make, and what only looks like one."""

from __future__ import annotations

import pytest

from perito.probes.python.entry_script import starts, strange_in
from tests.probes.packages import SCRIPT

PIP = SCRIPT.format(python="/x/bin/python")
SOUND = {
    "pip": PIP,
    "pip 25": (
        "#!/x/bin/python3.13\nimport sys\nfrom gunicorn.app.wsgiapp import run\nif __name__ == '__main__':\n"
        "    sys.argv[0] = sys.argv[0].removesuffix('.exe')\n    sys.exit(run())\n"
    ),
    "uv": (
        "#!/x/bin/python\n# -*- coding: utf-8 -*-\nimport sys\nfrom gunicorn.app.wsgiapp import run\n"
        'if __name__ == "__main__":\n    if sys.argv[0].endswith("-script.pyw"):\n'
        "        sys.argv[0] = sys.argv[0][:-11]\n"
        '    elif sys.argv[0].endswith(".exe"):\n        sys.argv[0] = sys.argv[0][:-4]\n    sys.exit(run())\n'
    ),
    "a long path": "#!/bin/sh\n'''exec' \"/a long/path/bin/python\" \"$0\" \"$@\"\n' '''\n" + PIP.partition("\n")[2],
    "setuptools": (
        "#!/x/bin/python\n# EASY-INSTALL-ENTRY-SCRIPT: 'gunicorn==20.1.0','console_scripts','gunicorn'\nimport re\n"
        "import sys\n\n__requires__ = 'gunicorn==20.1.0'\n\ntry:\n    from importlib.metadata import distribution\n"
        "except ImportError:\n    try:\n        from importlib_metadata import distribution\n    except ImportError:\n"
        "        from pkg_resources import load_entry_point\n\n\ndef importlib_load_entry_point(spec, group, name):\n"
        "    dist_name, _, _ = spec.partition('==')\n    matches = (\n        entry_point\n"
        "        for entry_point in distribution(dist_name).entry_points\n"
        "        if entry_point.group == group and entry_point.name == name\n    )\n"
        "    return next(matches).load()\n\n\n"
        "globals().setdefault('load_entry_point', importlib_load_entry_point)\n\n\nif __name__ == '__main__':\n"
        "    sys.argv[0] = re.sub(r'(-script\\.pyw?|\\.exe)?$', '', sys.argv[0])\n"
        "    sys.exit(load_entry_point('gunicorn==20.1.0', 'console_scripts', 'gunicorn')())\n"
    ),
    "of Windows": PIP.replace("\n", "\r\n"),
    "with a byte order mark": "\ufeff" + PIP.partition("\n")[2],
}
LIES = {
    "another server": (
        "#!/x/bin/python\nfrom http.server import HTTPServer\nHTTPServer(('', 1), None)\n",
        "2: from http",
    ),
    "a shell": ("#!/bin/sh\nexec socat UNIX-LISTEN:/x EXEC:/y\n", "2: exec socat"),
    "something before it": (PIP.replace("import re\n", "import re, os\n"), "3: import re, os"),
    "something in it": (PIP.replace("    sys.exit(", "    exec(open('/x').read())\n    sys.exit("), "8: exec(open"),
    "a patched module": (PIP + "import gunicorn.arbiter\ngunicorn.arbiter.Arbiter = None\n", "10: gunicorn.arbiter"),
    "another package": (PIP.replace("gunicorn.app.wsgiapp", "gunicornx.app.wsgiapp"), "5: from gunicornx"),
    "none at all": ("#!/x/bin/python\nimport sys\nsys.exit(0)\n", "3: sys.exit(0)"),
    "a loop": (PIP + "while True:\n    pass\n", "9: while True:"),
    "a class": (PIP + "class A:\n    pass\n", "9: class A:"),
    "nothing": ("", "0: "),
}


@pytest.mark.parametrize("name", SOUND)
def test_scripts_that_start_it(name: str) -> None:
    assert strange_in(SOUND[name], "gunicorn") == ""
    assert starts("#!python\n" + SOUND[name], "gunicorn")


@pytest.mark.parametrize("name", LIES)
def test_what_only_looks_like_one(name: str) -> None:
    text, line = LIES[name]
    assert strange_in(text, "gunicorn").startswith(line)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("#!/usr/bin/python3\nfrom pipenv import cli\ncli()\n", True),
        ("#!/usr/bin/python3\nimport sys\nprint('pipenv, version 2023.1.1')\n", False),
        ("#!/usr/bin/python3\n# from pipenv import cli\nprint('2023.1.1')\n", False),
        ("#!/usr/bin/python3\nprint('pipenv')\n", False),
        ("#!/usr/bin/python3\nimport runpy\nrunpy.run_module('pipenv')\n", True),
        ('#!/bin/sh\nexec /opt/pipenv/bin/pipenv "$@"\n', True),
        ('#!/usr/bin/env bash\npython3 -m pipenv "$@"\n', True),
        ("#!/bin/sh\necho 'pipenv, version 2023.1.1'\n", False),
        ('#!/bin/sh\n# exec pipenv "$@"\necho 2023.1.1\n', False),
        ("", False),
    ],
)
def test_whether_it_starts_a_package_at_all(text: str, does: bool) -> None:
    assert starts(text, "pipenv") is does
