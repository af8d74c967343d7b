"""What nginx's files mean."""

from __future__ import annotations

import crossplane
import pytest

from perito.probes.nginx import config as nginx
from perito.probes.nginx import syntax
from perito.probes.nginx.match import best_location, name_rank

MAIN = """\
user www-data;
http {
    access_log /var/log/nginx/access.log;
    include /etc/nginx/conf.d/*.conf;
    include /etc/nginx/sites-enabled/*;
}
"""
PARAMS = "proxy_set_header Host $host;\nproxy_set_header X-Real-IP $remote_addr;\n"
SOCKET = "/var/www/x/x.sock"


def config(*sites: str, **more: str) -> nginx.NginxConfig:
    files = {"/etc/nginx/nginx.conf": MAIN, "/etc/nginx/proxy_params": PARAMS}
    files |= {f"/etc/nginx/sites-enabled/s{number}": text for number, text in enumerate(sites)}
    files |= {f"/etc/nginx/conf.d/{name}.conf": text for name, text in more.items()}
    return nginx.parse(files)


def upstream(passed: str, around: str = "", **more: str) -> nginx.Upstream | None:
    found = config(f"server {{ {around} location / {{ proxy_pass {passed}; }} }}", **more)
    return found.servers[0].locations[0].upstream


@pytest.mark.parametrize(
    ("passed", "kind", "where", "uri"),
    [
        (f"http://unix:{SOCKET}", "unix", SOCKET, None),
        (f"http://unix:{SOCKET}:/", "unix", SOCKET, "/"),
        (f"HTTP://unix:{SOCKET}:/sub/", "unix", SOCKET, "/sub/"),
        ("http://127.0.0.1:8000/x", "tcp", "127.0.0.1:8000", "/x"),
        ("http://[::1]:8000", "tcp", "::1:8000", None),
        ("http://unix/var/x.sock", "tcp", "unix:80", "/var/x.sock"),
        ("https://example.test", "tcp", "example.test:443", None),
    ],
)
def test_where_proxy_pass_leads(passed: str, kind: str, where: str, uri: str | None) -> None:
    found = upstream(passed)
    assert found is not None
    assert found.kind == kind
    assert where == (found.path or f"{found.host}:{found.port}")
    assert found.uri == uri


@pytest.mark.parametrize("passed", [f"unix:{SOCKET}", "http://$arg_x", "http://unix:", "http://", "ftp://x"])
def test_where_it_leads_nowhere_to_be_told(passed: str) -> None:
    assert upstream(passed) is None


def test_an_upstream_block_is_followed_by_name_whatever_its_capitals() -> None:
    found = upstream(
        "http://App/x",
        app=f"upstream app {{ server 10.0.0.1 down; server unix:{SOCKET} fail_timeout=0; server h:90; }}",
    )
    assert found is not None
    assert (found.path, found.via, found.uri) == (SOCKET, "app", "/x")
    assert [(one.host, one.port) for one in found.extra] == [("h", 90)]


def test_a_server_of_an_upstream_block_has_port_80_where_none_is_written() -> None:
    found = upstream("http://app", app="upstream app { server 10.0.0.1; }")
    assert found is not None
    assert (found.host, found.port) == ("10.0.0.1", 80)


def test_a_variable_with_a_literal_value_is_followed() -> None:
    found = upstream("http://$where", f"set $where unix:{SOCKET};")
    assert found is not None
    assert found.path == SOCKET


def test_headers_come_from_includes_and_are_replaced_as_a_whole_by_inner_ones() -> None:
    server = config(
        "server { include proxy_params; location / { proxy_pass http://a; }"
        " location /x { proxy_set_header Host other; proxy_pass http://a; } }"
    ).servers[0]
    outer, inner = server.locations
    assert outer.headers == {"host": "$host", "x-real-ip": "$remote_addr"}
    assert inner.headers == {"host": "other"}


def test_the_include_is_seen_where_it_is_written() -> None:
    server = config("server { location / { include proxy_params; proxy_pass http://a; } }").servers[0]
    assert server.locations[0].includes == ("proxy_params",)


