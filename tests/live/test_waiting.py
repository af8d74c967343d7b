"""A server that is coming up is waited for: no sshd, then nobody is let in, then it is graded."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import APP, PERITO, ROOT, document, reach

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.fixtures import ServerFactory


@pytest.mark.parametrize("nobody", [False, True], ids=["no-sshd", "nobody-let-in"])
def test_a_server_that_comes_up_is_graded(nobody: bool, server_factory: ServerFactory, tmp_path: Path) -> None:
    """pam_nologin(8): while /run/nologin is there, sshd lets in root alone, as when a machine starts."""
    server = server_factory()
    server.run("systemctl stop ssh.socket ssh" + ("; touch /run/nologin" if nobody else ""))
    words = [*PERITO, "check", *reach(server), "--app", APP, "--wait", "60", "--no-report", "--json", "r.json"]
    with subprocess.Popen(
        [str(word) for word in words], cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        time.sleep(1.5)
        server.run("systemctl start ssh")
        if nobody:
            time.sleep(1.5)
            server.run("rm /run/nologin")
        _out, err = program.communicate(timeout=90)
    assert program.returncode == 0, err
    waited = document(tmp_path / "r.json")["stats"]["waited"]
    assert (0.3 if not nobody else 5) < waited < 30
    assert "ha estado listo a los" in err
