"""Item 21: the link in sites-enabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import link_must_lead_to_the_site, rival_sites
from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("enabled-site.linked")
def test_the_site_is_in_sites_enabled(deployment: Deployment) -> None:
    expect(deployment.site.link.entry, detail=deployment.site.link.unread()).to_be_present(
        _("an entry in sites-enabled for {site}").format(site=deployment.names.site)
    )


@check("enabled-site.link-target")
def test_it_is_a_link_to_the_available_file(deployment: Deployment) -> None:
    link_must_lead_to_the_site(deployment)


@check("enabled-site.unique")
def test_no_other_site_has_the_name(deployment: Deployment) -> None:
    expect(rival_sites(deployment)).to_be_empty(_("no other site with this server_name"))
