"""Tests in classes, as `perito import testinfra` takes them over: each with its mark, the class as it is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from perito.practice.importing import testinfra
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = '''\
import unittest

import pytest


class TestUsers:
    """Who may log in."""

    shell = "/bin/bash"

    @pytest.fixture(autouse=True)
    def prepared(self, host):
        self.passwd = host.file("/etc/passwd")

    @pytest.mark.parametrize(
        "name",
        ["root"],
    )
    def test_shell(self, host, name):
        assert host.user(name).shell == self.shell

    def test_cluster(self, cluster):
        assert cluster

    async def test_later(self):
        pass

    # whose file it is
    def test_owner(self):
        assert self.passwd.user == "root"

    def helper(self):
        return 1


@pytest.mark.parametrize("port", [22])
class TestPorts:
    def test_shell(self, host, port):
        assert host.socket(f"tcp://{port}").is_listening


class TestOld(unittest.TestCase):
    def test_it(self):
        assert True


class Helper:
    def test(self):
        return 1
'''


def test_a_class_stays_as_it_is_and_its_tests_have_marks(tmp_path: Path) -> None:
    (tmp_path / "test_server.py").write_text(CLASSES, encoding="utf-8")
    found = testinfra.translated(tmp_path / "test_server.py")
    assert [one.name for one in found.checks] == ["shell", "owner", "shell-2"]
    assert [one.line for one in found.left] == [22, 25, 42]
    text = "\n".join(found.heads["server"])
    tree = ast.parse(text)
    marks = {
        f"{node.name}.{one.name}": [ast.unparse(mark) for mark in one.decorator_list]
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for one in node.body
        if isinstance(one, ast.FunctionDef)
    }
    assert marks == {
        "TestUsers.prepared": ["pytest.fixture(autouse=True)"],
        "TestUsers.test_shell": ["check('server.shell')", "pytest.mark.parametrize('name', ['root'])"],
        "TestUsers.test_owner": ["check('server.owner')"],
        "TestUsers.helper": [],
        "TestPorts.test_shell": ["check('server.shell-2')"],
        "Helper.test": [],
    }
    for kept in ('"""Who may log in."""', 'shell = "/bin/bash"', "# whose file it is"):
        assert kept in text


def test_what_is_made_of_it_is_sound(tmp_path: Path) -> None:
    (tmp_path / "test_server.py").write_text(CLASSES, encoding="utf-8")
    ended = perito("import", "testinfra", "test_server.py", "--output", "mine", cwd=tmp_path)
    assert ended.status == 1
    assert perito("lint", "--practice", "mine", cwd=tmp_path).status == 0
