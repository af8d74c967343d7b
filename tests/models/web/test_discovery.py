"""The sites behind nginx and the unit of each, from files and from who listens."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from perito.models.wanted import UnknownApp, Wanted
from perito.models.web.discovery import Found, UnitSeen, discover, together
from perito.models.web.site import Site
from perito.probes.nginx import config

if TYPE_CHECKING:
    from perito.models.web.names import Names

AVAILABLE = "/etc/nginx/sites-available"
NODE = "server { listen 80; server_name notas.test www.notas.test; location / { proxy_pass http://127.0.0.1:3000; } }"
STATIC = "server { listen 80; server_name alfa.test; root /srv/alfa; }"
DEFAULT = "server { listen 80 default_server; root /var/www/html; server_name _; location / { try_files $uri =404; } }"
HTTPS = (
    "server { listen 80; server_name alfa.test; return 301 https://alfa.test; }\n"
    "server { listen 443; server_name alfa.test; }"
)


def sites(**files: str) -> list[Found]:
    texts = {f"{AVAILABLE}/{name.replace('_', '.')}": text for name, text in files.items()}
    return [one for path in texts for one in together(path, config.parse_site(texts, path).servers)]


def unit(name: str, text: str = "", *listens: str) -> UnitSeen:
    return UnitSeen(name, text, frozenset(listens), "/opt/notas")


def one(found: list[Names]) -> Names:
    (names,) = found
    return names


def test_the_unit_is_the_one_that_listens_where_the_site_passes_requests() -> None:
    units = [unit("other.service", "", "3001"), unit("z.service", "", "3000")]
    names = one(discover(sites(notas=NODE, default=DEFAULT), units, Wanted()))
    assert (names.label, names.app, names.service, names.site) == ("notas", "notas", "z.service", f"{AVAILABLE}/notas")
    assert (names.directory, names.assumed) == ("/opt/notas", ())


def test_of_a_stopped_one_the_name_and_the_port_in_its_file_tell_and_that_is_a_guess() -> None:
    units = [unit("other.service", "Environment=PORT=3001"), unit("notas-web.service", "Environment=PORT=3000")]
    names = one(discover(sites(notas=NODE), units, Wanted()))
    assert names.service == "notas-web.service"
    assert names.assumed
    assert one(discover(sites(notas=NODE), [unit("cron-thing.service", "13000 3000.5")], Wanted())).service is None


def test_a_static_site_has_no_unit() -> None:
    names = one(discover(sites(alfa=STATIC), [unit("other.service", "", "80")], Wanted()))
    assert (names.app, names.service, names.directory) == ("alfa", None, "/srv/alfa")
    forgotten = one(discover(sites(alfa=STATIC), [unit("alfa.service", "[Service]", "3000")], Wanted()))
    assert forgotten.service == "alfa.service"
    assert forgotten.assumed


SIGNPOST = "server { listen 80 default_server; server_name _; return 301 https://$host$request_uri; }"
ENCRYPTED = NODE.replace("listen 80;", "listen 443 ssl;")


def test_who_leads_everybody_to_https_is_no_site_of_its_own() -> None:
    """In the file of the one site, or in one of its own; a page for whatever name is one, and so is a lone signpost."""
    units = [unit("n.service", "", "3000")]
    both = one(discover(sites(notas=f"{SIGNPOST}\n{ENCRYPTED}"), units, Wanted()))
    assert (both.app, both.service, both.site_blocks, both.assumed) == ("notas", "n.service", (), ())
    apart = one(discover(sites(notas=ENCRYPTED, redirect=SIGNPOST), units, Wanted()))
    assert (apart.app, apart.service) == ("notas", "n.service")
    several = discover(sites(all=f"{SIGNPOST}\n{ENCRYPTED}\n{STATIC}"), units, Wanted())
    assert [names.app for names in several] == ["notas.test", "alfa.test"]
    page = SIGNPOST.replace("return 301 https://$host$request_uri", "root /srv/all")
    assert len(discover(sites(notas=ENCRYPTED, other=page), units, Wanted())) == 2
    assert one(discover(sites(redirect=SIGNPOST), [], Wanted())).app == "redirect"


PHP = """server { listen 80; server_name alfa.test; root /srv/alfa; index index.php;
location / { try_files $uri $uri/ /index.php?$args; }
location ~ \\.php$ { fastcgi_pass unix:/run/php/php8.2-fpm.sock; } }"""


def test_a_package_s_unit_is_behind_a_site_that_asks_it_and_no_other() -> None:
    """It has no text: it listens where the site asks, or is called as the socket there; a name alone is nothing."""
    running = unit("php8.2-fpm.service", "", "/run/php/php8.2-fpm.sock")
    for fpm in (running, unit("php8.2-fpm.service")):
        names = one(discover(sites(alfa=PHP), [unit("alfa.service"), fpm], Wanted()))
        assert (names.service, names.assumed) == ("php8.2-fpm.service", ())
    assert one(discover(sites(alfa=STATIC), [unit("alfa.service", "", "3000")], Wanted())).service is None


@pytest.mark.parametrize("front", ["location / { try_files $uri $uri/ /index.php?$args; }", "", "location / { }"])
def test_a_script_that_index_names_answers_for_the_front_page(front: str) -> None:
    text = PHP.replace("location / { try_files $uri $uri/ /index.php?$args; }", front)
    (server,) = config.parse_site({"/s": text}, "/s").servers
    passing = Site.passing.fget(SimpleNamespace(front=server.location_for("/"), block=server))  # type: ignore[attr-defined]
    assert passing.gateway.path == "/run/php/php8.2-fpm.sock"


@pytest.mark.parametrize("index", ["", "index index.html;", "index start.php inicio.html;"])
def test_scripts_beside_a_page_of_files_are_not_behind_it(index: str) -> None:
    """`location ~ /panel/.*\\.php$` has scripts of its own."""
    text = PHP.replace("index index.php;", index).replace("/index.php?$args", "=404")
    text = text.replace("location ~ \\.php$", "location ~ ^/(index|panel/.*)\\.php$")
    (server,) = config.parse_site({"/s": text}, "/s").servers
    passing = Site.passing.fget(SimpleNamespace(front=server.location_for("/"), block=server))  # type: ignore[attr-defined]
    assert passing.gateway is None


@pytest.mark.parametrize(
    ("name", "protocol"), [("fastcgi_pass", "fastcgi"), ("uwsgi_pass", "uwsgi"), ("scgi_pass", "scgi")]
)
def test_where_another_protocol_is_spoken(name: str, protocol: str) -> None:
    passing = f"location / {{ {name} b; }} location /a {{ {name} [::1]:9; }}"
    text = f"upstream b {{ server 127.0.0.1:9000; }} server {{ listen 80; {passing} }}"
    (server,) = config.parse_site({"/s": text}, "/s").servers
    front, other = server.locations
    assert (front.upstream, front.passed_to) == (None, front.gateway)
    assert [(one.scheme, one.host, one.port) for one in (front.gateway, other.gateway) if one is not None] == [
        (protocol, "127.0.0.1", 9000), (protocol, "::1", 9),
    ]  # fmt: skip


def test_of_several_servers_the_unit_is_the_first_one_s() -> None:
    text = "upstream b { server 127.0.0.1:8001; server 127.0.0.1:8002; } " + NODE.replace("127.0.0.1:3000", "b")
    units = [unit("pagina@8001.service", "x", "8001"), unit("pagina@8002.service", "x", "8002")]
    assert one(discover(sites(notas=text), units, Wanted())).service == "pagina@8001.service"


def test_blocks_of_one_name_are_one_site_and_others_in_the_file_are_apart() -> None:
    assert len(sites(alfa=HTTPS)) == 1
    both = discover(sites(both_conf=f"{STATIC}\n{NODE}"), [unit("n.service", "", "3000")], Wanted())
    assert [(names.app, names.service, names.site_blocks) for names in both] == [
        ("alfa.test", None, (1,)),
        ("notas.test", "n.service", (2,)),
    ]


@pytest.mark.parametrize(
    "given",
    [
        Wanted(apps=(("", "notas"),)),
        Wanted(apps=(("", "notas.test"),)),
        Wanted(site="notas"),
        Wanted(server_name="www.notas.test"),
    ],
)
def test_names_that_are_given(given: Wanted) -> None:
    assert one(discover(sites(alfa=STATIC, notas=NODE), [], given)).app == "notas"


def test_a_unit_that_is_given_and_a_label() -> None:
    names = one(discover(sites(notas=NODE), [], Wanted(apps=(("web", "notas"),), service="node")))
    assert (names.label, names.service) == ("web", "node.service")


def test_a_name_that_nothing_has_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownApp, match=r"--app nota: .*notas"):
        discover(sites(alfa=STATIC, notas=NODE), [], Wanted(apps=(("", "nota"),)))
    missing = one(discover(sites(alfa=STATIC), [], Wanted(apps=(("beta", "beta"),))))
    assert (missing.site, missing.service) == (f"{AVAILABLE}/beta", None)


def test_a_server_without_sites_has_none() -> None:
    assert discover(sites(default=DEFAULT), [], Wanted()) == []
