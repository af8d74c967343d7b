"""Item 17: nginx is installed, runs, and holds port 80."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check, expect

if TYPE_CHECKING:
    from perito.server.server import Server


@check("nginx.installed")
def test_nginx_is_installed(server: Server) -> None:
    expect(server.nginx_version, finding="nginx.installed/absent").to_be_present("nginx")


@check("nginx.active")
def test_nginx_is_active(server: Server) -> None:
    server.nginx_must_be_active()


@check("nginx.enabled")
def test_nginx_is_enabled(server: Server) -> None:
    found = server.nginx_unit.enabled
    expect(
        found,
        finding="nginx.enabled/disabled" if found == "disabled"
        else "nginx.enabled/masked" if found.startswith("masked")
        else "nginx.enabled/other" if found
        else "nginx.enabled/no-unit",
    ).to_equal("enabled")  # fmt: skip


@check("nginx.listening")
def test_nginx_holds_port_80(server: Server) -> None:
    server.nginx_must_hold_port_80()
