"""A site is a server block: what a file of nginx's ties to which deployment."""

from __future__ import annotations

import pytest

from perito.models.flask.discovery import discover
from perito.models.flask.hints import DirectoryHint, Hints, UnitHint
from perito.models.flask.site_hints import site_hints
from perito.models.wanted import Wanted

PATH = "/etc/nginx/sites-available/todo"


def block(name: str, socket: str = "", extra: str = "") -> str:
    passed = f"location / {{ proxy_pass http://unix:{socket}; }}" if socket else extra
    return f"server {{\n  listen 80;\n  server_name {name};\n  {passed}\n}}\n"


@pytest.mark.parametrize(
    "text",
    ["map $host $a { default b; }", "upstream a { server unix:/a; }", "limit_req_zone $host zone=a:1m rate=1r/s;"],
)
def test_a_file_that_sets_something_for_all_sites_is_none(text: str) -> None:
    assert site_hints({PATH: text}, PATH, text) == []


@pytest.mark.parametrize("text", ["", "listen 80;", "server {", "location / { proxy_pass http://unix:/a; }", "}"])
def test_a_broken_site_is_one(text: str) -> None:
    assert len(site_hints({PATH: text}, PATH, text)) == 1


def test_blocks_of_one_program_are_one_site() -> None:
    text = block("a.test", "/a") + block("www.a.test", extra="return 301 http://a.test;") + block("b.test", "/a")
    (found,) = site_hints({PATH: text}, PATH, text)
    assert (found.blocks, found.server_names) == ((), ("a.test", "www.a.test", "b.test"))


def test_blocks_of_two_programs_are_two_sites_each_with_its_redirects() -> None:
    text = (
        block("www.a.test", extra="return 301 http://a.test;")
        + block("a.test", "/a")
        + block("b.test", "/b")
        + block("www.b.test", extra="return 301 http://b.test;")
        + block("c.test", extra="root /srv;")
    )
    one, other = site_hints({PATH: text}, PATH, text)
    assert (set(one.server_names), one.sockets) == ({"a.test", "www.a.test"}, ("/a",))
    assert (set(other.server_names), other.sockets) == ({"b.test", "www.b.test"}, ("/b",))
    assert not set(one.blocks) & set(other.blocks)
    assert "/b" not in one.text
    assert "/a" not in other.text


def test_each_deployment_gets_its_own_block_whatever_their_order() -> None:
    for text in (block("uno", "/run/1") + block("dos", "/run/2"), block("dos", "/run/2") + block("uno", "/run/1")):
        units = [
            UnitHint(f"{name}.service", "gunicorn", f"/var/www/{name}", sockets=(socket,))
            for name, socket in (("uno", "/run/1"), ("dos", "/run/2"))
        ]
        directories = [DirectoryHint(f"/var/www/{name}", frozenset({"wsgi.py"})) for name in ("dos", "uno")]
        hints = Hints(tuple(directories), tuple(units), tuple(site_hints({PATH: text}, PATH, text)))
        dos, uno = discover(hints, Wanted())
        lines = text.splitlines()
        assert [dos.site, uno.site] == [PATH, PATH]
        assert lines[dos.site_blocks[0] + 1].strip() == "server_name dos;"
        assert lines[uno.site_blocks[0] + 1].strip() == "server_name uno;"


def test_a_directory_elsewhere_counts_where_its_unit_speaks_of_none_in_var_www() -> None:
    elsewhere = DirectoryHint("/opt/tienda", frozenset({"wsgi.py"}))
    inside = DirectoryHint("/var/www/tienda", frozenset({"wsgi.py"}))
    stray = UnitHint("a.service", "gunicorn --bind unix:/var/www/tienda/a.sock", "/opt/tienda")
    own = UnitHint("a.service", "gunicorn --bind unix:/run/a.sock", "/opt/tienda")
    (found,) = discover(Hints((elsewhere, inside), (stray,)), Wanted())
    assert found.directory == "/var/www/tienda"
    (found,) = discover(Hints((elsewhere,), (own,)), Wanted())
    assert found.directory == "/opt/tienda"
    (found,) = discover(Hints((elsewhere, inside), (own,)), Wanted((("", "/opt/tienda"),)))
    assert found.directory == "/opt/tienda"


def test_a_link_is_called_like_what_it_is_in() -> None:
    release = DirectoryHint("/var/www/tienda/current", frozenset({"wsgi.py"}), linked=True)
    holder = DirectoryHint("/var/www/tienda", frozenset({"releases", "current"}))
    for wanted in (Wanted(), Wanted((("", "tienda"),))):
        (found,) = discover(Hints((holder, release)), wanted)
        assert (found.app, found.directory) == ("tienda", "/var/www/tienda/current")
