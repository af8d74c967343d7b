"""nginx's own words against what it read, and nginx as the kernel has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perito.errors import CannotLook
from perito.probes.nginx import config, files
from perito.probes.nginx.raw import Log, Process, raw, read_raw
from perito.probes.sandbox import MARK
from perito.transport.base import Answer

SAID = (
    b"nginx version: nginx/1.22.1\nnginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n"
    b"nginx: configuration file /etc/nginx/nginx.conf test is successful\n"
)
MAIN = "user www-data;\nhttp { include sites-enabled/*; }\n"
SITE = "server { listen 80; }\n# configuration file /etc/nginx/conf.d/no.conf:\n"
HEAD = "# configuration file /etc/nginx"
DUMP = f"{MARK}\n{HEAD}/nginx.conf:\n{MAIN}\n{HEAD}/sites-enabled/a:\n{SITE}\n"


def test_the_files_that_nginx_prints_are_taken_apart_whatever_stands_in_them() -> None:
    test = files.read_test(Answer(0, DUMP.encode(), SAID))
    assert (test.ok, test.main, test.version) == (True, "/etc/nginx/nginx.conf", "1.22.1")
    texts = {"/etc/nginx/nginx.conf": MAIN, "/etc/nginx/sites-enabled/a": SITE}
    found = files.dumped(test.dump, texts)
    assert {path: text.rstrip("\n") for path, text in found.items()} == {
        path: text.rstrip("\n") for path, text in texts.items()
    }


def test_an_answer_of_an_earlier_version_has_no_files() -> None:
    test = files.read_test(Answer(0, f"{MARK}\n".encode(), SAID))
    assert (test.ok, test.dump) == (True, "")
    assert files.test().command.formerly == (files.EARLIER_DUMP, files.EARLIER_TEST)


@pytest.mark.parametrize(
    ("title", "options"),
    [
        ("/usr/sbin/nginx -g daemon on; master_process on;", {"g": "daemon on; master_process on;"}),
        ("nginx -c /opt/x.conf -g daemon off;", {"c": "/opt/x.conf", "g": "daemon off;"}),
        ("nginx -g daemon off; -c/opt/y.conf", {"c": "/opt/y.conf", "g": "daemon off;"}),
        ("nginx", {}),
    ],
)
def test_what_nginx_was_started_with_is_in_its_title(title: str, options: dict[str, str]) -> None:
    one = Process(1, 0, "", "", f"nginx: master process {title}", (), "", ())
    assert one.is_master
    assert {letter: one.option(letter) for letter in "cpg" if one.option(letter)} == options


@pytest.mark.parametrize(
    ("block", "answers"),
    [
        ('return 200 "<h1>x</h1>"; proxy_pass http://unix:/x;', ["return 200 <h1>x</h1>"]),
        ("return 200 $page;", ["return 200 $page"]),
        ('if ($args ~ perito) { return 200 "<p>"; } proxy_pass http://unix:/x;', ["if ($args ~ perito)"]),
        ("js_content main.page;", ["js_content"]),
        ("try_files /copy.html @app;", ["try_files /copy.html"]),
        ("try_files $uri @app;", []),
        ("return 301 https://$host$request_uri;", []),
        ("return 204;", []),
        ('return 200 "ok";', []),
        ("if ($request_method = OPTIONS) { return 204; } proxy_pass http://unix:/x;", []),
        ("if ($http_user_agent !~ Mozilla) { return 403; } proxy_pass http://unix:/x;", []),
    ],
)
def test_what_answers_before_the_program_does(block: str, answers: list[str]) -> None:
    text = f"http {{ server {{ listen 80; location / {{ {block} }} }} }}"
    server = config.parse({"/etc/nginx/nginx.conf": text}).servers[0]
    assert [one.said for one in server.locations[0].answers] == answers


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ('return 200 "<h1>x</h1>";', "<h1>x</h1>"),
        ('if ($http_user_agent ~ MSIE) { return 200 "<p>old</p>"; }', "<p>old</p>"),
        ('return 200 "<h1>$host</h1>";', None),
        (r'return 200 "<h1>a\tb</h1>";', None),  # what nginx makes of it is nginx's affair
        ("try_files /copy.html @app;", None),
        ("js_content main.page;", None),
    ],
)
def test_what_an_answer_says_where_the_files_tell(block: str, text: str | None) -> None:
    read = config.parse({"/etc/nginx/nginx.conf": f"http {{ server {{ listen 80; location / {{ {block} }} }} }}"})
    assert [one.text for one in read.servers[0].locations[0].answers] == [text]


def test_who_writes_a_log_is_read_from_the_kernel(tmp_path: Path) -> None:
    """A process in nginx's name, one in its own, and one that only reads."""
    log = tmp_path / "access.log"
    log.touch()
    hold = "import sys, time; f = open(sys.argv[1], sys.argv[2]); print(); sys.stdout.flush(); time.sleep(60)"
    code = "import os, sys; os.execv(sys.executable, sys.argv[1:])"
    started = [
        subprocess.Popen([sys.executable, "-c", code, name, "-c", hold, str(log), mode], stdout=subprocess.PIPE)
        for name, mode in (("nginx: master process x", "a"), ("copier", "a"), ("reader", "r"))
    ]
    try:
        for one in started:
            assert one.stdout is not None
            one.stdout.readline()
        asked = subprocess.run(
            ["sh", "-c", raw([str(log), "/no/such.log"]).command.script], capture_output=True, check=True
        )
        found = read_raw(Answer(0, asked.stdout))
    finally:
        for one in started:
            one.kill()
            one.communicate()
    exe = os.path.realpath(sys.executable)
    assert found.logs == (Log(str(log), held=True, writers=((started[1].pid, exe),)),)
    nginx = next(one for one in found.processes if one.pid == started[0].pid)
    assert (nginx.exe, nginx.is_master) == (exe, True)
    assert nginx.at == f"{Path(exe).stat().st_dev}:{Path(exe).stat().st_ino}"


