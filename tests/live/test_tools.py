"""Debian's pipenv is taken on dpkg's word only where nothing can keep it from running; else it is started."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from perito.probes.python import tools
from perito.transport.base import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.lab.server import Server

LIBRARY = "/usr/lib/python3/dist-packages/pipenv"
OWN = "~usuario/.local/lib/python3.11/site-packages"
STDLIB = "/usr/lib/python3.11"
LOCAL = "/usr/local/lib/python3.11/dist-packages"
# What is done, what undoes it, and what pipenv then says; nothing where it runs all the same.
BREAKS = {
    "a file of its own is lost": (
        f"mv {LIBRARY}/cli/command.py /root/x",
        f"mv /root/x {LIBRARY}/cli/command.py",
        "command",
    ),
    "a module in the way": (
        "mkdir -p ~usuario/m; echo 'import nada' > ~usuario/m/pipenv.py"
        "; echo 'export PYTHONPATH=~/m' >> ~usuario/.profile",
        "sed -i /PYTHONPATH/d ~usuario/.profile",
        "nada",
    ),
    "a module of Python's is lost": (f"mv {STDLIB}/glob.py /root/x", f"mv /root/x {STDLIB}/glob.py", "glob"),
    "a copy of one's own": (
        f"mkdir -p {OWN}/pipenv; echo 'import nada' > {OWN}/pipenv/__init__.py",
        f"rm -r {OWN}",
        "nada",
    ),
    "a module in /usr/local": (f"echo 'import nada' > {LOCAL}/pipenv.py", f"rm {LOCAL}/pipenv.py", "nada"),
    "another program": ("sed -i '2i raise SystemExit(3)' /usr/bin/pipenv", "sed -i 2d /usr/bin/pipenv", ""),
}
SAMPLE = 2  # of these in the suite; `./dev proofs` runs them all


def pipenv(server: Server) -> tools.Tool:
    """As Perito asks for it."""
    probe = tools.toolbox(server.user, ("pipenv",))
    said = server.run(f"unset XDG_RUNTIME_DIR; cd /; {probe.command.script}")
    return probe.read(Answer(said.returncode, said.stdout.encode(), said.stderr.encode())).tools["pipenv"]


def test_only_an_untouched_pipenv_is_taken_on_dpkgs_word(server_factory: Callable[..., Server]) -> None:
    server = server_factory()
    sound = pipenv(server)
    assert (sound.path, sound.exit_code) == ("/usr/bin/pipenv", None)
    assert sound.version is not None
    assert sound.version.startswith("2022.")
    for name in list(BREAKS)[: None if os.environ.get("PERITO_PROOFS") else SAMPLE]:
        done, undone, missing = BREAKS[name]
        assert server.run(done).returncode == 0, name
        broken = pipenv(server)
        assert (broken.version, bool(broken.exit_code), broken.missing_module.rpartition(".")[2]) == (
            None, True, missing,
        ), (name, broken)  # fmt: skip
        assert server.run(undone).returncode == 0, name
    assert pipenv(server) == sound
