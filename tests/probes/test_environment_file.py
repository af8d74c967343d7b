"""EnvironmentFile=: what is plain is read, and nothing is guessed."""

from __future__ import annotations

import pytest

from perito.probes.systemd.environment_file import plain_variables


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A=1\nB=dos tres \n", {"A": "1", "B": "dos tres"}),
        ("# A=1\n; B=2\n\n  C=3\n", {"C": "3"}),
        ("A='x$y'\nB=\"b c\"\nA=2", {"B": "b c", "A": "2"}),
        ("A=\n", {"A": ""}),
        ("A=1\nB=uno\\\ndos\nC=3\n", {"A": "1"}),  # what stands behind may belong to the line before
        ("A=1\nB='uno\ndos'\n", {"A": "1"}),
        ("A=1\nB=a'b'c\n", {"A": "1"}),
        ("export A=1\nB=2\n", {"B": "2"}),
        ("nada\n", {}),
    ],
)
def test_plain_lines(text: str, found: dict[str, str]) -> None:
    assert plain_variables(text) == found
