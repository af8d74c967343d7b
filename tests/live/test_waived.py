"""Servers that do a part otherwise than the practice says, gated with a few lines of waivers; other mistakes show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab.names import DEPLOYED
from tests.cli.running import APP, Ended, check, document, outcomes

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.fixtures import ServerFactory
    from perito.lab.server import Server

# gunicorn is started by something else than a unit of systemd's, as supervisor does
SUPERVISED = f"""
cp /etc/systemd/system/{DEPLOYED.unit}.service /root/ && systemctl disable --now {DEPLOYED.unit}
rm /etc/systemd/system/{DEPLOYED.unit}.service && systemctl daemon-reload
venv=$(echo /home/usuario/.local/share/virtualenvs/{APP}-*)
systemd-run --quiet --scope --uid=usuario --gid=www-data --working-directory={DEPLOYED.dir} \\
    $venv/bin/gunicorn --daemon --workers 2 --bind unix:{DEPLOYED.sock} wsgi:app
for _ in $(seq 100); do curl -sf --unix-socket {DEPLOYED.sock} http://x/ >/dev/null && break; sleep 0.1; done
"""
# the page asks for a name and a password
GUARDED = f"""
printf 'ana:{{PLAIN}}s3cret.77\\n' > /etc/nginx/htpasswd
sed -i '0,/location/s//auth_basic "x"; auth_basic_user_file \\/etc\\/nginx\\/htpasswd;\\n    location/' {DEPLOYED.site}
nginx -t && systemctl reload nginx
"""
SERVERS = {
    "supervisor": (SUPERVISED, ['check: "service.*"', "check: site.socket", "check: access.page"]),
    "basic-auth": (GUARDED, ["step: access"]),
}
WRONG = f"chmod 755 {DEPLOYED.dir}"


def gated(server: Server, place: Path, *waived: str) -> tuple[Ended, dict[str, str]]:
    file = place / "waivers.yaml"
    file.write_text("".join(f"- {{{one}, reason: our way, expires: 2099-12-31}}\n" for one in waived) or "[]")
    ended = check(server, "--app", APP, "--waivers", file, "--json", "r.json", "--no-report", cwd=place)
    return ended, outcomes(document(place / "r.json"))


@pytest.mark.parametrize("name", SERVERS)
def test_it_is_gated_with_a_few_lines(name: str, server_factory: ServerFactory, tmp_path: Path) -> None:
    """Red without them, green with them, and red again for another mistake."""
    script, lines = SERVERS[name]
    server = server_factory()
    server.run(script)
    ended, found = gated(server, tmp_path)
    print({one: said for one, said in found.items() if said not in {"passed", "not_applicable"}})
    assert ended.status == 1
    ended, found = gated(server, tmp_path, *lines)
    print({one: said for one, said in found.items() if said not in {"passed", "not_applicable"}})
    assert ended.status == 0, found
    assert "waived" in found.values()
    server.run(WRONG)
    ended, found = gated(server, tmp_path, *lines)
    assert ended.status == 1
    assert found["directory.mode"] == "failed"
