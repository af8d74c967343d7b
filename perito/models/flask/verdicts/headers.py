"""Verdict on the headers that nginx passes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.web.verdicts import site_file

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment

FORWARDED_HOST = "x-forwarded-host"


def headers_must_be_passed_on(deployment: Deployment) -> None:
    """As in the web model, for what the application wants of them."""
    site_file.headers_must_be_passed_on(deployment, missing_proxy_headers(deployment))


def missing_proxy_headers(deployment: Deployment) -> list[str]:
    """Headers that the application needs to know the visitor, and does not get.

    The name it is asked for may come as X-Forwarded-Host where the application is told to read that.
    """
    missing = deployment.site.missing_proxy_headers()
    passed = deployment.site.front.headers if deployment.site.front else {}
    if "Host" in missing and FORWARDED_HOST in passed and deployment.application.trusts("x_host"):
        missing.remove("Host")
    return missing