def test_logs_are_inherited_where_the_server_has_none() -> None:
    plain, own = config("server {}", "server { access_log off; error_log /x warn; }").servers
    assert (plain.access_logs, plain.error_logs) == (
        ("/var/log/nginx/access.log",), ("/var/log/nginx/error.log",)
    )  # fmt: skip
    assert not plain.has_own_access_log
    assert (own.access_logs, own.error_logs, own.has_own_error_log) == (("off",), ("/x",), True)


def test_a_missing_include_is_told_with_its_line_but_not_an_empty_pattern() -> None:
    found = config("server {\n location / {\n include proxy_parms;\n }\n}\n")
    assert found.missing == (("/etc/nginx/sites-enabled/s0", 3, "proxy_parms"),)


def test_a_block_left_open_is_an_error_and_is_read_all_the_same() -> None:
    found = config(f"server {{\n server_name a;\n location / {{\n proxy_pass http://unix:{SOCKET};\n }}\n")
    assert [(one.file, "expecting" in one.text) for one in found.errors] == [("/etc/nginx/sites-enabled/s0", True)]
    assert found.servers[0].server_names == ("a",)


def test_a_configuration_without_end_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "MOST", 4)
    reader = syntax.Reader({"/a": "http { server { listen 80; root /a; root /b; } } user x; user y;"})
    (http,) = reader.read("/a")
    assert [one.name for one in http.every("server")[0].block] == ["listen", "root"]


@pytest.mark.parametrize("raised", [ValueError, RuntimeError, OSError, StopIteration, IndexError])
def test_whatever_crossplane_raises_is_an_error_of_the_file(
    monkeypatch: pytest.MonkeyPatch, raised: type[Exception]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise raised("why")

    monkeypatch.setattr(crossplane, "parse", refuse)
    text = "http { } # of this test alone: a text that was read before is not read again"
    (error,) = nginx.parse({"/etc/nginx/nginx.conf": text}).errors
    assert (error.file, error.line, error.text) == ("/etc/nginx/nginx.conf", 0, f"{raised.__name__}: why")


def test_a_semicolon_forgotten_after_server_name_swallows_the_next_directive_as_nginx_does() -> None:
    server = config("server {\n server_name a b\n access_log /x.log;\n}\n").servers[0]
    assert server.server_names == ("a", "b", "access_log", "/x.log")
    assert server.access_logs == ("/var/log/nginx/access.log",)


@pytest.mark.parametrize(
    ("listen", "address", "port", "ipv6", "default"),
    [
        ("80", "*", 80, False, False),
        ("80 default_server", "*", 80, False, True),
        ("[::]:8080 default_server", "::", 8080, True, True),
        ("192.0.2.1", "192.0.2.1", 80, False, False),
        ("localhost:8000", "localhost", 8000, False, False),
        ("*:443 ssl", "*", 443, False, False),
        ("unix:/run/nginx.sock", "", 0, False, False),
    ],
)
def test_listen(listen: str, address: str, port: int, ipv6: bool, default: bool) -> None:
    found = config(f"server {{ listen {listen}; }}").servers[0].listens[0]
    assert (found.address, found.port, found.ipv6, found.default_server) == (address, port, ipv6, default)


def test_without_listen_it_is_port_80() -> None:
    server = config("server { server_name a; }").servers[0]
    assert [(one.address, one.port) for one in server.listens] == [("*", 80)]
    assert not server.listen_given


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("exact.test", 1),
        ("EXACT.test:80", 1),
        ("exact.test.", 1),
        ("a.b.wild.test", 3),
        ("x.a.wild.test", 2),
        ("mail.anything", 4),
        ("re17", 5),
        ("nobody", 0),
    ],
)
def test_which_server_answers(host: str, expected: int) -> None:
    found = config(
        "server { listen 80 default_server; server_name _; }",
        "server { server_name Exact.test; }",
        "server { server_name *.a.wild.test; }",
        "server { server_name .wild.test; }",
        "server { server_name mail.*; }",
        "server { server_name ~^re(?<n>[0-9]+)$; }",
        "server { listen 8080; server_name nobody; }",
    )
    chosen = nginx.server_for(found, host)
    assert chosen is not None
    assert chosen.file.endswith(f"s{expected}")


def test_without_default_server_the_first_answers_and_an_address_of_its_own_wins() -> None:
    found = config("server { server_name a; }", "server { listen 192.0.2.7:80; server_name b; }")
    first, own = found.servers
    assert nginx.server_for(found, "zzz") is first
    assert nginx.server_for(found, "a", 80, "192.0.2.7") is own
    assert nginx.server_for(found, "a", 8080) is None


