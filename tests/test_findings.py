"""Findings: raised by their id, worded in words/, proved complete, told in the result, explained on demand."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

import perito
from perito import models
from perito.documents.result import CheckResult, Outcome
from perito.grading import wording
from perito.grading.result_fields import entered
from perito.lab.matrix import Row, row
from perito.lab.scripts import read
from perito.practice import expect, rubric
from perito.practice.locate import Practice
from perito.practice.raised import raised
from perito.practice.words import WordsError, filled
from perito.report import formats, terminal
from perito.support import i18n
from perito.support.console import Console
from tests.classroom.recorded_class import practice_with
from tests.cli.running import ROOT
from tests.cli.running import perito as command
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Iterator

RUBRIC = """\
schema: perito/rubric/1
practice: small
title: {es: Prueba, en: Trial}
model: web
steps:
  one:
    title: {es: Uno, en: One}
    checks:
      one.mode:
        points: 1
        title: {es: "Los permisos son 775", en: "The mode is 775"}
        unmet: {es: "Los permisos no son 775", en: "The mode is not 775"}
        hint: {es: "Mira el paso 7.", en: "See step 7."}
        see: "stat {directory}"
"""
CHECK = """\
from perito import check, expect, finding
@check("one.mode")
def test_mode():
    raise finding("one.mode/group", actual="755", group="www-data")
"""
WORDS = """\
one.mode/group:
  says:
    es: "Al grupo {group} le falta escribir: {actual}."
    en: "The group {group} may not write: {actual}."
  line: "chmod 775 {directory}"
