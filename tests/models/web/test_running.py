"""A process against its unit: all that it shows is compared, and what it may have changed itself is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from perito.models.web.running import Running
from perito.probes.accounts import Account, Accounts, Group
from perito.probes.ages import Ages as Seen
from perito.probes.processes import Process
from perito.probes.systemd.reading import Reading
from perito.probes.systemd.unit_file import Environment, parse_unit
from perito.probes.systemd.units import UnitState

ANA = Account("ana", 1000, 1000, "/home/ana", "/bin/bash")
ACCOUNTS = Accounts(
    {"ana": ANA, "root": Account("root", 0, 0, "/root", "/bin/bash")},
    {"ana": Group("ana", 1000, ()), "www-data": Group("www-data", 33, ()), "games": Group("games", 60, ("ana",))},
)
ARGUMENTS = ("--workers", "3", "wsgi:app")
TEXT = "[Service]\nUser=ana\nGroup=www-data\nEnvironment=PATH=/v/bin CLAVE=uno\nWorkingDirectory=/srv/app\n"
GIVEN = {"PATH": "/v/bin", "CLAVE": "uno", "LANG": "C", "OWN": "x", "INVOCATION_ID": "now"}
UNIT = UnitState(
    "app.service",
    main_pid=7,
    user="ana",
    group="www-data",
    working_directory="/srv/app",
    environment=Environment({"PATH": "/v/bin", "CLAVE": "uno"}),
    invocation_id="now",
)


def running(given: dict[str, str] | None = None, *, process: dict[str, Any] | None = None, **program: Any) -> Running:
    """A service that runs as its unit says, but for what is given."""
    facts: dict[str, Any] = {
        "pid": 7, "ppid": 1, "name": "gunicorn", "uid": 1000, "gid": 33, "groups": (33, 60), "started": 5.0,
        "argv": ("/v/bin/python", "/v/bin/gunicorn", *ARGUMENTS), "cwd": "/srv/app", **(process or {}),
    }  # fmt: skip
    main = Process(**facts)
    server = SimpleNamespace(
        accounts=ACCOUNTS, web_tree=[], trail=[], see=lambda probe: GIVEN if given is None else given
    )
    unit = SimpleNamespace(
        loaded=UNIT,
        processes=[main],
        text=parse_unit(TEXT, "/etc/app.service"),
        variables=UNIT.environment.variables,
        working_directory="/srv/app",
        names=SimpleNamespace(directory="/srv/app"),
    )
    ages = SimpleNamespace(seen=Seen(0, "/srv/releases/2"), reading=Reading(inherited=frozenset({"OWN"})))
    told: Any = SimpleNamespace(
        **{
            "name": "gunicorn",
            "arguments": ARGUMENTS,
            "wrapped": False,
            "moves": False,
            "own_variables": frozenset(),
            **program,
        }
    )
    return Running(server, unit, told, ages)  # type: ignore[arg-type] # as much of each as is read


def test_a_process_that_was_started_as_the_unit_says_is_unlike_in_nothing() -> None:
    assert running().unlike() == []
    assert running(process={"cwd": "/srv/releases/2"}).unlike() == []  # where the link leads


@pytest.mark.parametrize(
    ("process", "said", "wanted"),
    [
        ({"uid": 0}, "User=root", "User=ana"),
        ({"gid": 1000}, "Group=ana", "Group=www-data"),
        ({"cwd": "/srv/app (deleted)"}, "WorkingDirectory=/srv/app (deleted)", "WorkingDirectory=/srv/app"),
        ({"cwd": "/srv/releases/1"}, "WorkingDirectory=/srv/releases/1", "WorkingDirectory=/srv/app"),
        ({"argv": ("g", "-w", "2", "wsgi:app")}, "ExecStart=g -w 2 wsgi:app", "ExecStart=--workers 3 wsgi:app"),
        (
            {"argv": ("/v/bin/python", "/v/bin/gunicorn", "--workers", "2", "wsgi:app")},
            "ExecStart=--workers 2 wsgi:app", "ExecStart=--workers 3 wsgi:app",
        ),
    ],
)  # fmt: skip
def test_whatever_it_shows_is_compared(process: dict[str, Any], said: str, wanted: str) -> None:
    (found,) = running(process=process).unlike()
    assert (found.said, found.wanted) == (said, wanted)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({**GIVEN, "PATH": "/usr/bin"}, "Environment=PATH=/usr/bin"),
        ({**GIVEN, "CLAVE": "dos"}, "Environment=CLAVE=…"),
        ({**GIVEN, "QUITADA": "1"}, "Environment=QUITADA=…"),
        ({name: value for name, value in GIVEN.items() if name != "CLAVE"}, "Environment=CLAVE="),
    ],
)
def test_every_variable_is_compared_and_no_value_told(given: dict[str, str], said: str) -> None:
    (found,) = running(given).unlike()
    assert found.said == said


@pytest.mark.parametrize(
    ("given", "program"),
    [
        ({**GIVEN, "PATH": "/usr/bin", "INVOCATION_ID": "before"}, {}),  # of another start
        ({"PATH": "/usr/bin"}, {}),  # written over by a program that gives itself a title
        ({**GIVEN, "CLAVE": "[redacted]"}, {}),
        ({**GIVEN, "PATH": "/usr/bin"}, {"wrapped": True}),
    ],
)
def test_what_may_have_been_changed_since_or_cannot_be_told_is_not(
    given: dict[str, str], program: dict[str, Any]
) -> None:
    assert running(given, **program).unlike() == []


def test_a_title_is_no_command_line_and_who_moves_has_another_directory() -> None:
    assert running(process={"argv": ("gunicorn: master [app]",)}).unlike() == []
    assert running(process={"cwd": "/srv/app/src"}, moves=True).unlike() == []