@pytest.mark.parametrize("said", [b"", b"[]", b"{}", b'{"processes": [{}]}', json.dumps({"denied": 1}).encode()])
def test_an_answer_that_cannot_be_read_is_no_answer(said: bytes) -> None:
    with pytest.raises(CannotLook):
        read_raw(Answer(0, said))


def told(lines: list[str]) -> list[str]:
    """What is left on the server of what nginx prints."""
    done = subprocess.run(
        [sys.executable, "-c", files.EACH], input="".join(lines), capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines(keepends=True)


def test_of_long_files_nginx_prints_the_beginning() -> None:
    deny = [f"deny 10.0.{i // 256}.{i % 256};\n" for i in range(40_000)]
    rest = [f"{HEAD}/a:\n", "server {\n", "}\n", f"{HEAD}/b:\n", *deny[:2000], f"{HEAD}/c:\n", *deny[:3]]
    assert told([f"{HEAD}/nginx.conf:\n", *rest]) == [f"{HEAD}/nginx.conf:\n", *rest]
    found = told([f"{HEAD}/deny.conf:\n", *deny, *rest])
    heads = [line for line in found if line.startswith(HEAD)]
    assert heads == [f"{HEAD}/{one}:\n" for one in ("deny.conf", "a", "b", "c")]
    assert found[-4:] == [f"{HEAD}/c:\n", *deny[:3]]
    assert len("".join(found)) < files.WHOLE + 2 * files.PART


def test_short_files_are_read_whole_beside_long_ones(tmp_path: Path) -> None:
    for name, text in (("0.conf", "deny 10.0.0.1;\n" * 40_000), ("1.conf", "deny 10.0.0.2;\n" * 40_000), ("z", SITE)):
        (tmp_path / name).write_text(text)
    script = files.PATHS.replace("/etc/nginx", str(tmp_path)) + files.LOOK
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    texts = files.read_config_tree(Answer(0, done.stdout)).texts
    sizes = {Path(path).name: len(text) for path, text in texts.items()}
    assert sizes == {"z": len(SITE), "0.conf": files.WHOLE, "1.conf": files.PART}
