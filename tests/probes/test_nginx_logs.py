"""Which access logs show every request at once, and what a site's server_name covers."""

from __future__ import annotations

import pytest

from perito.probes.nginx import config
from perito.probes.nginx.logs import is_mute
from perito.probes.nginx.match import name_rank

FORMATS = {"short": "$remote_addr $status", "long": '"${request_uri}" $status', "other": "$request_time"}


@pytest.mark.parametrize(
    ("words", "mute"),
    [
        (["/var/log/a.log"], False),
        (["/var/log/a.log", "combined"], False),
        (["/var/log/a.log", "long"], False),
        (["/var/log/a.log", "short"], True),
        (["/var/log/a.log", "other"], True),
        (["/var/log/a.log", "unknown"], False),
        (["/var/log/a.log", "combined", "buffer=32k"], True),
        (["/var/log/a.log", "combined", "if=$loggable"], True),
        (["syslog:server=unix:/dev/log"], True),
    ],
)
def test_a_log_that_cannot_be_searched_is_mute(words: list[str], mute: bool) -> None:
    assert is_mute(words, FORMATS) is mute


def test_a_server_inherits_mute_logs_with_the_logs() -> None:
    text = """log_format short "$status"; access_log /var/log/a.log short;
    server { server_name one; }
    server { server_name two; access_log /var/log/two.log; }"""
    files = {"/etc/nginx/nginx.conf": f"events {{}} http {{ {text} }}"}
    one, two = config.parse(files).servers
    assert (one.access_logs, one.mute_logs) == (("/var/log/a.log",), ("/var/log/a.log",))
    assert (two.access_logs, two.mute_logs) == (("/var/log/two.log",), ())


def test_a_format_is_that_of_log_format_and_of_nothing_else() -> None:
    text = """log_format main '"$request" ' $status; upstream main { server 127.0.0.1:8000; }
    access_log /var/log/a.log main;
    server { server_name one; }"""
    (found,) = config.parse({"/etc/nginx/nginx.conf": f"events {{}} http {{ {text} }}"}).servers
    assert (found.access_logs, found.mute_logs) == (("/var/log/a.log",), ())


@pytest.mark.parametrize(
    ("pattern", "host", "fits"),
    [
        (r"~^(www\.)?tienda\.test$", "tienda.test", True),
        (r"~^(www\.)?tienda\.test$", "www.tienda.test", True),
        (r"~^(www\.)?tienda\.test$", "otra.test", False),
        ("~" + "a?" * 30 + "a" * 30, "a" * 30, False),  # would backtrack for ever: not run here
    ],
)
def test_a_simple_regular_expression_is_run_and_a_dangerous_one_is_not(pattern: str, host: str, fits: bool) -> None:
    assert (name_rank(pattern, host) is not None) is fits
