"""What authors of practices do with pytest and YAML: each is one line with its place, or means what it says."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from perito.documents.result import Outcome
from perito.evidence.session import Session
from perito.grading import soundness, wording
from perito.grading.grade import Assignment, PracticeBroken, grade
from perito.lab import images, scripts
from perito.lab.library import Library
from perito.lab.tools import LibraryError
from perito.models import load
from perito.practice import rubric
from perito.practice.locate import Practice, PracticeError
from perito.practice.rubric import RubricError
from perito.report.terminal import show
from perito.support.console import Console
from perito.transport.base import HttpReply
from tests.practice.small import CHECKS, HEAD, STEPS, english, practice
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result

pytestmark = pytest.mark.usefixtures("in_english")
ONE = """\
import unittest

import pytest

from perito import check


@check("one.a")
{test}


@check("one.b")
def test_b(host):
    return
"""


def small(place: Path, test: str, conftest: str = "") -> Path:
    found = practice(place, head=english(HEAD), more="languages: [en]\n", steps=english(STEPS), checks=test)
    (found / "conftest.py").write_text(conftest, encoding="utf-8")
    return found


def told(place: Path) -> list[str]:
    """What lint says of the tests, without the directory."""
    found = soundness.problems(Practice(place), place / "rubric.yaml")  # in a process of its own
    return [one.replace(f"{place}/", "") for one in found]


@pytest.mark.parametrize(
    ("test", "says"),
    [
        ("async def test_a(host):\n    pass", "checks/test_01_one.py:8:1: nobody runs an async test"),
        ("def test_a(host):\n    return True", "checks/test_01_one.py:10:5: what a test returns counts for nothing"),
        ('def test_a(host):\n    if host:\n        return host.exists("x")', "checks/test_01_one.py:11:9: what a test"),
        ("def test_a(host):\n    yield", "checks/test_01_one.py:9:1: 'yield' keyword"),
    ],
)
def test_what_pytest_would_collect_and_not_judge(test: str, says: str, tmp_path: Path) -> None:
    found = told(small(tmp_path / "p", ONE.format(test=test)))
    assert [line for line in found if line.startswith(says)], found


def test_a_test_of_unittest_takes_no_host(tmp_path: Path) -> None:
    checks = CHECKS + "\n\nimport unittest\n\n\nclass T(unittest.TestCase):\n    def test_c(self):\n        pass\n"
    (line,) = told(small(tmp_path / "p", checks))
    assert line.startswith("checks/test_01_one.py:18:5: a test of unittest cannot take `host`")


@pytest.mark.parametrize(
    "test",
    [
        'def test_a(host):\n    if host:\n        return pytest.skip("no")\n    return None',
        "def test_a(host):\n    def inner():\n        return 5\n\n    assert sorted([1], key=lambda one: inner())",
        "@pytest.mark.anyio\nasync def test_a(host):\n    pass",
    ],
)
def test_what_returns_nothing_is_sound(test: str, tmp_path: Path) -> None:
    assert told(small(tmp_path / "p", ONE.format(test=test))) == []


def test_a_fixture_may_not_hide_one_of_ours(tmp_path: Path) -> None:
    hides = "import pytest\n\n\n@pytest.fixture\ndef inputs():\n    return {}\n"
    checks = CHECKS.replace("test_a(host)", "test_a(host, inputs)")
    (line,) = told(small(tmp_path / "p", checks, hides))
    assert line.startswith("checks/test_01_one.py:4:1: `inputs` comes from conftest.py:4 and hides Perito's")
    assert told(small(tmp_path / "made", checks, hides.replace("inputs()", "inputs(inputs)"))) == []


def test_modules_beside_the_tests_are_imported_by_name(tmp_path: Path) -> None:
    checks = CHECKS.replace('"/etc/passwd"', "paths.PASSWD").replace("from perito", "import paths\nfrom perito", 1)
    place = small(tmp_path / "p", checks)
    (place / "checks" / "paths.py").write_text('PASSWD = "/etc/passwd"\n', encoding="utf-8")
    assert told(place) == []
    session = Session.replay(store.demo("sound"))
    assert len(grade(session, Assignment.of(session, place)).checks) == 2


@pytest.mark.parametrize("name", ["a", "", "one.a[x]", "one.*", "one.a b", "one/a.b", "one.a.b", "one.a\\n"])
def test_an_id_that_reports_and_patterns_could_not_name(name: str, tmp_path: Path) -> None:
    place = practice(tmp_path / "p", steps=STEPS.replace("one.a", f'"{name}"'))
    with pytest.raises(RubricError, match=r"rubric.yaml:8:7: .*a check is called STEP.WHAT"):
        rubric.load(place / "rubric.yaml")


def test_ids_in_other_alphabets_are_ids(tmp_path: Path) -> None:
    place = practice(tmp_path / "p", steps=STEPS.replace("one.a", "año.A_1-é"))
    assert "año.A_1-é" in rubric.load(place / "rubric.yaml").checks


@pytest.mark.parametrize(
    ("head", "model"),
    [
        ("model: web\r\n", "web"), ("model: 'web' # it\r\n", "web"), ('model: "web"\n', "web"), ("model: web\n", "web"),
        ("extends: flask\r\n", "flask"),
    ],
)  # fmt: skip
def test_the_head_is_read_however_lines_end(head: str, model: str, tmp_path: Path) -> None:
    """The first questions leave before the rubric is loaded."""
    place = practice(tmp_path / "p")
    (place / "rubric.yaml").write_bytes(b"\xef\xbb\xbf" + head.encode() + HEAD.encode())
    assert Practice(place).model == model


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            STEPS.replace("{es: A, en: The first}", "The first").encode(),
            'a.title: a text is given by language: {es: "…", en: "…"}',
        ),
        (STEPS.replace("one.b", "one.a").encode(), ':9:7: found duplicate key "one.a"'),
        (STEPS.replace("Uno", "Añ").encode("latin-1"), ":6:18: not UTF-8 text"),
    ],
)
def test_what_is_wrong_in_the_yaml_has_its_place(text: bytes, says: str, tmp_path: Path) -> None:
    place = practice(tmp_path / "p")
    (place / "rubric.yaml").write_bytes(HEAD.encode() + text)
    with pytest.raises(RubricError) as refused:
        rubric.load(place / "rubric.yaml")
    assert str(refused.value).endswith(says)


def test_words_are_wanted_of_what_the_practice_s_own_code_raises(tmp_path: Path) -> None:
    """A model raises findings of checks that the Flask practice has: a check may be called like one of these."""
    place = practice(tmp_path / "p", steps=STEPS.replace("one.a", "site.socket"))
    (place / "words").mkdir()
    loaded = rubric.load(place / "rubric.yaml")
    assert list(wording.problems(Practice(place), loaded, load("web"))) == []
    (place / "words" / "site.yaml").write_text("", encoding="utf-8")
    found = list(wording.problems(Practice(place), rubric.load(place / "rubric.yaml"), load("web")))
    assert all("the finding site.socket/" in one for one in found)
    assert found


@pytest.mark.parametrize("way", ["import os; os._exit(0)", 'pytest.importorskip("no_such_module")'])
def test_no_grade_comes_of_a_check_that_did_not_look(way: str, tmp_path: Path) -> None:
    """The grader's own module is missing, or the check ends Python: the status 0 would be taken for a grade."""
    place = small(tmp_path / "p", ONE.format(test=f"def test_a(host):\n    {way}"))
    session = Session.replay(store.demo("sound"))
    result = grade(session, Assignment.of(session, place))
    first = result.checks[0]
    assert (first.outcome, result.complete, result.score.grade) == (Outcome.ERROR, False, None)


