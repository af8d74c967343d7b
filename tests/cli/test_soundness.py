"""A practice that is not sound grades nobody: whoever grades refuses it as lint does, before a server is asked."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from perito import models
from perito.grading import soundness
from perito.models.flask.deployment import Deployment
from perito.models.web.behind_nginx import BehindNginx
from perito.practice import locate, rubric
from tests.classroom.recorded_class import class_run
from tests.cli.running import ROOT, Ended, perito
from tests.cli.test_plain_pytest import pytest_run
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENV = "checks/test_03_env.py"
NOWHERE = "ssh://u@127.0.0.1:1"  # whoever connects says that it was refused


def changed(practice: Path, file: str, old: str, new: str) -> None:
    text = (practice / file).read_text()
    assert old in text
    (practice / file).write_text(text.replace(old, new, 1))


def misspelt(practice: Path) -> str:
    changed(practice, ENV, '@check("env.exists")', '@check("env.exist")')
    return rf"{ENV}:\d+:1: .*env\.exist .*env\.exists"


def renamed(practice: Path) -> str:
    (practice / ENV).rename(practice / "checks" / "03_env.py")
    return r"rubric\.yaml:\d+:7: .*env\.exists"


def removed(practice: Path) -> str:
    (practice / ENV).unlink()
    return r"rubric\.yaml:\d+:7: .*env\.exists"


def unmarked(practice: Path) -> str:
    changed(practice, ENV, '@check("env.exists")\n', "")
    return r"rubric\.yaml:\d+:7: .*env\.exists"


def behind_a_comment(practice: Path) -> str:
    changed(practice, ENV, '@check("env.exists")\n', '# @check("env.exists")\n')
    return r"rubric\.yaml:\d+:7: .*env\.exists"


def in_the_rubric_alone(practice: Path) -> str:
    changed(
        practice,
        "rubric.yaml",
        "      env.exists:",
        "      env.more: {points: 0, title: {es: x, en: x}}\n      env.exists:",
    )
    return r"rubric\.yaml:\d+:7: .*env\.more"


def twice(practice: Path) -> str:
    (practice / "checks" / "test_90_more.py").write_text(
        'from perito.expect import check\n\n@check("env.exists")\ndef test_again(deployment):\n    assert deployment\n'
    )
    return r"checks/test_90_more\.py:3:1: .*env\.exists.*test_03_env\.py"


def of_a_class(practice: Path) -> str:
    """One mark, two tests."""
    changed(practice, ENV, '@check("env.exists")\ndef test_env_exists(', "def test_env_exists(")
    (practice / "checks" / "test_90_more.py").write_text(
        'from perito.expect import check\n\n@check("env.exists")\nclass TestEnv:\n'
        "    def test_a(self, deployment):\n        assert deployment\n\n"
        "    def test_b(self, deployment):\n        assert deployment\n"
    )
    return r"checks/test_90_more\.py:8:5: .*env\.exists.*test_90_more\.py:5"


def of_two_subjects(practice: Path) -> str:
    changed(practice, "rubric.yaml", "\nscale: 10\n", "\nscale: 10\nsubjects: {site: [alfa]}\n")
    changed(practice, ENV, '@check("env.exists")\ndef test_env_exists(deployment: Deployment) -> None:',
            '@check("env.exists")\ndef test_env_exists(deployment: Deployment, site: object) -> None:')  # fmt: skip
    return rf"{ENV}:\d+:1: .*env\.exists.*: deployment, site"


def without_a_name(practice: Path) -> str:
    changed(practice, ENV, '@check("env.exists")\n', "import pytest\n@pytest.mark.perito_check\n")
    return rf"{ENV}:\d+:1: .*@check"


def no_module(practice: Path) -> str:
    changed(
        practice,
        ENV,
        "from perito.models.flask import verdicts",
        "import does_not_exist\nfrom perito.models.flask import verdicts",
    )
    return rf"{ENV}:\d+:1: ModuleNotFoundError: .*does_not_exist"


def no_python(practice: Path) -> str:
    changed(practice, ENV, "def test_env_exists(", "def test_env_exists((")
    return rf"{ENV}:\d+:\d+: SyntaxError: "


def placeholder(practice: Path) -> str:
    changed(practice, "rubric.yaml", "ls -la {directory}", "ls -la {directori}")
    return r"rubric\.yaml:\d+:\d+: .*\{directori\}.*\{directory\}"


def one_language(practice: Path) -> str:
    changed(practice, "rubric.yaml", ', en: "Tools (1–3)"', "")
    return r"rubric\.yaml:\d+:\d+: .*en"


def another_total(practice: Path) -> str:
    changed(practice, "rubric.yaml", "    points: 2\n    app: mi_aplicacion", "    points: 3\n    app: mi_aplicacion")
    return r"rubric\.yaml:\d+:1: .*11.*10"


UNSOUND: list[Callable[[Path], str]] = [
    misspelt, renamed, removed, unmarked, behind_a_comment, in_the_rubric_alone, twice, of_a_class, of_two_subjects,
    without_a_name, no_module, no_python, placeholder, one_language, another_total,
]  # fmt: skip


def lines(ended: Ended, practice: Path) -> list[str]:
    """What was complained of, with paths from the practice's directory on."""
    return [line.replace(f"{practice}/", "") for line in ended.said]


