"""Item 21: the link in sites-enabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import link_must_lead_to_the_site, names_must_be_its_own, site_must_be_enabled
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("enabled-site.linked")
def test_the_site_is_in_sites_enabled(deployment: Deployment) -> None:
    site_must_be_enabled(deployment)


@check("enabled-site.link-target")
def test_it_is_a_link_to_the_available_file(deployment: Deployment) -> None:
    link_must_lead_to_the_site(deployment)


@check("enabled-site.unique")
def test_no_other_site_has_the_name(deployment: Deployment) -> None:
    names_must_be_its_own(deployment)