def test_a_conftest_that_ends_python_is_one_line(tmp_path: Path) -> None:
    place = small(tmp_path / "p", CHECKS, "import os\n\nos._exit(0)\n")
    session = Session.replay(store.demo("sound"))
    with pytest.raises(PracticeBroken, match=r"^\S+conftest\.py:3:\d+: SystemExit: os\._exit\(0\)$"):
        grade(session, Assignment.of(session, place))


def test_scripts_of_a_lab_know_the_inputs(tmp_path: Path) -> None:
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "inputs").write_text("clave='Gato negro'\n", encoding="utf-8")
    (tmp_path / "lab" / "names").write_text("DIR=/srv\n", encoding="utf-8")
    assert Library(tmp_path).variables() == {"PERITO_INPUT_CLAVE": "Gato negro", "DIR": "/srv"}


def test_a_header_is_asked_for_by_its_name() -> None:
    reply = HttpReply(301, (("Server", "nginx"), ("location", "https://a/"), ("Location", "https://b/")))
    assert (reply.header("Location"), reply.header("Vary")) == ("https://a/", "")


def test_a_link_that_leads_back_is_one_line(tmp_path: Path) -> None:
    """pytest follows it without an end."""
    place = small(tmp_path / "p", CHECKS)
    (place / "checks" / "again").symlink_to(place)
    (place / "checks" / "other").symlink_to(tmp_path / "nowhere")
    for thoroughly in (True, False):
        with pytest.raises(PracticeError, match=r"checks/again: this link leads back to where it is in$"):
            soundness.prove(Practice(place), rubric.load(place / "rubric.yaml"), thoroughly=thoroughly)
    (place / "checks" / "again").unlink()
    soundness.prove(Practice(place), rubric.load(place / "rubric.yaml"), thoroughly=False)


