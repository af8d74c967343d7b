"""Item 20: the site's file in sites-available, read by nginx's own grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import proxy_must_name_the_socket, server_name_must_be_sound, site_must_exist
from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("site.exists")
def test_there_is_a_site(deployment: Deployment) -> None:
    site_must_exist(deployment)


@check("site.syntax")
def test_nginx_accepts_the_file(deployment: Deployment) -> None:
    expect(deployment.site.errors()).to_be_empty(_("no errors in {site}").format(site=deployment.names.site))


@check("site.listen")
def test_the_site_listens_on_port_80(deployment: Deployment) -> None:
    expect(deployment.site.ports).to_contain(80)


@check("site.server-name")
def test_server_name_is_a_name(deployment: Deployment) -> None:
    server_name_must_be_sound(deployment)


@check("site.server-name-www")
def test_server_name_has_www_too(deployment: Deployment) -> None:
    expect(deployment.site.covers(deployment.site.www_name), shown=" ".join(deployment.site.server_names)).to_be_true(
        deployment.site.www_name
    )


@check("site.access-log")
def test_accesses_are_logged(deployment: Deployment) -> None:
    expect(deployment.site.access_logs, shown="access_log off").to_be_true(_("an access_log"))


@check("site.error-log")
def test_errors_are_logged(deployment: Deployment) -> None:
    expect(deployment.site.error_logs).to_be_true(_("an error_log"))


@check("site.proxy-pass")
def test_proxy_pass_leads_to_a_unix_socket(deployment: Deployment) -> None:
    expect(deployment.site.proxied_sockets, shown=deployment.site.proxy_pass).to_be_true("http://unix:/…")


@check("site.socket")
def test_proxy_pass_names_this_gunicorns_socket(deployment: Deployment) -> None:
    proxy_must_name_the_socket(deployment)


@check("site.proxy-headers")
def test_client_headers_are_passed_on(deployment: Deployment) -> None:
    expect(deployment.site.missing_proxy_headers()).to_be_empty("include proxy_params")
