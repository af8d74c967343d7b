"""gunicorn's command lines."""

from __future__ import annotations

import shlex

import pytest

from perito.probes.python.gunicorn import (
    at,
    config_binds,
    in_script,
    parse_command,
    read_config_py,
    shell_script,
)
from perito.probes.python.gunicorn_address import Bind, parse_address

GUNICORN = "/home/usuario/.local/share/virtualenvs/x-AAAAAAAA/bin/gunicorn"


@pytest.mark.parametrize(
    ("line", "wrapper"),
    [
        (f"{GUNICORN} --workers 3 --bind unix:/x.sock wsgi:app", ""),
        (f"{GUNICORN} -w3 -b unix:/x.sock wsgi:app", ""),
        (f"{GUNICORN} wsgi:app --bind=unix:/x.sock --workers=3", ""),
        ("/v/bin/python -m gunicorn -w 3 -b unix:/x.sock wsgi:app", ""),
        (f"/v/bin/python3.11 {GUNICORN} -w 3 -b unix:/x.sock wsgi:app", ""),
        ("/usr/bin/pipenv run gunicorn -w 3 -b unix:/x.sock wsgi:app", "/usr/bin/pipenv run"),
        ("/usr/bin/env A=1 gunicorn -w 3 -b unix:/x.sock wsgi:app", "/usr/bin/env"),
    ],
)
def test_the_same_thing_said_differently(line: str, wrapper: str) -> None:
    found = parse_command(line.split())
    assert found.is_gunicorn
    assert (found.app, found.workers, found.error) == ("wsgi:app", 3, None)
    assert [bind.path for bind in found.binds] == ["/x.sock"]
    assert found.wrapper == wrapper


def test_in_a_shell() -> None:
    script = "cd /var/www/x && . venv/bin/activate; export A=b; exec gunicorn -w 2 'wsgi:create(\"x\")'"
    found = parse_command(["/bin/bash", "-lc", script])
    assert (found.app, found.workers, found.changed_directory) == ('wsgi:create("x")', 2, "/var/www/x")
    assert found.environment == {"PATH": "/var/www/x/venv/bin", "A": "b"}
    assert found.wrapper == "bash -c"


@pytest.mark.parametrize(
    ("argv", "script"),
    [
        (["bash", "-l", "-c", "gunicorn a:b"], "gunicorn a:b"),
        (["/usr/bin/env", "A=1", "sh", "-ec", "gunicorn a:b"], "gunicorn a:b"),
        (["sh", "run.sh", "-c", "gunicorn a:b"], None),  # the script's own arguments
        (["bash", "-c"], None),
        (["python3", "-c", "print()"], None),
    ],
)
def test_the_script_of_a_shell(argv: list[str], script: str | None) -> None:
    assert shell_script(argv) == script


def test_shells_within_shells_are_followed_three_times() -> None:
    def within(times: int) -> list[str]:
        argv = ["gunicorn", "a:b"]
        for _ in range(times):
            argv = ["sh", "-c", shlex.join(argv)]
        return argv

    assert (parse_command(within(3)).app, parse_command(within(3)).wrapper) == ("a:b", "sh -c sh -c sh -c")
    assert not parse_command(within(4)).is_gunicorn


def test_no_workers_at_all_is_a_number_to_gunicorn_and_fewer_is_none() -> None:
    assert (parse_command(["gunicorn", "-w", "0", "a:b"]).workers, parse_command(["gunicorn", "-m"]).program) == (
        0,
        "gunicorn",
    )
    assert parse_command(["gunicorn", "-w", "0", "a:b"]).error is None
    assert parse_command(["gunicorn", "-w", "-1", "a:b"]).error == "Value must be positive: -1"


def test_arguments_from_the_environment_give_way_to_the_command_line() -> None:
    found = parse_command(["gunicorn", "-w", "2", "a:b"], {"GUNICORN_CMD_ARGS": "-w 9 --umask 007"})
    assert (found.workers, found.umask) == (2, 7)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gunicorn -workers 4 wsgi:app", "argument -w/--workers: invalid int value: 'orkers'"),
        ("gunicorn --wrokers 4 wsgi:app", "unrecognized arguments: --wrokers"),
        ("gunicorn --bind", "argument -b/--bind: expected one argument"),
        ("gunicorn -b 127.0.0.1:abc wsgi:app", "'127.0.0.1:abc' is not a valid address"),
        ("gunicorn --version", "--version says something and ends"),
    ],
)
def test_what_gunicorn_refuses_in_its_own_words(line: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert parse_command(line.split()).error == said
    assert capfd.readouterr() == ("", "")


def test_a_bind_without_its_colon_is_a_host_called_unix() -> None:
    found = parse_command(["gunicorn", "--bind", "unix", "/var/www/x.sock", "wsgi:app"])
    assert found.binds == (Bind("tcp", host="unix", port=8000, raw="unix"),)
    assert found.app == "/var/www/x.sock"


@pytest.mark.parametrize(
    ("raw", "path"),
    [("unix:/a/x.sock", "/a/x.sock"), ("unix:x.sock", "/d/x.sock"), ("unix://x.sock", "/d/x.sock"),
     ("unix:///a/x.sock", "/a/x.sock")],
)  # fmt: skip
def test_where_the_socket_ends_up(raw: str, path: str) -> None:
    bind = parse_address(raw)
    assert bind is not None
    assert bind.resolved("/d").path == path


def test_something_else() -> None:
    assert not parse_command(["/usr/bin/flask", "run"]).is_gunicorn
    assert not parse_command([]).is_gunicorn
    assert not parse_command(["/bin/sh", "-c", "flask run"]).is_gunicorn


def test_a_configuration_file_as_far_as_it_is_literal() -> None:
    found = read_config_py("import os\nbind = 'unix:/x, :80'\nworkers: int = 3\ntimeout = os.cpu_count()\n")
    assert found == {"bind": "unix:/x, :80", "workers": 3}
    assert [bind.kind for bind in config_binds(found["bind"])] == ["unix", "tcp"]
    assert read_config_py("bind = 'unclosed") == {}


def test_in_a_script_of_ones_own() -> None:
    found = in_script(
        "#!/bin/bash\n# starts it\ncd /srv/x\nsource /opt/env/bin/activate\nexec gunicorn -w 2 \\\n  wsgi:app\n"
    )
    assert (found.app, found.workers, found.environment["PATH"]) == ("wsgi:app", 2, "/opt/env/bin")
    assert not in_script("#!/bin/bash\npython3 -m http.server\n").is_gunicorn


def test_a_program_found_elsewhere_keeps_its_arguments() -> None:
    found = at(parse_command(["/usr/bin/env", "gunicorn", "-w", "2", "wsgi:app"]), "/opt/env/bin/gunicorn")
    assert (found.program, found.command[0], found.command[1:]) == (
        "/opt/env/bin/gunicorn",
        "/opt/env/bin/gunicorn",
        ("-w", "2", "wsgi:app"),
    )
