"""A live server that redirects to what is no address: graded, and every file written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.running import APP, check, document, perito

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.fixtures import ServerFactory

LOCATIONS = ("http://[::1", "http://user:pw@", "http://user:pw@[::1/")


def test_redirects_to_what_is_no_address(server_factory: ServerFactory, tmp_path: Path) -> None:
    server = server_factory()
    server.run("cp $(grep -ls proxy_pass /etc/nginx/sites-available/*) /root/site")
    for place, location in enumerate(LOCATIONS):
        server.run(
            f"sed '/server_name/a return 301 {location};' /root/site "
            "> $(grep -ls proxy_pass /etc/nginx/sites-available/*) && systemctl reload nginx"
        )
        kept, page = tmp_path / str(place), tmp_path / f"{place}.json"
        ended = check(server, "--app", APP, "--reports", kept, "--json", page, cwd=tmp_path)
        assert ended.status == 1, ended
        (run,) = kept.iterdir()
        assert {"evidence.jsonl.gz", "report.html", "result.json"} <= {one.name for one in run.iterdir()}
        result = document(page)
        assert result["complete"], result["problems"]
        shown = location.replace(":pw@", ":[redacted]@")
        assert any(shown in json.dumps(one, ensure_ascii=False) for one in result["checks"]), shown
        assert perito("regrade", run, cwd=tmp_path).status == 1
