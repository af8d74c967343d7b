"""nginx's words against the files and the processes: what contradicts, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perito.probes.nginx import config, files
from perito.probes.nginx.files import NginxTest
from perito.probes.nginx.raw import Found, Process, RawNginx
from perito.server.integrity.nginx import programs, texts

MAIN, SITE = "/etc/nginx/nginx.conf", "/etc/nginx/sites-enabled/a"
READ = {
    MAIN: "user www-data;\nhttp { include /etc/nginx/sites-enabled/*; }\n",
    SITE: "server {\n  listen 80;\n}\n",
    "/etc/nginx/sites-available/b": "server { listen 81; }\n",
}
LIBRARIES = ("/usr/lib/x86_64-linux-gnu/libc.so.6", "/usr/sbin/nginx")
MASTER = Process(9, 1, "/usr/sbin/nginx", "nginx", "nginx: master process /usr/sbin/nginx", (80,), "1:2", LIBRARIES)
RUNS = RawNginx((MASTER,), (Found("/usr/sbin/nginx", "/usr/sbin/nginx", "1:2", "\x7fELF"),))
TEST = NginxTest(ok=True, main=MAIN)


def dump(*paths: str, **other: str) -> NginxTest:
    said = "".join(f"# configuration file {path}:\n{other.get('site') or READ[path]}\n" for path in paths)
    return replace(TEST, dump=said)


def named(test: NginxTest, read: dict[str, str] = READ, *, printed: bool = True) -> list[str]:
    return [one.finding.partition("/")[2] for one in texts(test, read, config.parse(read), 7, printed=printed)]


def test_what_nginx_has_read_is_what_is_written() -> None:
    assert named(dump(MAIN, SITE)) == []
    assert named(TEST, printed=False) == []


def test_a_file_that_is_included_and_not_read_or_read_and_not_included() -> None:
    assert named(dump(MAIN)) == ["not-read"]
    assert named(TEST) == ["not-read", "not-read"]
    assert named(dump(MAIN, SITE, "/etc/nginx/sites-available/b")) == ["read-besides"]
    assert named(replace(TEST, dump=f"{dump(MAIN, SITE).dump}# configuration file /home/u/more.conf:\n\n")) == []


@pytest.mark.parametrize(("before", "after"), [("geo $bad {\n", "}\n"), ("", ""), ("map $a $b {\n", "}\n")])
def test_a_file_of_which_the_beginning_was_read(before: str, after: str) -> None:
    path = "/etc/nginx/sites-enabled/list"
    lines = "".join(
        f"{'' if before else 'deny '}10.{i // 256}.{i % 256}.7{'/32 1' if before else ''};\n" for i in range(20_000)
    )
    whole = f"{before}{lines}{after}"
    read = {**READ, path: whole[: files.WHOLE]}
    said = f"{dump(MAIN, SITE).dump}# configuration file {path}:\n"
    for cut in (files.WHOLE - 9, files.PART, 0):
        assert named(replace(TEST, dump=f"{said}{whole[:cut]}\n"), read) == []
    assert named(replace(TEST, dump=f"{said}{whole[: files.PART].replace('10.0.9.7', '10.0.8.7')}\n"), read) == [
        "other-text"
    ]


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("server {\n  listen 80;\n}", False),
        ("server {\n  listen 8080;\n}\n", True),
        ("server {\n  listen 80;\n}\n# more\n", True),
        ("server {\n  [redacted];\n}\n", False),
    ],
)
def test_another_text(text: str, differs: bool) -> None:
    said = f"# configuration file {MAIN}:\n{READ[MAIN]}\n# configuration file {SITE}:\n{text}\n"
    assert named(replace(TEST, dump=said)) == (["other-text"] if differs else [])


@pytest.mark.parametrize("text", ["server { listen 80;\n", "server { listen 80; } }\n"])
def test_an_error_that_nginx_accepts(text: str) -> None:
    read = {**READ, SITE: text}
    said = f"# configuration file {MAIN}:\n{READ[MAIN]}\n# configuration file {SITE}:\n{text}\n"
    assert "accepts-error" in named(replace(TEST, dump=said), read)


@pytest.mark.parametrize("text", ["no_such_directive on;", "server { listen; listen 80 81 82 83; }"])
def test_what_only_nginx_can_know_is_no_contradiction(text: str) -> None:
    read = {**READ, SITE: text}
    said = f"# configuration file {MAIN}:\n{READ[MAIN]}\n# configuration file {SITE}:\n{text}\n"
    assert named(replace(TEST, dump=said), read) == []


def of(*processes: Process, test: NginxTest = TEST) -> list[str]:
    found = replace(RUNS, processes=processes)
    return [one.finding.partition("/")[2] for one in programs(found, test, 9, (1, 2))]


def started(words: str) -> Process:
    return replace(MASTER, argv=f"nginx: master process /usr/sbin/nginx {words}")


def test_the_nginx_that_runs_is_the_one_that_was_asked() -> None:
    worker = replace(MASTER, pid=10, ppid=9, argv="nginx: worker process")
    elsewhere = replace(MASTER, pid=50, exe="/opt/nginx", at="3:4", ports=(8080,))  # of a container, say
    assert of(MASTER, worker, elsewhere) == []
    assert of(replace(MASTER, exe="/usr/sbin/nginx (deleted)", at="1:9")) == []  # an update, and no restart yet
    assert of(replace(MASTER, exe="/usr/bin/python3.11", at="1:3")) == ["other-program"]
    assert of(MASTER, Process(20, 1, "/usr/bin/python3.11", "nginx", "python3 x.py", (80,), "1:3", ())) == [
        "other-program"
    ]


def test_what_it_was_started_with() -> None:
    assert of(started(f"-c {MAIN} -g daemon on;")) == []
    assert of(started("-c /opt/other.conf")) == ["other-configuration"]
    assert of(started("-g daemon on; include /opt/more.conf;")) == ["other-configuration"]


def test_code_of_no_package() -> None:
    assert of(replace(MASTER, code=(*LIBRARIES, "/opt/lies/hook.so"))) == ["foreign-code"]
    assert of(replace(MASTER, loads=("LD_PRELOAD=/usr/lib/x.so", "LD_LIBRARY_PATH="))) == ["foreign-code"]
    built = replace(MASTER, exe="/opt/nginx/sbin/nginx", code=("/opt/nginx/sbin/nginx", "/opt/nginx/modules/x.so"))
    assert of(built) == []
