"""The model web on servers that no practice of ours was written for: sound ones are clean, mistakes are pinned.

They are those of tests/live/anything: http.server of Python, uWSGI, PHP, templates, several servers or sites, IPv6, a
socket of systemd's, a program that is still starting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab import library
from perito.practice import locate
from tests.cli.running import ROOT, check, document, outcomes, perito

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.lab import Lab

PRACTICE = ROOT / "tests" / "live" / "anything"
CHANGES = sorted(file.stem for folder in ("faults", "variants") for file in (PRACTICE / "lab" / folder).glob("*.sh"))


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize("change", CHANGES)
def test_it_is_pinned_or_clean(change: str) -> None:
    ended = perito("lab", "verify", "--practice", PRACTICE, change)
    assert ended.status == 0, ended


@pytest.mark.parametrize(
    ("variant", "fault", "causes"),
    [
        ("site-ipv6", "stopped", {"service.active"}),
        ("backend-ipv6", "other-port", {"service.listens"}),
        ("two-sites", "stopped", {"service.active"}),
        ("uwsgi", "stopped", {"service.active"}),
        ("php-index", "php-stopped", {"service.active"}),
        ("two-servers", "template-stopped", {"service.active"}),
        ("socket-activation", "broken-program", {"service.active"}),
    ],
)
def test_a_mistake_on_an_unusual_server(variant: str, fault: str, causes: set[str], lab: Lab, tmp_path: Path) -> None:
    """Pinned by the check that it belongs to; no check ends in an error of ours."""
    own = library.of(locate.find(PRACTICE))
    scripts = {
        "php-stopped": "systemctl stop 'php*-fpm.service'",
        "template-stopped": "systemctl stop pagina@8001.service pagina@8002.service",
        "broken-program": "systemctl stop pagina.service; echo 'x = (' > /srv/pagina/servir.py",
    }
    with lab.up(variants=[variant], faults=[] if fault in scripts else [fault], library=own) as server:
        assert server.run(scripts.get(fault, "true")).returncode == 0
        files = ("--json", "r.json", "--no-report")
        ended = check(server, "--practice", PRACTICE, *files, cwd=tmp_path)
    found = document(tmp_path / "r.json")
    assert ended.status == 1, ended
    assert {cause["check"] for cause in found["root_causes"]} - {"service.user"} == causes, outcomes(found)
    assert "error" not in outcomes(found).values()
