"""Unit files as systemd.syntax(7) has them."""

from __future__ import annotations

import pytest

from perito.probes.systemd.unit_file import environment, exec_argv, nearest_key, parse_unit, section_of
from perito.probes.systemd.unit_files import complaint, place_of
from perito.probes.systemd.units import epoch


def test_continuations_comments_and_lists() -> None:
    unit = parse_unit(
        "\ufeff[Service]\r\nExecStart=/g \\\r\n# a comment between\n   --bind x \\\n wsgi:app\n"
        "; another\nEnvironment=A=1\nEnvironment=\nEnvironment=B=2\nUser = usuario \n"
    )
    assert unit.values("Service", "ExecStart") == ["/g  --bind x  wsgi:app"]
    assert unit.values("Service", "Environment") == ["B=2"]
    assert unit.value("Service", "User") == "usuario"
    assert unit.value("Service", "user") is None
    assignment = unit.assignment("Service", "ExecStart")
    assert assignment is not None
    assert assignment.line == 2
    assert unit.problems == ()


def test_a_blank_after_the_backslash_ends_the_line() -> None:
    unit = parse_unit("[Service]\nExecStart=/g \\ \n  wsgi:app\n")
    assert unit.value("Service", "ExecStart") == "/g \\"
    assert [(one.kind, one.line) for one in unit.problems] == [("missing_equals", 3)]


def test_two_backslashes_are_one_and_continue_nothing() -> None:
    unit = parse_unit("[Service]\nEnvironment=A=b\\\\\nUser=x\n[Install]\n")
    assert (unit.value("Service", "User"), unit.sections) == ("x", ("Service", "Install"))


@pytest.mark.parametrize(
    ("text", "kind", "line", "suggestion"),
    [
        ("User=x\n[Unit]\n", "outside_section", 1, ""),
        ("[Service]\ngunicorn\n", "missing_equals", 2, ""),
        ("[Service\n", "bad_section_header", 1, ""),
        ("[Unit]\n[install]\n", "unknown_section", 2, "Install"),
        ("[UNIT]\n", "unknown_section", 1, "Unit"),
        ("[Servic]\n", "unknown_section", 1, "Service"),
    ],
)
def test_what_systemd_ignores(text: str, kind: str, line: int, suggestion: str) -> None:
    problem = parse_unit(text).problems[0]
    assert (problem.kind, problem.line, problem.suggestion) == (kind, line, suggestion)


def test_sections_of_ones_own_are_fine() -> None:
    assert parse_unit("[X-Notes]\nanything=1\n").problems == ()


@pytest.mark.parametrize(
    ("value", "variables", "invalid"),
    [
        ('"PATH=/v/bin"', {"PATH": "/v/bin"}, ()),
        ("PATH=/v/bin", {"PATH": "/v/bin"}, ()),
        ('PATH="/v/bin"', {"PATH": "/v/bin"}, ()),
        ("'A=b c' D=e", {"A": "b c", "D": "e"}, ()),
        (r"A=b\x20c D=e\tf", {"A": "b c", "D": "e\tf"}, ()),
        ("PATH = /v/bin", {}, ("PATH", "=", "/v/bin")),
        ("/v/bin", {}, ("/v/bin",)),
        ('"A=b', {}, ('"A=b',)),
    ],
)
def test_environment(value: str, variables: dict[str, str], invalid: tuple[str, ...]) -> None:
    found = environment(value)
    assert (found.variables, found.invalid) == (variables, invalid)


@pytest.mark.parametrize(
    ("line", "argv"),
    [
        ("/g --bind 'unix:/a b' wsgi:app", ("/g", "--bind", "unix:/a b", "wsgi:app")),
        ("-/g x", ("/g", "x")),
        ("@/bin/sh sh -c 'exec $X'", ("sh", "-c", "exec $X")),
        ("/g a ; /h b", ("/g", "a")),
        (r"/g a \; b", ("/g", "a", ";", "b")),
    ],
)
def test_command_lines(line: str, argv: tuple[str, ...]) -> None:
    assert exec_argv(line).argv == argv


@pytest.mark.parametrize(
    ("line", "prefixes", "argv", "variables"),
    [
        ("/opt/a@b:c/g x $A", "", ("/opt/a@b:c/g", "x", "$A"), ("A",)),
        ("-+/g x", "-+", ("/g", "x"), ()),
        ("@/g", "@", ("/g",), ()),
        ("gunicorn x", "", ("gunicorn", "x"), ()),  # found on the PATH that systemd was built with
    ],
)
def test_prefixes_stand_before_the_program_only(
    line: str, prefixes: str, argv: tuple[str, ...], variables: tuple[str, ...]
) -> None:
    found = exec_argv(line)
    assert (found.prefixes, found.argv, found.variables, found.problem) == (prefixes, argv, variables, "")


def test_command_lines_with_trouble() -> None:
    assert exec_argv("rel/gunicorn x").problem == "not_absolute"
    assert exec_argv('/g "x').problem == "unbalanced_quotes"
    assert exec_argv("").problem == "empty"
    assert exec_argv("/g $A ${B} $$C").variables == ("A", "B")
    assert exec_argv(":/g $A").variables == ()


@pytest.mark.parametrize(
    ("key", "meant"),
    [("Enviroment", "Environment"), ("ExecStar", "ExecStart"), ("user", "User"),
     ("WorkinDirectory", "WorkingDirectory"), ("Xyzzy", "")],
)  # fmt: skip
def test_the_key_perhaps_meant(key: str, meant: str) -> None:
    assert nearest_key(key) == meant


def test_the_section_of_a_key() -> None:
    assert (section_of("ExecStart"), section_of("WantedBy"), section_of("?")) == ("Service", "Install", "")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/etc/systemd/system/x.service", "system"),
        ("/lib/systemd/system/x.service", "system"),
        ("/etc/systemd/system/x.service.d/y.conf", "drop_in"),
        ("/etc/systemd/system/x", "no_suffix"),
        ("/etc/systemd/system/x.servise", "wrong_suffix"),
        ("/etc/systemd/system/x y.service", "bad_name"),
        ("/etc/systemd/x.service", "misplaced"),
        ("/var/www/x/x.service", "misplaced"),
        ("/etc/systemd/user/x.service", "user"),
    ],
)
def test_where_systemd_looks(path: str, place: str) -> None:
    assert place_of(path) == place


def test_complaints_about_other_units_are_left_out() -> None:
    assert complaint("/etc/systemd/system/x.service", "/lib/systemd/system/y.service:3: Unknown key 'A'") is None
    assert complaint("/etc/systemd/system/x.service", "y.service: Service has no ExecStart=") is None


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [
        ("Sun 2026-11-22 23:37:25.846632 UTC", 1795390645.846632),
        ("Sun 2026-11-22 23:37:25 UTC", 1795390645.0),
        ("@1795390645", 1795390645.0),
        ("n/a", 0.0),
        ("", 0.0),
        ("Sun 2026-13-45 99:37:25 UTC", 0.0),
    ],
)
def test_times(stamp: str, seconds: float) -> None:
    assert epoch(stamp) == pytest.approx(seconds)
