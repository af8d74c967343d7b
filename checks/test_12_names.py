"""Item 23: the client's way from a name to the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.expect import check

if TYPE_CHECKING:
    from perito.deployment import Deployment


@check("names.server-name")
def test_the_name_leads_here(deployment: Deployment) -> None:
    deployment.name_must_lead_here(deployment.server_name)


@check("names.www")
def test_the_www_name_leads_here(deployment: Deployment) -> None:
    deployment.name_must_lead_here(deployment.www_name)
