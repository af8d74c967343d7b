"""Each part of what is behind nginx."""

from __future__ import annotations

from typing import Any

from perito import check, expect


@check("service.unit")
def test_a_unit_starts_it(deployment: Any) -> None:
    assert deployment.unit.loaded.name


@check("service.user")
def test_it_is_not_root_s(deployment: Any) -> None:
    assert deployment.unit.loaded.user not in {"", "root"}


@check("service.enabled")
def test_it_starts_with_the_machine(deployment: Any) -> None:
    assert deployment.unit.loaded.enabled == "enabled" or deployment.unit.loaded.triggered_by


@check("service.active")
def test_it_runs(deployment: Any) -> None:
    expect(deployment.unit.loaded.active_state).to_equal("active")
    assert not deployment.service.restarting()


@check("service.listens")
def test_it_listens_where_nginx_asks(deployment: Any) -> None:
    assert deployment.listening.is_the_service_s, (deployment.listening.address, deployment.listening.programs)


@check("service.local")
def test_only_nginx_gets_there(deployment: Any) -> None:
    assert not deployment.listening.is_open_to_others, deployment.listening.address


@check("site.valid")
def test_nginx_accepts_it(server: Any) -> None:
    assert server.nginx_test.ok, server.nginx_test.messages


@check("site.passes")
def test_it_passes_requests_on(deployment: Any) -> None:
    assert not deployment.is_static


@check("access.status")
def test_the_page_comes(deployment: Any) -> None:
    expect(deployment.page.reply(deployment.site.server_name).status).to_equal(200)


@check("access.log")
def test_the_visit_is_in_a_log(deployment: Any) -> None:
    assert deployment.page.logs_with_the_request()
