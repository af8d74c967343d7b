"""`--server-name` on a server that has four names and is visited by the second pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.running import APP, check, document

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.fixtures import ServerFactory

FOUR = "mi_aplicacion www.mi_aplicacion tienda.test www.tienda.test"


def test_the_name_that_was_asked_is_the_name_that_is_judged(server_factory: ServerFactory, tmp_path: Path) -> None:
    server = server_factory()
    site = f"/etc/nginx/sites-available/{APP}"
    server.run(f"sed -i 's/server_name .*/server_name {FOUR};/' {site} && systemctl reload nginx")
    (tmp_path / "hosts").write_text(f"{server.address} tienda.test www.tienda.test\n")
    words = ("--app", APP, "--no-report", "--hosts-file", "hosts", "--nameserver", "none", "--json", "r.json")
    told = check(server, *words, "--server-name", "tienda.test", cwd=tmp_path)
    with_name = document(tmp_path / "r.json")
    assert (told.status, with_name["score"]["grade"]) == (0, 10), told.out
    assert check(server, *words, cwd=tmp_path).status == 1  # nobody knows the first pair by its names
    without = document(tmp_path / "r.json")
    (lost,) = (one for one in without["checks"] if one["id"] == "names.server-name")
    assert lost["outcome"] in {"failed", "blocked"}
    assert with_name["stats"]["misses"] == 0
    assert with_name["stats"]["round_trips"] <= without["stats"]["round_trips"]
