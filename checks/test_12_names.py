"""Item 23: the client's way from a name to the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import client_must_know, hosts_line_must_be_sound, name_must_lead_here
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("names.hosts-file")
def test_the_clients_hosts_file_has_a_sound_line(deployment: Deployment) -> None:
    hosts_line_must_be_sound(deployment)


@check("names.client")
def test_the_client_knows_the_name(deployment: Deployment) -> None:
    client_must_know(deployment, deployment.site.server_name)


@check("names.server-name")
def test_the_name_leads_here(deployment: Deployment) -> None:
    name_must_lead_here(deployment, deployment.site.server_name)


@check("names.www")
def test_the_www_name_leads_here(deployment: Deployment) -> None:
    name_must_lead_here(deployment, deployment.site.www_name)
