"""Whatever a server sends, a reader gives facts or says CannotLook; it neither crashes nor loops."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perito.errors import CannotLook
from perito.probes import diagnosis, http_page
from perito.probes.base import Probe
from perito.probes.nginx import config, match
from perito.probes.python import dotenv, gunicorn, gunicorn_address, pipfile, requirements, wsgi
from perito.probes.systemd import journal, unit_file
from perito.transport.base import Answer, Command
from tests.probes.test_cases import CASES, reader
from tests.probes.then import THEN

if TYPE_CHECKING:
    from collections.abc import Callable

RECORDED: dict[str, dict[str, Any]] = {}
for _path in CASES:
    _case = json.loads(_path.read_text())
    RECORDED.setdefault(_case["reads"], _case)

PIECES = st.sampled_from(
    ["\0", "\n", "=", "[", "]", "{", "}", ";", '"', "'", "\\", " ", "#", "$", ":", "-", "/", "\r\n", "\ufeff", "é",
     "P", "N", "T", "L", "Service", "ExecStart", "server", "location", "listen", "proxy_pass", "http://", "unix:",
     "include", "$x", "set", "if", "app", "Flask(", "import", "def f():", "99999999999999999999999", "-1", "1e999",
     "[packages]", "flask", "*", "gunicorn", "--bind", "-c", "sh", "<title>", "</a", "<script", "%", "~", "null",
     "[]", "NaN"]
)  # fmt: skip
SOUP = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join), st.lists(PIECES, max_size=40).map(" ".join)
)
QUICK = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def read(case: dict[str, Any], stdout: bytes, stderr: bytes, code: int) -> None:
    with suppress(CannotLook):
        facts = Probe(Command(""), reader(case)).read(Answer(code, stdout, stderr))
        THEN[case.get("then", "")](facts)


@pytest.mark.parametrize("name", RECORDED)
@given(
    stdout=st.one_of(st.binary(max_size=300), SOUP.map(str.encode)),
    stderr=SOUP.map(str.encode),
    code=st.sampled_from([0, 1, 2, 124, 127, 255]),
)
@QUICK
def test_any_bytes(name: str, stdout: bytes, stderr: bytes, code: int) -> None:
    read(RECORDED[name], stdout, stderr, code)


@pytest.mark.parametrize("name", RECORDED)
@given(data=st.data())
@QUICK
def test_a_real_answer_damaged(name: str, data: st.DataObject) -> None:
    case = RECORDED[name]
    said = case["stdout"].encode()
    start = data.draw(st.integers(0, len(said)))
    end = data.draw(st.integers(start, min(len(said), start + 200)))
    middle = data.draw(SOUP.map(str.encode))
    keep = data.draw(st.booleans())
    read(case, said[:start] + middle + (said[end:] if keep else b""), case["stderr"].encode(), case["exit_code"])


PURE: dict[str, Callable[[str], object]] = {
    "unit": unit_file.parse_unit,
    "environment": unit_file.environment,
    "exec": unit_file.exec_argv,
    "nearest key": unit_file.nearest_key,
    "dotenv": dotenv.parse,
    "pipfile": pipfile.parse_pipfile,
    "lock": pipfile.parse_lock,
    "requirements": requirements.parse,
    "version in a Pipfile": requirements.floats,
    "source": lambda text: wsgi.parse_source("/x.py", text),
    "resolve": lambda text: wsgi.resolve(text, {"/d/wsgi.py": wsgi.parse_source("/d/wsgi.py", text)}, "/d"),
    "nginx": lambda text: config.parse({"/etc/nginx/nginx.conf": text}),
    "nginx site": lambda text: config.parse_site({"/x": f"server {{ {text}"}, "/x"),
    "server name": lambda text: match.name_rank(text, "www.example.test"),
    "gunicorn": lambda text: gunicorn.parse_command(["gunicorn", *text.split(" ")]),
    "gunicorn in a shell": lambda text: gunicorn.parse_command(["/bin/sh", "-c", text]),
    "gunicorn anywhere": lambda text: gunicorn.parse_command(text.split(" "), {"GUNICORN_CMD_ARGS": text}),
    "gunicorn.conf.py": gunicorn.read_config_py,
    "bind": gunicorn_address.parse_address,
    "page": http_page.parse_page,
    "same page": lambda text: http_page.same_page(text, text),
    "nginx page": http_page.nginx_error,
    "telling": diagnosis.telling,
    "traceback": lambda text: journal.telling_lines([journal.JournalLine(0.0, text)]),
}


@pytest.mark.parametrize("name", PURE)
@given(text=SOUP)
@QUICK
def test_any_text(name: str, text: str) -> None:
    PURE[name](text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nginx", "http { server { " + "location / { " * 400),
        ("nginx", "include nginx.conf;" * 50),
        ("nginx", "{" * 100_000),
        ("nginx", "a " * 100_000),
        ("nginx site", "set $a $a$a$a$a; " * 20 + "location / { proxy_pass http://$a$a; }"),
        ("server name", "~" + "(a+)+" * 20 + "$"),
        ("server name", "~^(?<x>.*.*.*.*.*.*.*)$"),
        ("unit", "a\\\n" * 50_000),
        ("exec", '"' * 100_001),
        ("dotenv", "A='" * 5_000),
        ("pipfile", "[" * 20_000),
        ("lock", "[" * 100_000),
        ("source", "(" * 100_000),
        ("source", "x = " + "-" * 50_000 + "1"),
        ("source", "a" + ".b" * 50_000),
        ("gunicorn.conf.py", "x = " + "[" * 5_000),
        ("gunicorn in a shell", "gunicorn " * 10_000),
        ("gunicorn", "--bind " * 5_000),
        ("same page", "token" * 50_000),
        ("same page", "csrf=" * 50_000),
        ("page", "<" * 100_000),
        ("page", "<!-- " * 20_000),
        ("nginx page", "<title>502 " * 20_000),
        ("telling", "a." * 50_000),
        ("telling", "Failed at step X spawning " * 5_000),
    ],
)  # fmt: skip
def test_what_is_made_to_take_for_ever(name: str, text: str) -> None:
    PURE[name](text)
