"""Which headers of its proxy an application trusts."""

from __future__ import annotations

import pytest

from perito.probes.python.proxy_fix import trusted


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("ProxyFix(app)", {"x_for", "x_proto"}),
        ("app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1)", {"x_for", "x_proto", "x_host"}),
        ("proxy_fix.ProxyFix(app, 1, 0, 1)", {"x_for", "x_host"}),
        ("ProxyFix(app, x_host=0)", {"x_for", "x_proto"}),
        ("# ProxyFix(app, x_host=1)", set()),
        ("from werkzeug.middleware.proxy_fix import ProxyFix", set()),
        ("ProxyFix(", set()),
    ],
)
def test_what_a_call_says(source: str, found: set[str]) -> None:
    assert trusted(source) == found
