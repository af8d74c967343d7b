"""Every check that applies has exactly one outcome, or the result says which have none: however they get lost."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import perito
from perito.documents.result import Outcome
from perito.errors import Unseen
from perito.evidence.session import Session
from perito.grading import completeness
from perito.grading.completeness import Collected, Scope
from perito.grading.grade import Assignment, PracticeBroken, grade
from perito.models.wanted import Wanted
from perito.practice import rubric
from perito.practice.locate import Practice
from perito.support import i18n
from tests.classroom.recorded_class import class_run, practice_with
from tests.cli.running import ROOT, document
from tests.cli.running import perito as perito_command
from tests.cli.test_plain_pytest import pytest_run
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.documents.result import Result


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A copy of the practice that ships with Perito, to lose checks of."""
    return practice_with(tmp_path / "practice")


def replay(practice: Path, name: str = "sound", *, whole: bool = False, steps: frozenset[str] = frozenset()) -> Result:
    i18n.use("en")
    session = Session.replay(store.demo(name))
    by = Assignment(
        Practice(practice), rubric.load(practice / "rubric.yaml"), Wanted(session.asked.apps), steps, whole=whole
    )
    return grade(session, by)


def checks_of(step: str, practice: Path) -> set[str]:
    return set(rubric.load(practice / "rubric.yaml").steps[step].checks)


def not_run(result: Result) -> str:
    return " ".join(one.text for one in result.problems if one.reason == Unseen.NOT_RUN)


def conftest(practice: Path, code: str) -> None:
    file = practice / "conftest.py"
    file.write_text(f"{file.read_text()}\n\n{code}\n")


def removed(practice: Path) -> None:
    (practice / "checks" / "test_03_env.py").unlink()


def renamed(practice: Path) -> None:
    (practice / "checks" / "test_03_env.py").rename(practice / "checks" / "03_env.py")


def half_read(practice: Path) -> None:
    """Nothing of the module is collected, and pytest counts a skip."""
    file = practice / "checks" / "test_03_env.py"
    file.write_text(f"{file.read_text()}\nimport pytest\npytest.skip('not today', allow_module_level=True)\n")


def no_tests_any_more(practice: Path) -> None:
    file = practice / "checks" / "test_03_env.py"
    file.write_text(file.read_text().replace("def test_", "def look_"))


def not_to_be_collected(practice: Path) -> None:
    conftest(practice, "collect_ignore = ['checks/test_03_env.py']")


def taken_out_without_a_word(practice: Path) -> None:
    conftest(
        practice,
        "def pytest_collection_modifyitems(items):\n"
        "    items[:] = [one for one in items if 'test_03' not in one.nodeid]",
    )


def deselected(practice: Path) -> None:
    conftest(
        practice,
        "def pytest_collection_modifyitems(config, items):\n"
        "    out = [one for one in items if 'test_03' in one.nodeid]\n"
        "    items[:] = [one for one in items if one not in out]\n"
        "    config.hook.pytest_deselected(items=out)",
    )


def never_started(practice: Path) -> None:
    conftest(practice, "def pytest_runtest_protocol(item):\n    return True if 'test_03' in item.nodeid else None")


LOSSES: list[Callable[[Path], None]] = [
    removed,
    renamed,
    half_read,
    no_tests_any_more,
    not_to_be_collected,
    taken_out_without_a_word,
    deselected,
    never_started,
]


@pytest.mark.parametrize("lose", LOSSES)
def test_a_check_that_has_not_run_is_missed_by_name_and_never_out_of_the_total(
    lose: Callable[[Path], None], practice: Path
) -> None:
    lost = checks_of("env", practice)
    lose(practice)
    result = replay(practice)
    assert not result.complete
    assert all(name in not_run(result) for name in lost), result.problems
    rows = [one for one in result.checks if one.id in lost]
    assert {one.id for one in rows} == lost
    assert {one.outcome for one in rows} == {Outcome.ERROR}
    assert all(one.detail for one in rows)


def test_an_end_half_way_by_the_practice_s_own_code_is_no_grade(practice: Path) -> None:
    conftest(
        practice,
        "import pytest\n\ndef pytest_runtest_teardown(item):\n"
        "    if 'test_03' in item.nodeid:\n        pytest.exit('enough', returncode=0)",
    )
    with pytest.raises(PracticeBroken, match=r"/conftest\.py:\d+:\d+: Exit: enough$"):
        replay(practice)


def test_both_deployments_of_the_whole_assignment_are_missed(practice: Path) -> None:
    lost = checks_of("env", practice)
    removed(practice)
    result = replay(practice, whole=True)
    names = {f"{label}/{name}" for label in ("poc", "exercise") for name in lost}
    assert {name for name in names if name not in not_run(result)} == set()
    keys = [one.key for one in result.checks]
    assert len(keys) == len(set(keys))
    assert {(label, name) for label in ("poc", "exercise") for name in lost} <= set(keys)


def test_a_check_that_runs_for_one_deployment_only_is_missed_in_the_other(practice: Path) -> None:
    conftest(
        practice,
        "def pytest_collection_modifyitems(items):\n"
        "    items[:] = [one for one in items if not ('test_03' in one.nodeid and 'exercise' in one.nodeid)]",
    )
    said = not_run(replay(practice, whole=True))
    assert all(f"exercise/{name}" in said for name in checks_of("env", practice))
    assert "poc/" not in said