def test_two_sites_with_one_name() -> None:
    found = config("server { server_name a b; }", "server { server_name B; }")
    assert nginx.conflicts(found) == [("b", found.servers[0], found.servers[1])]


def test_a_site_that_is_not_enabled_is_read_in_the_same_surroundings() -> None:
    files = {
        "/etc/nginx/nginx.conf": MAIN,
        "/etc/nginx/sites-enabled/default": "server { server_name other; }",
        "/etc/nginx/sites-available/x": "server { server_name x; }",
    }
    found = nginx.parse_site(files, "/etc/nginx/sites-available/x")
    assert [server.server_names for server in found.servers] == [("x",)]
    assert found.servers[0].access_logs == ("/var/log/nginx/access.log",)


def test_a_site_that_is_not_enabled_has_the_surroundings_of_the_others() -> None:
    main = "http { access_log /srv/a.log; upstream app { server unix:/run/a.sock; } include sites-enabled/*; }"
    path = "/etc/nginx/sites-available/x"
    files = {
        "/etc/nginx/nginx.conf": main,
        path: "server { server_name x; location / { proxy_pass http://app; } } include snippets/more;",
        "/etc/nginx/snippets/more": "server { server_name more; }",
    }
    (found,) = nginx.parse_site(files, path).servers
    assert (found.server_names, found.access_logs) == (("x",), ("/srv/a.log",))
    location = found.location_for("/any")
    assert location is not None
    assert location.upstream is not None
    assert location.upstream.path == "/run/a.sock"


def test_where_no_location_fits_there_is_none() -> None:
    server = config("server { location /only { } }").servers[0]
    assert server.location_for("/other") is None
    assert server.location_for("/only/this") is server.locations[0]


@pytest.mark.parametrize(("written", "user", "group"), [("nginx", "nginx", ""), ("ana www-data", "ana", "www-data")])
def test_whose_rights_the_workers_have(written: str, user: str, group: str) -> None:
    found = nginx.parse({"/etc/nginx/nginx.conf": f"user {written}; http {{ }}"})
    assert (found.user, found.group) == (user, group)


@pytest.mark.parametrize(
    ("word", "modifier", "path"),
    [("=/x", "=", "/x"), (r"~*\.css$", "~*", r"\.css$"), ("~^/x", "~", "^/x"), ("^~/x", "^~", "/x"),
     ("@name", "@", "@name"), ("/x", "", "/x")],
)  # fmt: skip
def test_a_modifier_without_a_blank(word: str, modifier: str, path: str) -> None:
    location = config(f"server {{ location {word} {{ }} }}").servers[0].locations[0]
    assert (location.modifier, location.path) == (modifier, path)


def test_of_names_that_fit_the_better_one_wins_whatever_their_order() -> None:
    found = config("server { server_name *.a.wild.test; }", "server { server_name .b.a.wild.test; }")
    chosen = nginx.server_for(found, "b.a.wild.test")
    assert chosen is not None
    assert chosen.server_names == (".b.a.wild.test",)
    # To nginx these two are one name, and the first block has it.
    assert name_rank("*.wild.test", "a.wild.test") == name_rank(".wild.test", "a.wild.test")


def test_the_longest_prefix_wins_whatever_the_order() -> None:
    locations = [("", "/"), ("", "/static/img/"), ("", "/static/")]
    assert (best_location(locations, "/static/img/a.png"), best_location(locations, "/static/a.css")) == (1, 2)


@pytest.mark.parametrize(
    ("path", "expected"), [("/", 0), ("/static/a.css", 1), ("/x/a.css", 2), ("/exact", 3), ("/x", 0)]
)
def test_which_location(path: str, expected: int) -> None:
    locations = [("", "/"), ("^~", "/static/"), ("~*", r"\.CSS$"), ("=", "/exact")]
    assert best_location(locations, path) == expected


@pytest.mark.parametrize("pattern", ["~(a+)+$", r"~(a)\1", "~(?=a)", "~(", "~" + "a" * 400])
def test_a_pattern_that_might_run_for_ever_is_not_run(pattern: str) -> None:
    assert name_rank(pattern, "a" * 200) is None