@pytest.mark.parametrize("spoil", UNSOUND, ids=lambda one: one.__name__)
def test_lint_and_check_refuse(spoil: Callable[[Path], str], practice: Path, tmp_path: Path) -> None:
    told = re.compile(spoil(practice))
    for words in (("lint",), ("check", NOWHERE)):
        if words[0] == "check" and spoil in (no_module, no_python):
            continue  # a check sees it when it collects: see test_bad_input.py
        ended = perito(*words, "--practice", practice, cwd=tmp_path)
        assert ended.status == 2, ended
        assert any(told.fullmatch(line) or told.match(line) for line in lines(ended, practice)), ended
        assert not any("refused" in line for line in ended.said)
        assert all(re.match(r"\S+:\d+:\d+: ", line) for line in lines(ended, practice)), ended
    assert [path.name for path in tmp_path.iterdir()] == ["practice"]


@pytest.mark.parametrize("spoil", [misspelt, removed, twice, of_two_subjects], ids=lambda one: one.__name__)
def test_nobody_is_graded_or_graded_again(spoil: Callable[[Path], str], practice: Path, tmp_path: Path) -> None:
    told = re.compile(spoil(practice))
    (tmp_path / "roster.csv").write_text("id,host\nana,nowhere.invalid\n")
    run = class_run(tmp_path / "run", {"ana": "sound"})
    kept = {path: path.read_bytes() for path in run.rglob("*") if path.is_file() and path.name != "run.lock"}
    commands = (
        ("watch", NOWHERE),
        ("grade", "roster.csv", "--run", "new"),
        ("regrade", run, "--save"),
        ("regrade", store.demo("sound")),
    )
    for words in commands:
        ended = perito(*words, "--practice", practice, cwd=tmp_path)
        assert ended.status == 2, (words, ended)
        assert any(told.match(line) for line in lines(ended, practice)), (words, ended)
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file() and path.name != "run.lock"} == kept
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("spoil", [misspelt, removed, twice, of_two_subjects], ids=lambda one: one.__name__)
def test_plain_pytest_refuses(spoil: Callable[[Path], str], practice: Path) -> None:
    told = re.compile(spoil(practice))
    shutil.copy(ROOT / "conftest.py", practice)
    ended = pytest_run("checks", "--target", NOWHERE, cwd=practice)
    assert ended.status == 4
    text = (ended.out + ended.err).replace(f"{practice}/", "").replace("ERROR: ", "")
    assert any(told.match(line) for line in text.splitlines()), ended
    assert "refused" not in text


