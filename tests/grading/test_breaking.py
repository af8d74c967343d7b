"""A practice whose own code breaks off: one line with file, line and column, and nothing is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.grading.grade import PracticeBroken
from tests.cli.running import perito
from tests.grading.test_named_subjects import graded, practice
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_english")
STEPS = """
steps:
  one:
    title: {en: "One"}
    checks:
      one.a: {points: 10, title: {en: "A"}}
"""
CHECKS = """
from perito import check

@check("one.a")
def test_a(server):
    assert server
"""
CONFTEST = {
    "imports": ("import nowhere", "1:1: ModuleNotFoundError: No module named 'nowhere'"),
    "syntax": ("def x(:", "1:7: SyntaxError: invalid syntax"),
    "raises": ("x = 1\nx.nothing", "2:1: AttributeError: 'int' object has no attribute 'nothing'"),
    "leaves Python": ("import sys\nsys.exit(3)", "2:1: SystemExit: 3"),
    "leaves pytest": ("import pytest\npytest.exit('enough')", "2:1: Exit: enough"),
    "skips": ("import pytest\npytest.skip('no', allow_module_level=True)", "2:1: Skipped: no"),
    "configure": ("def pytest_configure(config):\n    raise ValueError('oh')", "2:5: ValueError: oh"),
    "collected": ("def pytest_itemcollected(item):\n    raise KeyError('x')", "2:5: KeyError: 'x'"),
    "chosen": ("def pytest_collection_modifyitems(items):\n    1 / 0", "2:5: ZeroDivisionError: division by zero"),
    "reported": ("def pytest_runtest_makereport(item, call):\n    raise KeyError('x')", "2:5: KeyError: 'x'"),
    "exit in a hook": ("import pytest\ndef pytest_runtest_setup(item):\n    pytest.exit('x')", "3:5: Exit: x"),
    "no such hook": ("x = 1\ndef pytest_itemcollect(item):\n    pass", "2:1: unknown hook 'pytest_itemcollect'"),
    "no such argument": ("def pytest_itemcollected(itemz):\n    pass", "1:1: Plugin"),
}


@pytest.mark.parametrize(("code", "said"), CONFTEST.values(), ids=CONFTEST)
def test_a_conftest_that_breaks_off_is_told_where(
    code: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = practice(tmp_path, "", STEPS, CHECKS)
    (made / "conftest.py").write_text(code + "\n")
    with pytest.raises(PracticeBroken) as broken:
        graded(made)
    assert str(broken.value).startswith(f"{made / 'conftest.py'}:{said}")
    assert "\n" not in str(broken.value)
    assert capfd.readouterr() == ("", "")


def test_the_code_of_a_check_that_leaves_pytest_is_told_too(tmp_path: Path) -> None:
    checks = CHECKS.replace("assert server", "pytest.exit('enough')").replace("from", "import pytest\nfrom", 1)
    with pytest.raises(PracticeBroken, match=r"test_01_site\.py:7:5: Exit: enough"):
        graded(practice(tmp_path, "", STEPS, checks))


@pytest.mark.parametrize("what", ["syntax", "collected"])
def test_every_command_says_the_same(what: str, tmp_path: Path) -> None:
    code, said = CONFTEST[what]
    made = practice(tmp_path, "", STEPS, CHECKS)
    (made / "conftest.py").write_text(code + "\n")
    for words in (("lint",), ("regrade", store.demo("sound"))):
        ended = perito(*words, "--practice", made)
        assert (ended.status, ended.err) == (2, f"perito: {made / 'conftest.py'}:{said}\n")