def test_a_lab_s_scripts_may_come_from_windows(tmp_path: Path) -> None:
    (tmp_path / "a.sh").write_bytes(b"\xef\xbb\xbf# pins: one.a\r\n# says: x\r\nif true; then\r\n:\r\nfi\r\n")
    assert "\r" not in scripts.read(tmp_path / "a.sh").script
    images.with_plain_ends(tmp_path)
    assert b"\r" not in (tmp_path / "a.sh").read_bytes()
    (tmp_path / "b.sh").write_bytes("# pins: one.a\n# says: año\n".encode("latin-1"))
    with pytest.raises(LibraryError, match=r"b\.sh:2:10: not UTF-8 text$"):
        scripts.read(tmp_path / "b.sh")


NEVER_RUN = {
    "mark": (
        "@pytest.mark.skip(reason='later')\ndef test_a(host):\n    pass",
        "9:1: one.a: skipped, so nobody",
        "later",
    ),
    "condition": ("@pytest.mark.skipif(2 > 1, reason='no')\ndef test_a(host):\n    pass", "9:1: one.a: skipped", "no"),
    "no condition": ("@pytest.mark.skipif('it')\ndef test_a(host):\n    pass", "9:1: NameError: name 'it' is not", ""),
    "class": ("class TestOne:\n    def test_a(self, host):\n        pass", "8:1: one.a: skipped", "later"),
    "module": ("def test_a(host):\n    pass", "1:1: one.a: skipped", "later"),
    "whole": ("def test_a(host):\n    pass", "2:1: one.a, one.b: skipped", "later"),
    "import": ("def test_a(host):\n    pass", "2:1: one.a, one.b: skipped", "No module named 'no_such_module'"),
}
BEFORE = {
    "module": "pytestmark = __import__('pytest').mark.skip('later')\n",
    "whole": "import pytest\npytest.skip('later', allow_module_level=True)\n",
    "import": "import pytest\npytest.importorskip('no_such_module')\n",
}


@pytest.mark.parametrize("case", NEVER_RUN)
def test_a_check_that_is_never_run_is_one_line_and_earns_nothing(case: str, tmp_path: Path) -> None:
    test, says, why = NEVER_RUN[case]
    text = BEFORE.get(case, "") + ONE.format(test=test)
    if case == "class":
        text = text.replace(
            '@check("one.a")\nclass TestOne:\n', '@pytest.mark.skip("later")\nclass TestOne:\n    @check("one.a")\n'
        )
    place = small(tmp_path / "p", text)
    found = told(place)
    first = [line for line in found if line.startswith(f"checks/test_01_one.py:{says}") and line.endswith(why)]
    assert len(first) == 1, found
    assert len(found) == (2 if case == "module" else 1), found
    (place / "checks" / "test_02_own.py").write_text("def test_own(host):\n    assert host\n", encoding="utf-8")
    session = Session.replay(store.demo("sound"))
    result = grade(session, Assignment.of(session, place))
    assert (result.checks[0].outcome, result.complete, result.score.grade) == (Outcome.ERROR, False, None)
    assert result.score.earned <= 4
    assert why in result.problems[0].text
    if case in {"whole", "import"}:
        assert "its file skips itself, checks/test_01_one.py:2: Skipped: " in result.problems[0].text


def test_a_condition_that_does_not_hold_skips_nothing(tmp_path: Path) -> None:
    test = "@pytest.mark.skipif(False, reason='no')\ndef test_a(host):\n    pass"
    assert told(small(tmp_path / "p", ONE.format(test=test))) == []


