"""What reads the command line as soon as a module is imported, and what waits."""

from __future__ import annotations

import pytest

from perito.probes.python.import_time import reads_arguments


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("import argparse\np = argparse.ArgumentParser()\nargs = p.parse_args()\n", 3, "parse_args()"),
        ("from optparse import OptionParser\no, r = OptionParser().parse_args()\n", 2, "parse_args()"),
        ("import sys\nPORT = int(sys.argv[1])\n", 2, "sys.argv"),
        ("import sys\nif len(sys.argv) > 1:\n    x = 1\n", 2, "sys.argv"),
        ("class C:\n    args = parser.parse_args()\n", 2, "parse_args()"),
        ("try:\n    args = parser.parse_known_args()\nexcept SystemExit:\n    pass\n", 2, "parse_known_args()"),
        ("\ufeffimport sys\nx = sys.argv\n", 2, "sys.argv"),
    ],
)
def test_what_reads_at_once(text: str, line: int, words: str) -> None:
    found = reads_arguments(text)
    assert found is not None
    assert (found.line, found.words) == (line, words)


@pytest.mark.parametrize(
    "text",
    [
        "def main():\n    args = parser.parse_args()\n",
        "if __name__ == '__main__':\n    args = parser.parse_args()\n",
        "if '__main__' == __name__:\n    import sys\n    print(sys.argv)\n",
        "args = parser.parse_args([])\n",
        "args = parser.parse_args(args=['x'])\n",
        "f = lambda: parser.parse_args()\n",
        "def broken(:\n",
        "",
    ],
)
def test_what_waits(text: str) -> None:
    assert reads_arguments(text) is None