"""


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    (tmp_path / "checks").mkdir()
    (tmp_path / "words").mkdir()
    (tmp_path / "rubric.yaml").write_text(RUBRIC)
    (tmp_path / "checks" / "test_one.py").write_text(CHECK)
    (tmp_path / "words" / "one.yaml").write_text(WORDS)
    return Practice(tmp_path)


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    i18n.use("es")
    yield
    i18n.use("es")


def failed(**update: object) -> CheckResult:
    found = CheckResult(id="one.mode", step="one", title="one.mode", outcome=Outcome.FAILED, actual="755")
    return found.model_copy(update={"finding": "one.mode/group", "said": {"group": "www-data"}, **update})


def told(practice: Practice) -> list[str]:
    return list(wording.problems(practice, rubric.load(practice.rubric), models.of(practice)))


def change(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def test_a_finding_says_it_in_the_words_of_its_kind_and_else_in_the_checks(practice: Practice) -> None:
    found = entered(failed(), rubric.load(practice.rubric), {"directory": "/srv/app"})
    assert found.says == "Al grupo www-data le falta escribir: 755."
    assert (found.line, found.hint) == ("chmod 775 /srv/app", "Mira el paso 7.")
    assert (found.command, found.command_on, found.unmet) == ("stat /srv/app", "server", "Los permisos no son 775")
    i18n.use("en")
    assert entered(failed(), rubric.load(practice.rubric), {}).says == "The group www-data may not write: 755."


def test_a_finding_without_words_leaves_what_the_rubric_says(practice: Practice) -> None:
    found = entered(failed(finding="one.mode/other"), rubric.load(practice.rubric), {})
    assert (found.says, found.unmet) == ("", "Los permisos no son 775")


@pytest.mark.parametrize(
    ("help", "command", "line"), [("question", "", ""), ("pointer", "stat d", ""), ("line", "stat d", "chmod 775 d")]
)
def test_the_rubric_says_how_far_students_are_helped(practice: Practice, help: str, command: str, line: str) -> None:
    change(practice.rubric, "practice: small", f"practice: small\nhelp: {help}")
    found = entered(failed(), rubric.load(practice.rubric), {"directory": "d"})
    assert (found.command, found.line) == (command, line)


def test_what_a_server_said_is_no_template() -> None:
    assert filled("{a} and {b}, ${b}", {"a": "{b}", "b": "x"}) == "{b} and x, ${b}"


def test_a_command_for_the_visitors_computer_says_so(practice: Practice) -> None:
    change(practice.directory / "words" / "one.yaml", "line:", 'look: {client: "dig x"}\n  line:')
    found = entered(failed(), rubric.load(practice.rubric), {})
    assert (found.command, found.command_on) == ("dig x", "client")


def test_a_sound_practice_has_nothing_to_say(practice: Practice) -> None:
    assert told(practice) == []
    assert told(Practice(ROOT)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "said"),
    [
        ("checks/test_one.py", "/group", "/owner", "checks/test_one.py:4:11", "one.mode/owner"),
        ("checks/test_one.py", "/group", "/owner", "words/one.yaml:1:1", "one.mode/group"),
        ("checks/test_one.py", "group=", "user=", "words/one.yaml:3:5", "{group}"),
        ("words/one.yaml", "{actual}", "{actualy}", "words/one.yaml:3:5", "{actualy}"),
        ("words/one.yaml", "{directory}", "{dir}", "words/one.yaml:5:3", "{dir}"),
        ("checks/test_one.py", "one.mode/", "one.node/", "checks/test_one.py:4:11", "one.node/group"),
        ("words/one.yaml", "    en:", "    de:", "words/one.yaml", "en"),
        ("words/one.yaml", "one.mode/group:", "two.mode/group:", "words/one.yaml:1:1", "one.check/kind"),
        ("words/one.yaml", "line:", "lines:", "words/one.yaml:5:3", "lines"),
    ],
)
def test_lint_tells_what_is_amiss(practice: Practice, file: str, old: str, new: str, place: str, said: str) -> None:
    change(practice.directory / file, old, new)
    try:
        found = told(practice)
    except WordsError as error:  # of a practice that did not come with Perito the words are read with the rubric
        found = error.problems
    assert any(one.startswith(f"{practice.directory / place}") and said in one for one in found), found


def test_a_copy_without_words_speaks_with_those_that_ship(tmp_path: Path) -> None:
    copy = Practice(practice_with(tmp_path))
    assert told(copy) == []
    own = copy.checks / "test_02_directory.py"
    own.write_text(own.read_text() + '\n\ndef never() -> None:\n    raise finding("directory.mode/never-heard-of")\n')
    (problem,) = told(copy)
    assert "directory.mode/never-heard-of" in problem


def test_words_that_are_no_yaml_end_with_one_line_and_status_2(practice: Practice) -> None:
    change(practice.directory / "words" / "one.yaml", "says:", "says: [")
    ended = command("check", "ssh://u@127.0.0.1:1", "--practice", str(practice.directory), "--no-report")
    assert ended.status == 2
    assert f"{practice.directory}/words/one.yaml:" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_every_way_of_raising_one_is_read_from_the_text(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.py"
    file.write_text(dedent(
        """\
        raise finding("a.b/one" if x else "a.b/two", line=1, because="c.d")
        expect(x, finding="a.b/three", who=1).to_equal(2)
        raise Absent("e", "f", finding="a.b/four", said={"path": p})
        raise expect_.finding("a.b/five", **said)
        other("a.b/six")
        """
    ))  # fmt: skip
    found = {one.finding: one for one in raised([file])}
    assert set(found) == {"a.b/one", "a.b/two", "a.b/three", "a.b/four", "a.b/five"}
    usual = {"expected", "actual", "detail"}
    assert found["a.b/one"].said == found["a.b/two"].said == usual | {"line"}
    assert found["a.b/three"].said == usual | {"who"}
    assert found["a.b/four"].said == usual | {"path"}
    assert not found["a.b/five"].whole


def test_every_finding_of_the_engine_is_of_a_check_of_the_shipped_rubric() -> None:
    checks = rubric.load(ROOT / "rubric.yaml").checks
    files = [path for part in wording.ENGINE for path in (Path(perito.__file__).parent / part).rglob("*.py")]
    assert [str(one) for one in raised(files) if one.finding.partition("/")[0] not in checks] == []


def test_the_public_names() -> None:
    failure = perito.finding("a.b/c", actual="x", port=80, because="d.e", proof="p")
    assert isinstance(failure, perito.Failure)
    assert (failure.finding, failure.said, failure.actual) == ("a.b/c", {"port": "80"}, "x")
    with pytest.raises(expect.Failure) as caught:
        perito.expect(1, finding="a.b/c", where=None).to_equal(2)
    assert (caught.value.finding, caught.value.said) == ("a.b/c", {"where": "—"})


def test_a_fault_names_the_finding_that_it_must_produce(tmp_path: Path) -> None:
    file = tmp_path / "fault.sh"
    file.write_text(
        "# pins: service.active/stopped, poc/service.bind/none, site.listen\n# es: e\n# en: e\n# on: exercise\n"
    )
    found = read(file)
    assert found.pins == ("exercise/service.active", "poc/service.bind", "exercise/site.listen")
    assert found.findings == {
        "exercise/service.active": "service.active/stopped",
        "poc/service.bind": "service.bind/none",
    }


def test_a_row_is_right_only_if_it_was_said_so() -> None:
    pinned = {"pins": ("a.b",), "roots": ("a.b",), "lost": ("a.b",)}
    assert Row("x", "bookworm", **pinned).right  # type: ignore[arg-type] # mypy sees a dict of tuples
    one = Row("x", "bookworm", **pinned, unsaid=("a.b/c (a.b/d)",))  # type: ignore[arg-type]
    assert one.pinned
    assert not one.right


def test_a_recorded_server_comes_out_with_the_finding(tmp_path: Path) -> None:
    file = tmp_path / "stopped.sh"
    file.write_text("# pins: service.active/never-started\n# es: e\n# en: e\n")
    result = perito.grade(store.demo("stopped"))
    found = row(read(file), "bookworm", result)
    assert found.pinned
    assert found.unsaid == ("service.active/never-started (service.active/stopped)",)


def test_every_report_says_it_and_programs_get_its_id() -> None:
    result = perito.grade(store.demo("stopped"))
    says = next(check.says for check in result.checks if check.finding == "service.active/stopped")
    assert says.startswith("El servicio flask_app.service está parado")
    for name in ("html", "json", "junit", "ctrf", "gradescope"):
        assert says in formats.render(name, result), name
    for name in ("json", "junit"):
        assert "service.active/stopped" in formats.render(name, result)
    assert result.root_causes[0].text == says
    console = Console(record=True, width=200, file=StringIO())
    terminal.show(result, console=console)
    told = console.export_text()
    assert says in told
    assert "✗ El servicio está parado" in told
    assert "por la causa 1 (el servicio está parado)" in told
    assert "sudo systemctl start" not in told
    page = formats.render("html", result)
    assert "Ver la línea" in page
    assert "sudo systemctl start flask_app.service" in page


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A directory of runs whose last one is of a server with a stopped service."""
    reports = tmp_path / "reports"
    run = reports / "20260101-000000-server"
    run.mkdir(parents=True)
    (run / "result.json").write_text(perito.grade(store.demo("stopped")).to_json(), encoding="utf-8")
    return reports


