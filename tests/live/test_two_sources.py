"""Two sources in a practice of the model `web`: a Node application behind a TCP port, and lies about its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab import library
from perito.practice import locate
from tests.cli.running import ROOT, check, document

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.lab import Lab

NODE = ROOT / "examples" / "node-express"
HEAD = """\
schema: perito/rubric/1
practice: two-sources
version: "1"
model: web
extends: flask
use: [integrity.*]
skip: [integrity.python, integrity.gunicorn]
languages: [en]
title: {en: "Two sources"}
scale: 10
steps:
  page:
    title: {en: "Page"}
    checks:
      page.comes: {points: 10, title: {en: "The page comes"}}
"""
CHECKS = """\
from perito import check, expect

@check("page.comes")
def test_page(deployment):
    expect(deployment.page.reply(deployment.site.server_name).status).to_equal(200)
"""
SITE = "/etc/nginx/sites-available/notas"
PAGE = "<!doctype html><title>Notas</title><h1>Notas</h1>"
COPY = "root /srv/copy; location = /index.html { root /srv/copy; }"


def site(within: str = "", there: str = "127.0.0.1:3000", above: str = "", first: str = "") -> str:
    """A script that writes the site anew: what stands in its server block, where it passes requests, what stands above
    it, and what stands first in its location."""
    text = f"""{above}
server {{
    listen 80;
    server_name notas.test www.notas.test;
    access_log /var/log/nginx/notas.access.log;
    {within}
    location / {{ {first} proxy_pass http://{there}; }}
}}"""
    return f"cat > {SITE} <<'END'\n{text}\nEND\nnginx -t -q && systemctl reload nginx && sleep 1.5\n"


CACHE = "proxy_cache notas; proxy_cache_key $host; proxy_cache_valid 200 1h; proxy_cache_use_stale error;"
VISIT = """python3 -c 'from urllib.request import Request, urlopen
urlopen(Request("http://127.0.0.1/", headers={"Host": "notas.test"}))'
"""
KEPT = site(above="proxy_cache_path /var/cache/nginx-notas keys_zone=notas:1m;", first=CACHE) + VISIT
STOP = f"mkdir -p /srv/copy; echo '{PAGE}' > /srv/copy/index.html; systemctl disable --now -q notas\n"
LIES = {
    "a page kept from a better time": KEPT + STOP,
    "a copy instead of the error": STOP + site("error_page 502 =200 /index.html;" + COPY),
    "a copy for whoever asks with a mark": STOP + site(COPY, first="if ($args) { rewrite ^ /index.html last; }"),
    "a copy for who comes from outside": STOP
    + site(COPY, first="if ($remote_addr != 127.0.0.1) { rewrite ^ /index.html last; }"),
}
ON_V6 = "sed -i 's|PORT=3000|PORT=3000 HOST=::1|' /etc/systemd/system/notas.service; systemctl daemon-reload\n"
SOUND = {
    "as deployed": "true",
    "localhost, which is ::1 too": ON_V6 + "systemctl restart notas\n" + site(there="localhost:3000"),
    "two servers, one of them down": site(
        there="notas", above="upstream notas { server 127.0.0.1:3001 max_fails=0; server 127.0.0.1:3000; }"
    ),
    "a page kept by nginx": KEPT,
}


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    place = tmp_path / "practice"
    (place / "checks").mkdir(parents=True)
    (place / "rubric.yaml").write_text(HEAD)
    (place / "checks" / "test_page.py").write_text(CHECKS)
    return place


def told(lab: Lab, practice: Path, script: str, place: Path) -> tuple[dict[str, str], float]:
    """The checks of integrity that say something else than "passed", with what they say, and the points earned."""
    with lab.up(library=library.of(locate.find(NODE))) as server:
        server.run(script)
        check(server, "--practice", practice, "--json", "r.json", "--no-report", cwd=place)
    found = document(place / "r.json")
    outcomes = {one["id"]: one for one in found["checks"] if one["id"].startswith("integrity.")}
    assert len(outcomes) == 12
    return {
        name: one["finding"] or one["detail"] for name, one in outcomes.items() if one["outcome"] != "passed"
    }, found["score"]["earned"]


@pytest.mark.parametrize("lie", LIES)
def test_a_page_that_node_does_not_give_is_named(lie: str, lab: Lab, practice: Path, tmp_path: Path) -> None:
    said, earned = told(lab, practice, LIES[lie], tmp_path)
    assert set(said) == {"integrity.page"}, (said, earned)
    assert earned == 0


@pytest.mark.parametrize("way", SOUND)
def test_a_sound_server_is_accused_of_nothing(way: str, lab: Lab, practice: Path, tmp_path: Path) -> None:
    said, earned = told(lab, practice, SOUND[way], tmp_path)
    assert said == {}
    assert earned == 10