BROKEN = {
    "own": ('def test_a(host):\n    {}["nothing"]', "checks/test_01_one.py:10: KeyError: 'nothing'\n{}[\"nothing\"]"),
    "type": ("def test_a(host):\n    len(5)", "checks/test_01_one.py:10: TypeError: object of type 'int' has no len()"),
    "fact": ("def test_a(host):\n    host.fil('/x')", "checks/test_01_one.py:10: AttributeError: 'Host' object has no"),
    "silent": ("def test_a(host):\n    raise LookupError", "checks/test_01_one.py:10: LookupError\nraise LookupError"),
    "file": ("def test_a(host):\n    open(__file__ + 'x')", "checks/test_01_one.py:10: FileNotFoundError: [Errno 2]"),
    "helper": ("def test_a(host, broken):\n    pass", "conftest.py:6: ZeroDivisionError: division by zero\n1 / 0"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_mistake_in_a_check_has_its_place(case: str, tmp_path: Path) -> None:
    """Its author reads file, line and what stands there; nobody reads where the practice is on the author's machine."""
    test, says = BROKEN[case]
    conftest = "import pytest\n\n\n@pytest.fixture\ndef broken():\n    1 / 0\n"
    place = small(tmp_path / "p", ONE.format(test=test), conftest)
    session = Session.replay(store.demo("sound"))
    result = grade(session, Assignment.of(session, place))
    first = result.checks[0]
    assert first.outcome is Outcome.ERROR
    assert first.assertion.startswith(says), first.assertion
    where, _colon, error = says.partition("\n")[0].partition(": ")
    assert first.detail.startswith(f"a mistake in the check itself, {where}: {error}"), first.detail
    assert not any(str(tmp_path) in one.model_dump_json() for one in (*result.checks, *result.problems))
    shown = {one: report_of(result, one) for one in ("teacher", "student")}
    assert all(f"{where}: {error.partition(':')[0]}" in text for text in shown.values())
    code = (place / where.partition(":")[0]).read_text().splitlines()[int(where.rpartition(":")[2]) - 1].strip()
    assert [f"\n{code}" in text.replace("\n            ", "\n") for text in shown.values()] == [True, False]


def report_of(result: Result, audience: str) -> str:
    """What the terminal shows."""
    said = StringIO()
    show(result, audience=audience, console=Console(file=said, width=110, highlight=False))
    return said.getvalue()


JUDGES = "from perito import expect\n\n\ndef test_c(host):\n    {line}\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("expect(1).to_match('x')", "5:5: expect has no to_match; it has to_equal, to_be_one_of,"),
        ("expect(1).to_equals(1)", "5:5: expect has no to_equals (did you mean to_equal?); it has"),
        ("expect(host.exists('x'))", "5:5: this judges nothing: write expect(…).to_equal(…)"),
        ("expect(1).to_equal", "5:5: this judges nothing: write expect(…).to_equal(…)"),
        ("host.exists('x') == True", "5:5: this judges nothing: write assert before it"),
        ("assert (host.exists('x'), 'no x')", "5:5: what stands in brackets is always true: write assert"),
        ("assert expect(1).to_equal(1)", "5:5: expect judges by itself: leave assert out"),
        ("expect(1).to_equal(1)", ""),
        ("assert host.exists('x'), ('a', 'b')", ""),
        ("assert (host.exists('x') and host), 'no'", ""),
        ("found = expect(1); found.to_equal(1)", ""),
    ],
)
def test_a_line_that_judges_nothing_is_told(line: str, says: str, tmp_path: Path) -> None:
    place = small(tmp_path / "p", CHECKS)
    (place / "checks" / "test_02_own.py").write_text(JUDGES.format(line=line), encoding="utf-8")
    found = told(place)
    assert len(found) == bool(says), found
    assert "".join(found).startswith(f"checks/test_02_own.py:{says}" if says else "")


def test_expect_of_somebody_else_is_theirs(tmp_path: Path) -> None:
    place = small(tmp_path / "p", CHECKS)
    other = "from other import expect\n\n\ndef test_c(host):\n    expect(1).to_match('x')\n"
    (place / "checks" / "test_02_own.py").write_text(other, encoding="utf-8")
    (place / "checks" / "other.py").write_text("def expect(one):\n    return one\n", encoding="utf-8")
    assert told(place) == []


@pytest.mark.parametrize("head", ['extends: ""\n', "extends:\n  .\n", '"extends": ..\n', "{extends: flask}\n"])
def test_extends_where_only_yaml_sees_it_is_one_line(head: str, tmp_path: Path) -> None:
    """It is also read without the rest, and then it would not be seen: its tests and its lab would be nobody's."""
    text = f"{head[:-2]}, " + "schema: x}\n" if head.startswith("{") else head + HEAD + STEPS
    place = practice(tmp_path / "p")
    (place / "rubric.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RubricError, match=r"rubric.yaml:1:\d: .*write it on a line of its own: extends: NAME$"):
        rubric.load(place / "rubric.yaml")


def test_a_character_that_yaml_does_not_take_has_its_place(tmp_path: Path) -> None:
    place = practice(tmp_path / "p", steps=STEPS.replace("Uno", "U\0no"))
    with pytest.raises(RubricError, match=r"rubric.yaml:6:18: "):
        rubric.load(place / "rubric.yaml")


@pytest.mark.parametrize("said", ["discover", "{discover: [home]}"])
def test_subjects_that_nobody_would_discover_are_one_line_of_lint(said: str, tmp_path: Path) -> None:
    place = small(tmp_path / "p", CHECKS)
    text = (place / "rubric.yaml").read_text(encoding="utf-8")
    (place / "rubric.yaml").write_text(
        text.replace("steps:", f"subjects: {{site: {said}}}\nsteps:", 1), encoding="utf-8"
    )
    (line,) = told(place)
    assert re.match(r"rubric.yaml:\d+:12: subjects.site: the practice's conftest.py has no function discover", line)
    (place / "conftest.py").write_text("def discover(server):\n    return {}\n", encoding="utf-8")
    assert told(place) == []
