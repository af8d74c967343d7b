"""What a unit gives its process beside Environment=, read as systemd reads it, by the very program that runs there."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from perito.probes.systemd.surroundings import Surroundings, becoming, of, writing
from perito.probes.systemd.unit_file import parse_unit
from perito.probes.systemd.units import UnitState

if TYPE_CHECKING:
    from pathlib import Path

SHOW = ["/usr/bin/env", "-0"]


def environment(variables: dict[str, str], around: Surroundings) -> dict[str, str]:
    """The environment of a program that was started so."""
    script = f"{writing(variables, around)} | {becoming(SHOW)}"
    said = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=True, text=True).stdout
    return dict(pair.split("=", 1) for pair in said.split("\0") if pair)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("A=b", "b"),
        ("A=b c", "b c"),
        ('A="b c"', "b c"),
        ("A='b \"c\"'", 'b "c"'),
        (r"A=\"b", '"b'),
        (r'A="b\nc"', r"b\nc"),
        ("A=b \\\nc", "b c"),
        ("  A = b  ", "b"),
        ("A=x\nA=y", "y"),
        ("A=a=b", "a=b"),
        ("#A=x\n;A=y\nA=", ""),
    ],
)
def test_a_file_is_read_as_systemd_reads_it(line: str, value: str, tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text(f"{line}\n")
    assert environment({"A": "from the unit", "PATH": "/x"}, Surroundings((str(file),))) == {"A": value, "PATH": "/x"}


def test_a_file_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert environment({"A": "b"}, Surroundings((str(tmp_path / "none"),))) == {"A": "b"}


def test_its_values_stand_in_no_command_line(tmp_path: Path) -> None:
    (tmp_path / "env").write_text("SECRET_KEY=0123456789\n")
    around = Surroundings((str(tmp_path / "env"),))
    assert "0123456789" not in writing({}, around) + becoming(SHOW)
    assert environment({}, around) == {"SECRET_KEY": "0123456789"}


def test_directories_and_names_of_a_unit() -> None:
    text = parse_unit(
        "[Service]\nStateDirectory=a b/c\nLogsDirectory=x:y\nRuntimeDirectory=/no\n"
        "PassEnvironment=ONE\nPassEnvironment=TWO\n"
    )
    found = of(text, UnitState("a.service", environment_files=("/etc/default/a",)))
    assert found.files == ("/etc/default/a",)
    assert found.passed == ("ONE", "TWO")
    assert found.directories == ("/var/lib/a", "/var/lib/b/c", "/var/log/x")
    assert dict(found.variables) == {"STATE_DIRECTORY": "/var/lib/a:/var/lib/b/c", "LOGS_DIRECTORY": "/var/log/x"}
    assert found
    assert not of(parse_unit("[Service]\nUser=a\n"), UnitState("a.service"))
