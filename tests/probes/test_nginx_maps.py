"""Where proxy_pass leads through map, geo and upstream, as nginx chooses for a visitor of the front page."""

from __future__ import annotations

import pytest

from perito.probes.nginx import config

MAIN = "/etc/nginx/nginx.conf"
SITE = "/etc/nginx/sites-available/app"


def led_to(before: str, passed: str, name: str = "app.test") -> list[str]:
    """Sockets that the front page of a site is passed to, with `before` in a file of conf.d."""
    texts = {
        MAIN: "events {}\nhttp { include /etc/nginx/conf.d/*.conf; include /etc/nginx/sites-enabled/*; }",
        "/etc/nginx/conf.d/a.conf": before,
        SITE: f"server {{ listen 80; server_name {name}; location / {{ proxy_pass {passed}; }} }}",
    }
    (block,) = config.parse_site(texts, SITE).servers
    upstream = block.locations[0].upstream
    return [one.path for one in (upstream, *upstream.extra)] if upstream else []


@pytest.mark.parametrize(
    ("before", "passed", "sockets"),
    [
        ("map $host $to { default unix:/a; }", "http://$to", ["/a"]),
        ("map $host $to { default unix:/a; app.test unix:/b; }", "http://$to", ["/b"]),
        ("map $host $to { default unix:/a; APP.test unix:/b; }", "http://${to}", ["/b"]),
        ("map $host $to { default unix:/a; .test unix:/b; }", "http://$to", ["/a"]),
        ("map $host $to { hostnames; default unix:/a; .test unix:/b; *.app.test unix:/c; }", "http://$to", ["/b"]),
        ("map $http_host $to { default unix:/a; ~^app unix:/b; ~*^APP unix:/c; }", "http://$to", ["/b"]),
        ("map $http_host $to { default unix:/a; ~^APP unix:/b; ~*^APP unix:/c; }", "http://$to", ["/c"]),
        ("map $http_cookie $to { default unix:/a; ~beta unix:/b; }", "http://$to", ["/a"]),
        ("map $uri $to { ~^/api http://unix:/b:; / http://unix:/a:; }", "$to", ["/a"]),
        ('map $http_upgrade $to { default unix:/b; "" unix:/a; }', "http://$to", ["/a"]),
        ("map $host $to { default $other; } map $host $other { default unix:/a; }", "http://$to", ["/a"]),
        ("geo $to { default unix:/a; 192.0.2.0/24 unix:/b; }", "http://$to", ["/a"]),
        ("upstream two { server unix:/a; server unix:/b; } map $host $to { default two; }", "http://$to", ["/a", "/b"]),
        ("map $host $to { other.test unix:/b; }", "http://$to", []),
        ("map $host $to { default unix:/a; ~(a+)+$ unix:/b; }", "http://$to", ["/a"]),
        ("", "http://$to", []),
    ],
)
def test_a_variable_of_a_map_is_followed(before: str, passed: str, sockets: list[str]) -> None:
    assert led_to(before, passed) == sockets


def test_a_map_that_goes_in_circles_leads_nowhere() -> None:
    assert led_to("map $host $to { default $to; }", "http://$to") == []
