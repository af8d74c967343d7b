"""Item 23: the client's way from a name to the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("names.hosts-file")
def test_the_clients_hosts_file_has_a_sound_line(deployment: Deployment) -> None:
    deployment.hosts_line_must_be_sound()


@check("names.client")
def test_the_client_knows_the_name(deployment: Deployment) -> None:
    deployment.client_must_know(deployment.server_name)


@check("names.server-name")
def test_the_name_leads_here(deployment: Deployment) -> None:
    deployment.name_must_lead_here(deployment.server_name)


@check("names.www")
def test_the_www_name_leads_here(deployment: Deployment) -> None:
    deployment.name_must_lead_here(deployment.www_name)
