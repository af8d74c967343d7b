"""examples/infra-repo: a bare server is provisioned and gated green; mistakes in the repository turn it red, each with
an annotation at the line that is at fault."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.cli.running import ROOT, document
from tests.gate import action

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.fixtures import ServerFactory
    from perito.lab.server import Server

EXAMPLE = ROOT / "examples" / "infra-repo"
WAIVER = 'reason: "one worker until the machine grows, ticket 118"\n  expires: '


def cleared(server: Server) -> None:
    """Nothing is left of its deployment but the packages: a booted server of the lab reaches no mirror and no index."""
    script = """
        systemctl disable --quiet --now "$UNIT"
        rm "$UNIT_FILE" "$SITE" "$LINK"
        find "$DIR" -mindepth 1 -maxdepth 1 ! -name 'Pipfile*' -exec rm -r {} +
        chown -R root: "$DIR" && chmod -R go-w "$DIR"
        systemctl daemon-reload && systemctl restart nginx
    """
    done = server.run(server.with_names(script))
    assert done.returncode == 0, done.stderr


def options(server: Server) -> list[str]:
    known = f"UserKnownHostsFile={server.known_hosts}"
    return ["-i", str(server.key), "-o", known, "-o", "BatchMode=yes", f"{server.user}@{server.address}"]


def ssh(server: Server) -> list[str]:
    return ["ssh", *options(server)]


def pushed(repository: Path, server: Server) -> str:
    done = subprocess.run(
        [repository / "push.sh", *options(server)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def gated(repository: Path, server: Server, **inputs: str) -> action.Ran:
    """The gate, as the workflow has it: the steps of action.yml."""
    given = {
        "target": f"ssh://{server.user}@{server.address}",
        "ssh-key": server.key.read_text(),
        "known-hosts": server.known_hosts.read_text(),
        **inputs,
    }
    return action.run(given, repository, {"GATE_VENV": sys.prefix})


def annotated(ended: action.Ran) -> list[str]:
    return [line for line in ended.out.splitlines() if line.startswith(("::error", "::warning"))]


def line_of(repository: Path, file: str, text: str) -> int:
    lines = (repository / file).read_text().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_green_then_red_with_annotations_in_the_right_lines(server_factory: ServerFactory, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    shutil.copytree(EXAMPLE, repository)
    (repository / ".git").mkdir()
    server = server_factory()
    cleared(server)

    assert "changed: /etc/nginx/sites-available/mi_aplicacion" in pushed(repository, server)
    assert pushed(repository, server) == "", "a second time nothing changes"
    green = gated(repository, server)
    assert green.status == 0, green
    assert green.outputs == {
        "status": "0",
        "result": "perito-reports/result.json",
        "sarif": "perito-reports/perito.sarif",
    }
    assert annotated(green) == []
    assert "until 2099" in (repository / "summary.md").read_text().replace("&#45;", "-")
    sound = document(repository / "perito-reports" / "result.json")
    shutil.move(repository / "perito-reports" / "result.json", repository / "green.json")

    broken(repository, "deploy/flask_app.service", "User=@OWNER@", "User=root")
    broken(repository, "deploy/mi_aplicacion.nginx", "www.@SITE@", "w.@SITE@")
    broken(repository, "provision.sh", "chmod -R 775 ", "chmod -R 755 ")
    broken(repository, "waivers.yaml", "2099-12-31", "2001-01-01")
    pushed(repository, server)
    red = gated(repository, server, baseline="green.json")
    assert red.status == 1
    print(*annotated(red), sep="\n")  # `pytest -rP` shows them
    places = {
        (found[1], int(found[2])) for one in annotated(red) if (found := re.search(r"file=([^,]*),line=(\d+)", one))
    }
    assert places == {
        ("deploy/flask_app.service", line_of(repository, "deploy/flask_app.service", "User=")),
        ("deploy/mi_aplicacion.nginx", line_of(repository, "deploy/mi_aplicacion.nginx", "server_name")),
        ("provision.sh", line_of(repository, "provision.sh", "chmod -R")),
        ("waivers.yaml", 2),
    }
    assert sound["score"]["grade"] == 10


def broken(repository: Path, file: str, right: str, wrong: str) -> None:
    text = (repository / file).read_text()
    assert text.count(right) == 1
    (repository / file).write_text(text.replace(right, wrong))
