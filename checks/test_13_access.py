"""Item 24: the visitor's page, and its origin in this server and this application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import (
    assets_must_load,
    must_be_reachable,
    page_must_answer,
    page_must_be_the_applications,
    request_must_be_logged,
)
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("access.reachable")
def test_the_server_answers_from_outside(deployment: Deployment) -> None:
    must_be_reachable(deployment)


@check("access.status")
def test_the_page_answers_200(deployment: Deployment) -> None:
    page_must_answer(deployment, deployment.site.server_name)


@check("access.www")
def test_it_answers_by_www_too(deployment: Deployment) -> None:
    page_must_answer(deployment, deployment.site.www_name)


@check("access.page")
def test_it_is_this_applications_page(deployment: Deployment) -> None:
    page_must_be_the_applications(deployment)


@check("access.log")
def test_the_request_is_in_this_servers_log(deployment: Deployment) -> None:
    request_must_be_logged(deployment)


@check("access.styles")
def test_styles_load(deployment: Deployment) -> None:
    assets_must_load(deployment)
