"""What `watch` looks at, on a real server: what may change a grade shows, and what a visit leaves does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.probes.snapshot import changed, snapshot
from perito.transport.base import Role
from perito.transport.ssh import SshTransport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.lab.lab import Lab
    from perito.lab.server import Server

APP = "/var/www/mi_aplicacion"
SITE = "/etc/nginx/sites-available/mi_aplicacion"
UNIT = "/etc/systemd/system/flask_app.service"
# What is done, and what of it must show.
SHOWS = {
    f"chmod 777 {APP}": APP,
    f"chgrp root {APP}": APP,
    f"echo '# x' >> {APP}/wsgi.py": f"{APP}/wsgi.py",
    f"mkdir -p {APP}/static/css && touch {APP}/static/css/x.css": f"{APP}/static/css/x.css",
    f"echo '# x' >> {SITE}": SITE,
    "rm /etc/nginx/sites-enabled/mi_aplicacion": "/etc/nginx/sites-enabled/mi_aplicacion",
    "nginx -s reload; sleep 0.3": "unit nginx.service",
    f"sleep 1; echo '# x' >> {UNIT}; systemctl show -p NeedDaemonReload flask_app": "unit flask_app.service",
    "systemctl daemon-reload": "unit flask_app.service",
    "systemctl disable flask_app": "unit flask_app.service",
    "systemctl restart flask_app; sleep 1": "unit flask_app.service",
    "systemctl kill -s HUP --kill-whom=main flask_app; sleep 0.7": "unit flask_app.service",
    "systemctl stop flask_app": f"unix {APP}/mi_aplicacion.sock",
    "cd /home/usuario/.local/share/virtualenvs/*/lib/python3*/site-packages && mv flask-*.dist-info x.dist-info": "",
    "chmod 700 /home/usuario": "/home/usuario",
    "usermod --append --groups www-data usuario": "/etc/group",
    "echo 192.0.2.7 x >> /etc/hosts": "/etc/hosts",
    "rm /var/log/nginx/access.log": "/var/log/nginx/access.log",
    "setsid python3 -m http.server -b 127.0.0.1 8000 > /dev/null 2>&1 < /dev/null & sleep 0.7": "tcp 127.0.0.1:8000",
}  # fmt: skip
SILENT = (
    "true",
    "python3 -c 'import urllib.request as r; r.urlopen(\"http://127.0.0.1/\").read()'",
    f"mkdir -p {APP}/__pycache__ && touch {APP}/__pycache__/x.pyc {APP}/x.log {APP}/x.db {APP}/.x.swp",
    "mkdir -p /home/usuario/.cache/pipenv && touch /home/usuario/.cache/pipenv/x",
    "nginx -t 2> /dev/null",
    "su - usuario -c true",
)


@pytest.fixture(scope="module")
def server(lab: Lab) -> Iterator[Server]:
    """One that every test of this file changes further."""
    with lab.up() as server:
        yield server


@pytest.fixture(scope="module")
def transport(server: Server) -> Iterator[SshTransport]:
    """One connection to it."""
    transport = SshTransport(server.target)
    transport.open()
    yield transport
    transport.close()


def looked(transport: SshTransport, role: Role = Role.ROOT) -> dict[str, str]:
    probe = snapshot(role=role)
    return probe.read(transport.run([probe.command])[0])


def test_what_a_visit_leaves_behind_is_no_change(server: Server, transport: SshTransport) -> None:
    for script in SILENT:
        before = looked(transport)
        assert server.run(script).returncode == 0, script
        assert not changed(before, looked(transport)), script


def test_what_may_change_a_grade_shows(server: Server, transport: SshTransport) -> None:
    for script, what in SHOWS.items():
        before = looked(transport)
        assert server.run(script).returncode == 0, script
        found = changed(before, looked(transport))
        assert what in found if what else found, (script, found)


def test_without_root_what_everybody_may_see_is_seen(transport: SshTransport) -> None:
    mine, roots = looked(transport, Role.LOGIN), looked(transport)
    assert {SITE, UNIT, "unit nginx.service", "tcp 0.0.0.0:80"} <= {*mine}
    assert {*mine} <= {*roots}
