"""A question in Python is answered by a fork of the agent as by an interpreter that is started for it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from perito.errors import Unseen
from perito.transport import link
from perito.transport.base import Answer, Command
from perito.transport.local import LocalTransport
from tests.probes.table import PROBES

if TYPE_CHECKING:
    from collections.abc import Iterator

START = " ".join((link.PYTHON, *link.ISOLATED))
STRANGE = 'it\'s a "$(ñ)"'
PROGRAMS = {
    "its arguments": "import sys; print(__name__, sys.argv, sys.path, sys.flags, sys.stdin.read())",
    "its streams": "import sys; print(sys.stdout.encoding, sys.stdout.errors, sys.stderr.errors)",
    "its environment": "import os; print(sorted(os.environ.items()), os.getcwd(), os.umask(0))",
    "its descriptors": "import os; print(sorted(os.listdir('/proc/self/fd')), os.getpid() == os.getsid(0))",
    "a number": "raise SystemExit(3)",
    "words": "raise SystemExit('bye')",
    "an error": "def f(n):\n    return g(n)\ndef g(n):\n    1 / 0\nf(2)",
    "no Python": "what is this",
    "bytes": "import sys; sys.stdout.buffer.write(b'\\xff\\0'); sys.stderr.write('\\udcff')",
    "names that are no text": "import sys; print(sys.argv[1])",
    "a child": "import subprocess; print(subprocess.run(['sh', '-c', 'echo hi; exit 2'], capture_output=True))",
    "no cleaning up": "import os; os._exit(4)",
}


@pytest.fixture(scope="module")
def here() -> Iterator[LocalTransport]:
    """This machine, by the Python that questions name."""
    transport = LocalTransport()
    transport.open()
    yield transport
    transport.close()


def comparable(answer: Answer) -> tuple[object, ...]:
    return answer.exit_code, answer.stdout, answer.stderr, answer.trouble


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_is_as_if_it_were_started(name: str, here: LocalTransport) -> None:
    asked = f"{START} {shlex.join([PROGRAMS[name], STRANGE])} '\udcff'"
    assert link.packed_script(asked, link.PYTHON).startswith(b"\0")
    forked, started = here.run([Command(asked), Command(f"exec env {asked}")])
    assert comparable(forked) == comparable(started)


def test_it_is_stopped_as_any_other(here: LocalTransport) -> None:
    killed, late, long = here.run(
        [
            Command(f"{START} 'import os; os.kill(os.getpid(), 9)'"),
            Command(f"{START} 'import time; print(1, flush=True); time.sleep(60)'", timeout=0.5),
            Command(f"{START} 'while True: print(1)'", limit=100),
        ]
    )
    assert (killed.exit_code, killed.trouble) == (137, None)
    assert (late.exit_code, late.stdout, late.trouble) == (None, b"1\n", Unseen.TIMEOUT)
    assert (long.exit_code, len(long.stdout), long.trouble) == (None, 100, Unseen.TOO_LONG)


def test_one_leaves_nothing_to_the_next(here: LocalTransport) -> None:
    left = Command(f'{START} \'import json, os; json.left = 1; os.environ["LEFT"] = "1"\'')
    seen = Command(f'{START} \'import json, os; print(hasattr(json, "left"), "LEFT" in os.environ)\'')
    assert here.run([left])[0].exit_code == 0
    assert here.run([seen])[0].stdout == b"False False\n"


def test_only_what_starts_python_and_nothing_else_is_forked() -> None:
    """What a shell would change, or do besides, is left to a shell; so is another Python than the agent's."""
    for script in (
        "X 1 && true",
        "X 1 | cat",
        "X $HOME",
        "X `id`",
        "X *",
        "X ~",
        "X a>b",
        'X "$A"',
        "X a\nid",
        "X a\\ b",
    ):
        asked = script.replace("X", START)
        assert link.packed_script(asked, link.PYTHON) == asked.encode(), asked
    other = f"{START} pass"
    assert link.packed_script(other, "/opt/python3") == other.encode()
    assert link.packed_script("id", link.PYTHON) == b"id"


def test_every_question_in_python_keeps_its_words() -> None:
    packed = {name: link.packed_script(probe.command.script, link.PYTHON) for name, probe in PROBES.items()}
    forked = {name for name, script in packed.items() if script[:1] == b"\0"}
    assert {"virtualenvs", "processes", "compile", "interpreter"} <= forked
    for name in forked:
        words = shlex.split(PROBES[name].command.script.removeprefix("exec "))
        assert packed[name] == b"".join(b"\0" + word.encode() for word in words), name
