"""A unit's file against what systemd has of it: what differs, and when nothing does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perito.models.web.written import Difference, as_written, differences, only_touched, unlike
from perito.probes.systemd.reading import Reading
from perito.probes.systemd.unit_file import Environment, UnitText, parse_unit
from perito.probes.systemd.units import ExecStatus, UnitState

FILE = "/etc/systemd/system/app.service"
TEXT = """\
[Unit]
Description=la app
After=network.target
[Service]
User=ana
Group=www-data
Environment="PATH=/v/bin" TEMA=azul
WorkingDirectory=/var/www/app/
ExecStart=/v/bin/gunicorn --workers 3 \\
    wsgi:app
[Install]
WantedBy=multi-user.target
"""
LOADED = UnitState(
    "app.service",
    description="la app",
    load_state="loaded",
    type="simple",
    user="ana",
    group="www-data",
    environment=Environment({"PATH": "/v/bin", "TEMA": "azul"}),
    working_directory="/var/www/app",
    exec_start=(ExecStatus("/v/bin/gunicorn", (), "/v/bin/gunicorn --workers 3 wsgi:app"),),
)
READ = Reading(1.0, {}, {"After": frozenset({"network.target", "basic.target"})})


def text(old: str = "", new: str = "") -> UnitText:
    """The unit, `old` replaced by `new`."""
    assert old in TEXT
    return parse_unit(TEXT.replace(old, new) if old else TEXT, FILE)


def test_a_unit_that_is_loaded_as_written_differs_in_nothing() -> None:
    assert differences(text(), LOADED) == []
    assert as_written(text(), LOADED) == LOADED


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Group=www-data", "Group=ana", Difference("Group", "www-data", "ana", FILE, 6)),
        ("Group=www-data\n", "", Difference("Group", "www-data", "")),
        ("TEMA=azul", "TEMA=rojo", Difference("Environment", "azul", "rojo", FILE, 7, "TEMA")),
        (" TEMA=azul", "", Difference("Environment", "azul", "", variable="TEMA")),
        ("/var/www/app/", "/var/www/otra", Difference("WorkingDirectory", "/var/www/app", "/var/www/otra", FILE, 8)),
        ("la app", "otra", Difference("Description", "la app", "otra", FILE, 2)),
        ("User=ana", "User=ana\nType=notify", Difference("Type", "simple", "notify", FILE, 6)),
        ("User=ana", "User=ana\nEnvironmentFile=-/e", Difference("EnvironmentFile", "", "/e", FILE, 6)),
    ],
)
def test_each_setting_is_told_with_its_line(old: str, new: str, found: Difference) -> None:
    assert differences(text(old, new), LOADED) == [found]


@pytest.mark.parametrize("new", ["Group=ana", "Group=ana\nType=notify\nEnvironmentFile=/e\nEnvironment=TEMA=rojo"])
def test_the_unit_as_it_will_be_differs_in_nothing(new: str) -> None:
    file = text("Group=www-data", new)
    assert differences(file, LOADED)
    assert differences(file, as_written(file, LOADED)) == []


def test_a_command_that_changed_is_told_as_systemd_shows_it() -> None:
    (found,) = differences(text("--workers 3", "--workers 4"), LOADED)
    assert (found.key, found.new, found.line) == ("ExecStart", "/v/bin/gunicorn --workers 4 wsgi:app", 9)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ExecStart=/v/bin/gunicorn", "ExecStart=@/v/bin/gunicorn"),  # another name of its own: not what is shown
        ("[Install]", "ExecStart=/bin/true\n[Install]"),  # several
        ("TEMA=azul", "TEMA=azul\n# un comentario"),
        ("WantedBy=multi-user.target", "WantedBy=graphical.target"),  # read by `enable`, not kept
    ],
)
def test_what_is_not_plain_to_see_or_not_kept_is_no_difference(old: str, new: str) -> None:
    assert differences(text(old, new), LOADED) == []


def test_specifiers_of_the_machine_are_no_difference() -> None:
    assert differences(text("Group=www-data", "Group=%H"), LOADED) == []
    assert differences(text("/var/www/app/", "/var/www/%p"), LOADED) == []


def test_a_variable_tells_its_value_only_where_it_is_the_path() -> None:
    secret = Difference("Environment", "a", "b", variable="SECRET_KEY")
    assert (secret.said, secret.wanted) == ("Environment=SECRET_KEY=…", "Environment=SECRET_KEY=…")
    assert Difference("Environment", "/a", "", variable="PATH").said == "Environment=PATH=/a"


def test_a_touched_file_is_known_by_all_that_systemd_has() -> None:
    assert only_touched(text(), READ)
    assert only_touched(text("User=ana", "User=ana\nPrivateTmp=true"), replace(READ, settings={"PrivateTmp": "yes"}))


@pytest.mark.parametrize(
    ("old", "new", "settings"),
    [
        ("", "", {"ProtectHome": "yes"}),  # taken out of the file, and still in force
        ("User=ana", "User=ana\nProtectHome=yes", {}),  # in the file, and not in force
        ("User=ana", "User=ana\nUMask=0007", {"UMask": "0022"}),
        ("User=ana", "User=ana\nLimitNOFILE=9", {}),  # nobody compares it
        ("After=network.target", "After=network.target\nRequires=otra.service", {}),
        ("After=network.target", "After=network.target\nConditionPathExists=/x", {}),
    ],
)
def test_what_cannot_be_told_counts_as_changed(old: str, new: str, settings: dict[str, str]) -> None:
    assert not only_touched(text(old, new), replace(READ, settings=settings))


COMMAND = "/v/bin/gunicorn --workers 3 --bind unix:/a wsgi:app"


@pytest.mark.parametrize(
    ("other", "mine", "theirs"),
    [
        (COMMAND.replace("3", "2"), "… --workers 3 --bind …", "… --workers 2 --bind …"),
        (COMMAND.replace("unix:/a", "unix:/b"), "… --bind unix:/a wsgi:app", "… --bind unix:/b wsgi:app"),
        (COMMAND.replace("wsgi", "--timeout 60 wsgi"), "… unix:/a wsgi:app", "… unix:/a --timeout 60 wsgi:app"),
        (COMMAND.replace("/v/", "/w/"), "/v/bin/gunicorn --workers …", "/w/bin/gunicorn --workers …"),
        (f"{COMMAND} x", "… wsgi:app", "… wsgi:app x"),
        ("", COMMAND, ""),
        (COMMAND, COMMAND, COMMAND),
    ],
)
def test_of_two_commands_what_differs(other: str, mine: str, theirs: str) -> None:
    assert (unlike(COMMAND, other), unlike(other, COMMAND)) == (mine, theirs)
    found = Difference("ExecStart", COMMAND, other)
    assert (found.said, found.wanted) == (f"ExecStart={mine}", f"ExecStart={theirs}")