def test_of_the_steps_asked_for_alone(practice: Path) -> None:
    removed(practice)
    assert replay(practice, steps=frozenset({"directory"})).complete
    assert not replay(practice, steps=frozenset({"directory", "env"})).complete


def test_a_check_that_ends_twice_counts_neither_way(practice: Path) -> None:
    again = '\n\n@check("env.exists")\ndef test_again(deployment: Deployment) -> None:\n    expect(1).to_equal(2)\n'
    ids = sorted(checks_of("env", practice))
    file = practice / "checks" / "test_03_env.py"
    file.write_text(file.read_text() + again.replace("env.exists", ids[0]))
    result = replay(practice)
    assert not result.complete
    assert [one.reason for one in result.problems] == [Unseen.RUN_TWICE]
    assert ids[0] in result.problems[0].text
    assert [one.outcome for one in result.checks if one.id == ids[0]] == [Outcome.ERROR]


def test_a_teachers_own_check_is_missed_too(practice: Path) -> None:
    (practice / "checks" / "test_90_mine.py").write_text("def test_motd():\n    pass\n")
    conftest(practice, "def pytest_runtest_protocol(item):\n    return True if 'motd' in item.name else None")
    assert "mine.motd" in not_run(replay(practice))


def test_a_lost_check_does_not_pass_for_its_points(practice: Path) -> None:
    """The one failure of this server is lost: the grade is no final one."""
    (practice / "checks" / "test_10_enabled_site.py").unlink()
    result = replay(practice, "dangling-link")
    assert not result.complete
    assert result.score.possible < replay(practice_with(practice.parent / "other"), "dangling-link").score.possible


def test_the_same_process_sees_what_has_changed_since(practice: Path) -> None:
    assert replay(practice).complete
    file = practice / "checks" / "test_03_env.py"
    text = file.read_text()
    file.write_text(text.replace("expect(", "expect(not ", 1))
    assert replay(practice).checks != replay(practice_with(practice.parent / "other")).checks
    file.unlink()
    assert not replay(practice).complete
    file.write_text(text)
    assert replay(practice).complete


def test_on_the_command_line(practice: Path, tmp_path: Path) -> None:
    never_started(practice)
    ended = perito_command("regrade", store.demo("sound"), "--practice", practice, "--json", tmp_path / "r.json")
    assert ended.status == 3
    result = document(tmp_path / "r.json")
    assert not result["complete"]
    assert [one["reason"] for one in result["problems"]] == ["not_run"]
    assert "no se han ejecutado" in ended.out


def test_of_a_class(practice: Path, tmp_path: Path) -> None:
    run = class_run(tmp_path / "run", {"ana": "sound"})
    never_started(practice)
    ended = perito_command("regrade", run, "--practice", practice, "--save")
    assert not document(run / "class.json")["students"][0]["complete"], ended
    assert not document(run / "ana" / "result.json")["complete"]


def plain(practice: Path, *words: object, server: str = "sound") -> tuple[int, dict[str, object]]:
    file = practice.parent / "plain.json"
    ended = pytest_run(*(words or ("checks",)), "--replay", store.demo(server), "--json", file, cwd=practice)
    return ended.status, document(file)


@pytest.mark.parametrize("lose", [not_to_be_collected, never_started])
def test_under_plain_pytest(lose: Callable[[Path], None], practice: Path) -> None:
    lose(practice)
    status, result = plain(practice)
    assert status == 1
    assert not result["complete"]


@pytest.mark.parametrize(
    "words",
    [("checks", "-k", "test_03"), ("checks/test_03_env.py",), ("checks", "--ignore", "checks/test_01_tools.py")],
)
def test_what_a_person_leaves_out_under_plain_pytest_is_not_missed(practice: Path, words: tuple[str, ...]) -> None:
    status, result = plain(practice, *words)
    assert (status, result["problems"]) == (0, [])


def test_a_run_that_stops_at_the_first_failure_says_what_it_has_not_seen(practice: Path) -> None:
    status, result = plain(practice, "checks", "-x", server="stopped")
    assert status == 1
    assert not result["complete"]


def test_a_result_that_lacks_outcomes_is_not_weighed_again_but_replayed(practice: Path) -> None:
    from perito.grading.rescoring import fits

    removed(practice)
    result = replay(practice)
    assert not fits(result, result.judged_by)


def test_nobody_but_a_run_makes_a_result() -> None:
    """What guards the one place guards all paths; the other is of a server that could not be looked at: no checks."""
    package = Path(perito.__file__).parent
    makers = {
        file.relative_to(package)
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Result"
    }
    assert makers == {Path("grading/run.py"), Path("grading/ungraded.py")}


def test_what_is_owed() -> None:
    shipped = rubric.load(ROOT / "rubric.yaml")
    both = Scope(shipped, frozenset(), ("poc", "exercise"), frozenset())
    owed = completeness.owed(both, Collected())
    assert ("exercise", "exercise.own-unit") in owed
    assert ("poc", "exercise.own-unit") not in owed
    assert {label for label, _name in owed} == {"poc", "exercise"}
    server = completeness.owed(both, Collected(((None, "tools.pip"), ("poc", "mine.one"))))
    assert ("poc", "mine.one") in server
    heroku = Scope(shipped, frozenset({"heroku"}), ("poc",), frozenset({"heroku"}))
    assert {label for label, _name in completeness.owed(heroku, Collected())} == {None}
    assert completeness.owed(Scope(shipped, frozenset({"heroku"}), ("poc",), frozenset()), Collected()) == []
