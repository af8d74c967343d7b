"""Item 20: the site's file in sites-available, read by nginx's own grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import (
    accesses_must_be_logged,
    errors_must_be_logged,
    headers_must_be_passed_on,
    proxy_must_name_the_socket,
    proxy_pass_must_name_a_socket,
    server_name_must_be_sound,
    server_name_must_have_www,
    site_must_be_accepted,
    site_must_exist,
    site_must_listen,
)
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("site.exists")
def test_there_is_a_site(deployment: Deployment) -> None:
    site_must_exist(deployment)


@check("site.syntax")
def test_nginx_accepts_the_file(deployment: Deployment) -> None:
    site_must_be_accepted(deployment)


@check("site.listen")
def test_the_site_listens_on_port_80(deployment: Deployment) -> None:
    site_must_listen(deployment)


@check("site.server-name")
def test_server_name_is_a_name(deployment: Deployment) -> None:
    server_name_must_be_sound(deployment)


@check("site.server-name-www")
def test_server_name_has_www_too(deployment: Deployment) -> None:
    server_name_must_have_www(deployment)


@check("site.access-log")
def test_accesses_are_logged(deployment: Deployment) -> None:
    accesses_must_be_logged(deployment)


@check("site.error-log")
def test_errors_are_logged(deployment: Deployment) -> None:
    errors_must_be_logged(deployment)


@check("site.proxy-pass")
def test_proxy_pass_leads_to_a_unix_socket(deployment: Deployment) -> None:
    proxy_pass_must_name_a_socket(deployment)


@check("site.socket")
def test_proxy_pass_names_this_gunicorns_socket(deployment: Deployment) -> None:
    proxy_must_name_the_socket(deployment)


@check("site.proxy-headers")
def test_client_headers_are_passed_on(deployment: Deployment) -> None:
    headers_must_be_passed_on(deployment)