def test_what_only_pytest_sees_is_refused_when_it_has_collected(practice: Path) -> None:
    """A hook of the conftest marks a test: no text of a test says so."""
    (practice / "conftest.py").write_text(
        (ROOT / "conftest.py").read_text() + "\n\nimport pytest\n\n\ndef pytest_itemcollected(item):\n"
        "    if item.name.startswith('test_env_exists'):\n"
        "        item.add_marker(pytest.mark.perito_check('env.nowhere'), append=False)\n"
    )
    for ended in (
        perito("regrade", store.demo("sound"), "--practice", practice),
        perito("lint", "--practice", practice),
    ):
        assert (ended.status, len(ended.said)) == (2, 1), ended
        assert "env.nowhere" in ended.said[0]
    plain = pytest_run("checks", "--replay", store.demo("sound"), cwd=practice)
    assert plain.status == 4
    assert "env.nowhere" in plain.out + plain.err


def test_a_teachers_own_tests_need_no_mark(practice: Path) -> None:
    (practice / "checks" / "test_90_mine.py").write_text(
        "import pytest\n\n@pytest.mark.parametrize('name', ['a', 'b'])\ndef test_mine(name):\n    assert name\n"
    )
    assert perito("lint", "--practice", practice).status == 0
    assert perito("regrade", store.demo("sound"), "--practice", practice).status == 0


@pytest.mark.parametrize(("points", "status"), [("10", 0), ("7", 2)])
def test_points_add_up_to_the_scale(points: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "test_a.py").write_text(
        'from perito.expect import check\n\n@check("a.x")\ndef test_x(host):\n    pass\n'
    )
    text = (
        "schema: perito/rubric/1\npractice: other\ntitle: {es: x, en: x}\n"
        f"steps: {{a: {{title: {{es: x, en: x}}, checks: {{a.x: {{points: {points}, title: {{es: x, en: x}}}}}}}}}}\n"
    )
    (tmp_path / "rubric.yaml").write_text(text)
    ended = perito("lint", "--practice", tmp_path)
    assert ended.status == status, ended
    assert all(f"rubric.yaml:4:1: steps: las comprobaciones valen {points}" in line for line in ended.said)
    (tmp_path / "rubric.yaml").write_text(text.replace(f"points: {points}, ", ""))
    assert perito("lint", "--practice", tmp_path).status == 0


@pytest.mark.parametrize(
    ("code", "said"),
    [("import os\nos._exit(7)\n", "7"), ("raise SystemExit('no')\n", "no"), ("while True:\n    pass\n", "0 s")],
    ids=["exit", "SystemExit", "endless"],
)
def test_tests_that_cannot_be_read_at_all(
    code: str, said: str, practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "LONGEST", 10.0)
    (practice / "checks" / "test_90_mine.py").write_text(code)
    with pytest.raises(locate.PracticeError) as wrong:
        soundness.prove(locate.find(practice), rubric.load(practice / "rubric.yaml"), thoroughly=True)
    assert said in str(wrong.value).splitlines()[0]


def test_the_shipped_practice_needs_no_second_look() -> None:
    """`check` would otherwise take half a second more."""
    shipped = locate.find()
    assert soundness.obvious(shipped, rubric.load(shipped.rubric))


@pytest.mark.parametrize("spoil", UNSOUND[:10], ids=lambda one: one.__name__)
def test_what_is_obvious_is_so(spoil: Callable[[Path], str], practice: Path) -> None:
    spoil(practice)
    assert not soundness.obvious(locate.find(practice), rubric.load(practice / "rubric.yaml"))


def test_every_placeholder_is_filled_and_every_one_that_is_filled_is_known() -> None:
    for name, subject in (("flask", Deployment), ("web", BehindNginx)):
        source = subject.placeholders.__code__.co_consts
        filled = {one for several in source if isinstance(several, tuple) for one in several}
        assert filled == models.load(name).placeholders, name
    assert not models.load("none").placeholders