@pytest.mark.parametrize("name", ["1", "service.active", "service.active/stopped", "parado"])
def test_explain_goes_a_stage_further_than_the_report(kept: Path, name: str) -> None:
    ended = command("explain", name, "--reports", str(kept))
    assert ended.status == 0, ended.err
    assert "sudo systemctl start" in ended.out
    assert "sudo systemctl start" not in command("report", str(next(kept.iterdir()))).out


def test_explain_goes_no_further_than_the_rubric_allows(kept: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("checks", "words"):
        shutil.copytree(ROOT / name, own / name)
    shutil.copy(ROOT / "conftest.py", own)
    (own / "rubric.yaml").write_text((ROOT / "rubric.yaml").read_text().replace("\nscale:", "\nhelp: pointer\nscale:"))
    result = perito.grade(store.demo("stopped"), practice=own)
    (next(kept.iterdir()) / "result.json").write_text(result.to_json(), encoding="utf-8")
    ended = command("explain", "1", "--reports", str(kept), "--practice", str(own))
    assert "systemctl status" in ended.out
    assert "sudo systemctl start" not in ended.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("9",), "9"),
        (("1", "--reports", "nowhere"), "nowhere"),
        (("nothing of this name",), "nothing of this name"),
        (("1", "--run", "nowhere.json"), "nowhere.json"),
        (("Nginx",), "nginx."),
    ],
)
def test_explain_says_what_it_does_not_find(kept: Path, words: tuple[str, ...], said: str) -> None:
    ended = command("explain", *words, *(() if "--reports" in words else ("--reports", str(kept))))
    assert ended.status == 2
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1
