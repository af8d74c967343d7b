"""What a running Python has loaded, against what its sources say by now."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from perito.probes.python.in_memory import InMemory, in_memory, read_in_memory
from perito.transport.base import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PYTHON = "/usr/bin/python3"
CODE = """\
import json
KEPT = {}
def page(f):
    KEPT["/"] = f
    return f

class Site:
    route = staticmethod(lambda path: page)

@Site.route("/")
def index():
    words = "adi\\u00f3s \\u20ac"
    return "<h1>desplegada</h1>" + (lambda more: more + "…")(words)

class Shop:
    def sells(self):
        return b"three" + b"apples"

if KEPT is None:
    def never():
        return "never made"
"""
RUNS = (
    "import sys; sys.path.insert(0, '.'); import shop, time; [shop.index() for _ in range(50)];"
    "print('up', flush=True); time.sleep(60)"
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "shop.py").write_text(CODE, encoding="utf-8")
    words = [PYTHON, "-c", RUNS]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, env={"PATH": os.defpath}) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"up\n"
        yield child.pid
        child.kill()


def seen(pid: int, path: Path) -> InMemory | None:
    """What a process has of a source."""
    script = in_memory(pid, [str(path)]).command.script
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False, timeout=30)
    return read_in_memory(Answer(done.returncode, done.stdout, done.stderr)).get(str(path))


def test_every_part_of_a_function_is_looked_for(running: int, tmp_path: Path) -> None:
    path = tmp_path / "shop.py"
    assert seen(running, path) == InMemory(3)
    for old, new, lacking in (
        ("adi\\u00f3s", "adieu", "index"),
        ("desplegada", "Desplegada", "index"),
        ('more + "…"', 'more + "… ¶"', "index"),
        ("    words =", "    1/0\n    words =", "index"),
        ("(words)", "( words)", "index"),
        ('b"apples"', 'b"appleS"', "sells"),
    ):
        assert old in CODE
        path.write_text(CODE.replace(old, new), encoding="utf-8")
        assert seen(running, path) == InMemory(3, (lacking,)), new


def test_what_lies_outside_functions_is_not_judged(running: int, tmp_path: Path) -> None:
    path = tmp_path / "shop.py"
    path.write_text(CODE.replace("import json", "import json  # and more\n\nMORE = 'said'"), encoding="utf-8")
    assert seen(running, path) == InMemory(3)
    path.write_text("def (\n", encoding="utf-8")
    assert seen(running, path) is None
    other = tmp_path / "elsewhere.py"
    other.write_text("def index():\n    return 'nobody imported this'\n", encoding="utf-8")
    assert seen(running, other) is None


@pytest.mark.parametrize(
    "given_up",
    [
        "def helps():\n    return 'once'\ndel helps\n",
        "def helps():\n    return 'once'\nhelps = None\n",
        "def helps():\n    return 'once'\nhelps = helps()\n",
        "class Once:\n    def helps(self):\n        return 'once'\ndel Once\n",
    ],
)
def test_a_function_that_the_module_gives_up_is_not_looked_for(running: int, tmp_path: Path, given_up: str) -> None:
    path = tmp_path / "shop.py"
    path.write_text(f"{CODE}\n{given_up}", encoding="utf-8")
    assert seen(running, path) == InMemory(3)
    path.write_text(CODE.replace("adi\\u00f3s", "adieu") + f"\n{given_up}", encoding="utf-8")
    assert seen(running, path) == InMemory(3, ("index",))


def test_nothing_is_said_of_a_python_that_compiles_otherwise(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(CODE, encoding="utf-8")
    with subprocess.Popen([PYTHON, "-OO", "-c", RUNS], cwd=tmp_path, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert seen(child.pid, tmp_path / "shop.py") is None
        child.kill()
    assert seen(os.getppid(), tmp_path / "shop.py") is None


@pytest.mark.parametrize("said", [b"[1]\n", b'{"path": "x"}\n', b'{"path": "x", "functions": "many", "lacking": 3}\n'])
def test_what_is_no_answer(said: bytes) -> None:
    assert read_in_memory(Answer(0, said, b"")) == {}
