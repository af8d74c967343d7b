"""What a practice names: a check runs for each subject, shares its points among them, and is explained within one."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from perito.documents.result import Outcome, Result
from perito.evidence.session import Session
from perito.grading.grade import Assignment, PracticeBroken, grade
from perito.grading.rescoring import rescored
from perito.practice import rubric
from perito.practice.rubric import RubricError
from perito.practice.subjects import SubjectsError
from perito.practice.waivers import load
from perito.report import junit
from perito.report.view import TEACHER, View
from tests.cli.running import perito
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_english")
HEAD = """
schema: perito/rubric/1
practice: sites
model: flask
version: "1"
languages: [en]
title: {en: "Sites"}
scale: 10
"""
SITES = "subjects: {site: [alfa, beta, gamma]}\n"
STEPS = """
steps:
  site:
    title: {en: "Sites"}
    checks:
      site.link:
        points: 1
        title: {en: "{site} is enabled"}
      site.page:
        points: 3
        requires: [site.link]
        title: {en: "{site} shows its page"}
      site.all:
        points: 6
        title: {en: "The whole server"}
"""
CHECKS = """
import pytest
from perito import check, expect

@check("site.link")
def test_link(site):
    expect(site.name).to_be_one_of(["alfa", "gamma"])

@check("site.page")
def test_page(site):
    expect(site.name).to_be_one_of(["alfa", "gamma"])

@check("site.all")
def test_all():
    pass
"""


def practice(place: Path, head: str = SITES, steps: str = STEPS, checks: str = CHECKS, conftest: str = "") -> Path:
    (place / "checks").mkdir(parents=True, exist_ok=True)
    (place / "rubric.yaml").write_text(HEAD + head + steps)
    (place / "checks" / "test_01_site.py").write_text(textwrap.dedent(checks))
    (place / "conftest.py").write_text(textwrap.dedent(conftest))
    return place


def graded(place: Path) -> Result:
    session = Session.replay(store.demo("sound"))
    return grade(session, Assignment.of(session, place))


def by_key(result: Result) -> dict[str, tuple[Outcome, float, float]]:
    return {f"{one.deployment}/{one.id}": (one.outcome, one.earned, one.possible) for one in result.checks}


def test_each_is_judged_by_itself_and_they_share_the_points(tmp_path: Path) -> None:
    result = graded(practice(tmp_path))
    third = 0.333333333
    assert by_key(result) == {
        "alfa/site.link": (Outcome.PASSED, third, third),
        "beta/site.link": (Outcome.FAILED, 0.0, third),
        "gamma/site.link": (Outcome.PASSED, third, third),
        "alfa/site.page": (Outcome.PASSED, 1.0, 1.0),
        "beta/site.page": (Outcome.BLOCKED, 0.0, 1.0),
        "gamma/site.page": (Outcome.PASSED, 1.0, 1.0),
        "None/site.all": (Outcome.PASSED, 6.0, 6.0),
    }
    assert (result.score.earned, result.score.possible, result.score.grade) == (8.67, 10.0, 8.67)
    (root,) = result.root_causes
    assert (root.deployment, root.check, root.blocks, root.points) == ("beta", "site.link", ("site.page",), 1.33)
    assert [one.title for one in result.checks][1] == "beta is enabled"
    assert {one.label: one.kind for one in result.deployments if one.kind != "deployment"} == dict.fromkeys(
        ("alfa", "beta", "gamma"), "site"
    )
    assert result.complete


def test_thirds_are_exact(tmp_path: Path) -> None:
    """9.995 rounds up, and would not where three thirds were a little less than one."""
    steps = STEPS.replace("points: 6", "points: 5.995").replace("scale: 10", "") + (
        '      site.none:\n        points: 0.005\n        title: {en: "Never"}\n'
    )
    checks = CHECKS.replace("to_be_one_of(", "to_be_one_of(['beta'] + ") + (
        '\n@check("site.none")\ndef test_never():\n    assert False\n'
    )
    assert graded(practice(tmp_path, steps=steps, checks=checks)).score.grade == 10.0


def test_a_rubric_with_other_points_says_what_a_replay_says(tmp_path: Path) -> None:
    before = graded(practice(tmp_path / "before"))
    other = practice(
        tmp_path / "after", steps=STEPS.replace("points: 3", "points: 2").replace("points: 6", "points: 7")
    )
    told = rescored(before, rubric.load(other / "rubric.yaml"))
    assert told is not None
    assert by_key(told) == by_key(graded(other))
    assert told.score == graded(other).score


def test_values_of_a_subject_are_there_for_checks_and_texts(tmp_path: Path) -> None:
    head = "subjects: {user: {ana: {home: /home/ana}, eva: {home: /srv/eva}}}\n"
    steps = STEPS.replace("site.link", "user.home").replace("[user.home]", "[user.home]").replace("{site}", "{home}")
    checks = (
        CHECKS.replace("site.link", "user.home")
        .replace("(site)", "(user)")
        .replace('site.name).to_be_one_of(["alfa", "gamma"])', 'user["home"]).to_equal("/home/ana")')
    )
    result = graded(practice(tmp_path, head, steps, checks))
    first, second = (one for one in result.checks if one.id == "user.home")
    assert (first.deployment, first.title, first.outcome) == ("ana", "/home/ana is enabled", Outcome.PASSED)
    assert (second.deployment, second.title, second.outcome) == ("eva", "/srv/eva is enabled", Outcome.FAILED)


DISCOVER = "def discover(server):\n    return {returned}\n"


def test_they_may_be_found_on_the_server(tmp_path: Path) -> None:
    conftest = DISCOVER.format(returned="{'site': [name for name in ('alfa', 'beta') if server.unit_files]}")
    result = graded(practice(tmp_path, "subjects: {site: discover}\n", conftest=conftest))
    assert by_key(result)["beta/site.page"] == (Outcome.BLOCKED, 0.0, 1.5)
    assert result.score.grade == 8.0


FACTS = "subjects: {site: {discover: [root]}}\n"


def test_what_they_are_found_with_is_told_in_the_texts(tmp_path: Path) -> None:
    conftest = DISCOVER.format(returned="{'site': {'alfa': {'root': '/srv/alfa'}, 'beta': {'root': '/srv/beta'}}}")
    place = practice(tmp_path, FACTS, conftest=conftest)
    rubric = place / "rubric.yaml"
    rubric.write_text(rubric.read_text().replace("{site} is enabled", "{root} is enabled"))
    first, second = [one.title for one in graded(place).checks if one.id == "site.link"]
    assert (first, second) == ("/srv/alfa is enabled", "/srv/beta is enabled")


def test_where_none_is_found_its_checks_fail(tmp_path: Path) -> None:
    conftest = DISCOVER.format(returned="{}")
    result = graded(practice(tmp_path, "subjects: {site: discover}\n", conftest=conftest))
    assert by_key(result) == {
        "None/site.link": (Outcome.FAILED, 0.0, 1.0),
        "None/site.page": (Outcome.BLOCKED, 0.0, 3.0),
        "None/site.all": (Outcome.PASSED, 6.0, 6.0),
    }
    assert result.checks[0].detail == "nothing of the kind site was found on the server"


def test_where_the_server_could_not_be_looked_at_the_grade_is_provisional(tmp_path: Path) -> None:
    conftest = """
        from perito import CannotLook

        def discover(server):
            raise CannotLook("timeout", "it took too long")
        """
    result = graded(practice(tmp_path, "subjects: {site: discover}\n", conftest=conftest))
    assert not result.complete
    assert ("timeout", "it took too long") in {(one.reason, one.text) for one in result.problems}


def test_a_check_of_deployments_with_parameters_is_owed_for_each_value_and_no_more(tmp_path: Path) -> None:
    checks = CHECKS.replace("def test_all():", "@pytest.mark.parametrize('n', [1, 2])\ndef test_all(deployment, n):")
    result = graded(practice(tmp_path, checks=checks))
    assert {one for one in by_key(result) if "site.all" in one} == {"poc/site.all[1]", "poc/site.all[2]"}
    assert result.complete


def test_a_discovery_may_look_with_testinfra(tmp_path: Path) -> None:
    conftest = "def discover(host):\n    return {'site': [host.file('/etc/passwd').content_string and 'alfa']}\n"
    result = graded(practice(tmp_path / "a", "subjects: {site: discover}\n", conftest=conftest))
    assert [one.deployment for one in result.checks] == ["alfa", "alfa", None] or not result.complete
    nowhere = conftest.replace("/etc/passwd", "/nowhere/at/all")
    result = graded(practice(tmp_path / "b", "subjects: {site: discover}\n", conftest=nowhere))
    assert not result.complete or {one.outcome for one in result.checks[:2]} <= {Outcome.FAILED, Outcome.BLOCKED}


FOUND = "subjects: {site: discover}\n"


@pytest.mark.parametrize(
    ("conftest", "said"),
    [
        ("", "conftest.py has no function discover(server)"),
        (DISCOVER.format(returned="{'sites': ['alfa']}"), "conftest.py:1:1: discover found subjects of a kind sites"),
        (DISCOVER.format(returned="['alfa']"), "conftest.py:1:1: discover returns the names of each kind"),
        (DISCOVER.format(returned="{'site': ['a', 'a']}"), "conftest.py:1:1: two subjects are called a"),
        (DISCOVER.format(returned="{'site': ['poc']}"), "two subjects are called poc"),
        (DISCOVER.format(returned="{'site': ['a/b']}"), "conftest.py:1:1: discover returns the names of each kind"),
        (
            DISCOVER.format(returned="{'site': {'a': {'root': 3}}}"),
            "conftest.py:1:1: discover returns the names of each",
        ),
        ("def discover(server):\n    raise OSError('gone')\n", "conftest.py:2:5: OSError: gone"),
    ],
)
def test_a_discovery_that_says_nothing_is_told(tmp_path: Path, conftest: str, said: str) -> None:
    told(tmp_path, FOUND, conftest, said)


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        ("{'site': ['alfa']}", "site alfa was found without root"),
        (
            "{'site': {'alfa': {'home': '/'}}}",
            "site alfa was found without root",
        ),
        ("{'sites': {}}", "conftest.py:1:1: discover found subjects of a kind sites"),
    ],
)
def test_a_discovery_without_a_value_that_was_named_is_told(tmp_path: Path, returned: str, said: str) -> None:
    told(tmp_path, FACTS, DISCOVER.format(returned=returned), said)


def told(tmp_path: Path, head: str, conftest: str, said: str) -> None:
    with pytest.raises((PracticeBroken, SubjectsError)) as raised:
        graded(practice(tmp_path, head, conftest=conftest))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("subjects: {host: [alfa]}\n", "rubric.yaml:9:12: subjects.host: host is the name of a fixture of Perito's"),
        ("subjects: {site: [alfa, alfa]}\n", "rubric.yaml:9:25: subjects.site.1: two subjects are called alfa"),
        (
            "subjects: {site: [alfa], user: {alfa: {}}}\n",
            "rubric.yaml:9:33: subjects.user.alfa: two subjects are called alfa",
        ),
        ("subjects: {site: []}\n", "rubric.yaml:9:12: subjects.site: no site is named"),
        ("subjects: {site: [a/b]}\n", "rubric.yaml:9:19"),
        ("subjects: {Site: [alfa]}\n", "rubric.yaml:9:12"),
        ("subjects: {site: {discover: [Root]}}\n", "rubric.yaml:9:30"),
        ("subjects: {site: {discover: [root], alfa: {}}}\n", "rubric.yaml:9:37: subjects.site.alfa"),
    ],
)
def test_a_head_that_makes_no_sense_is_told_with_its_place(tmp_path: Path, head: str, said: str) -> None:
    with pytest.raises(RubricError) as raised:
        rubric.load(practice(tmp_path, head) / "rubric.yaml")
    assert said in str(raised.value)


def test_a_subject_may_be_a_part_with_points_of_its_own(tmp_path: Path) -> None:
    parts = (
        'parts:\n  alfa: {points: 6, title: {en: "A"}}\n  beta: {points: 3, title: {en: "B"}}\n'
        '  rest: {points: 1, title: {en: "R"}}\n'
    )
    head = "subjects: {site: [alfa, beta]}\n" + parts
    rest = '  rest:\n    title: {en: "Rest"}\n    part: rest\n    checks:\n'
    steps = STEPS.replace("      site.all:", f"{rest}      site.all:")
    result = graded(practice(tmp_path, head, steps))
    assert {one.id: (one.earned, one.possible) for one in result.parts} == {
        "alfa": (6.0, 6.0), "beta": (0.0, 3.0), "rest": (1.0, 1.0),
    }  # fmt: skip
    assert result.score.grade == 7.0


PARAMETERS = """
import pytest
from perito import check, expect

@check("site.link")
@pytest.mark.parametrize("path", ["/", "/a.html"])
def test_link(site, path):
    expect(path + site.name).to_be_one_of(["/alfa", "/beta", "/a.htmlbeta"])

@check("site.page")
@pytest.mark.parametrize("path", ["/", "/a.html"])
def test_page(site, path):
    expect(path + site.name).to_be_one_of(["/alfa", "/beta", "/a.htmlbeta"])

@check("site.all")
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_all(number):
    assert number < 4
"""


def test_pytests_own_parameters_are_part_of_the_id_and_share_the_points(tmp_path: Path) -> None:
    result = graded(practice(tmp_path, "subjects: {site: [alfa, beta]}\n", checks=PARAMETERS))
    found = by_key(result)
    assert found["alfa/site.link[/]"] == (Outcome.PASSED, 0.25, 0.25)
    assert found["alfa/site.link[/a.html]"] == (Outcome.FAILED, 0.0, 0.25)
    assert found["alfa/site.page[/]"] == (Outcome.PASSED, 0.75, 0.75)  # with the same value it requires
    assert found["alfa/site.page[/a.html]"] == (Outcome.BLOCKED, 0.0, 0.75)
    assert found["beta/site.page[/a.html]"] == (Outcome.PASSED, 0.75, 0.75)
    assert found["None/site.all[4]"] == (Outcome.FAILED, 0.0, 1.5)
    assert len(found) == 12
    assert result.score.grade == 7.5
    blocked = {(one.deployment, one.check): one.blocks for one in result.root_causes}
    assert blocked == {("alfa", "site.link[/a.html]"): ("site.page[/a.html]",), (None, "site.all[4]"): ()}
    assert "alfa is enabled (/a.html)" in {one.title for one in result.checks}
    assert json.loads(result.to_json())["complete"] is True


def test_one_subject_for_each_check(tmp_path: Path) -> None:
    head = "subjects: {site: [alfa], user: [ana]}\n"
    checks = CHECKS.replace("def test_page(site)", "def test_page(site, user)")
    with pytest.raises(PracticeBroken, match=r"the check site.page runs for one subject, .*: site, user"):
        graded(practice(tmp_path, head, checks=checks))


def test_reports_tell_them_apart(tmp_path: Path) -> None:
    result = graded(practice(tmp_path))
    names = [one.get("name", "") for one in ElementTree.fromstring(junit.render(result)).iter()]  # noqa: S314 - ours
    assert sum("beta" in one for one in names) == 2
    view = View(result, TEACHER)
    assert view.named == {"site": "alfa, beta, gamma"}
    assert view.several
    assert {one.kind for one in view.deployments} == {"deployment"}


def test_with_parameters_what_rests_on_a_fact_in_dispute_does_not_pass(tmp_path: Path) -> None:
    stumbles = 'if site.name + path == "alfa/": raise CannotLook("sources_disagree", "who knows")'
    checks = PARAMETERS.replace("import check, expect", "import CannotLook, check, expect").replace(
        "def test_link(site, path):\n    expect(", f"def test_link(site, path):\n    {stumbles}\n    expect("
    )
    found = by_key(graded(practice(tmp_path, "subjects: {site: [alfa, beta]}\n", checks=checks)))
    assert found["alfa/site.link[/]"][0] is Outcome.ERROR
    assert found["alfa/site.page[/]"][0] is Outcome.ERROR
    assert found["beta/site.page[/]"][0] is Outcome.PASSED


def test_with_parameters_what_requires_a_waived_one_is_waived_by_its_own_value(tmp_path: Path) -> None:
    checks = PARAMETERS.replace(
        "def test_page(site, path):\n", 'def test_page(site, path):\n    assert site.name != "alfa"\n'
    )
    place = practice(tmp_path, "subjects: {site: [alfa, beta]}\n", checks=checks)
    (tmp_path / "waivers.yaml").write_text("- {check: site.link, reason: granted, expires: 2099-12-31}\n")
    loaded = rubric.load(place / "rubric.yaml")
    waivers = load(tmp_path / "waivers.yaml", loaded.checks, None, rubric=loaded)
    session = Session.replay(store.demo("sound"))
    found = by_key(grade(session, Assignment.of(session, place, waivers=waivers)))
    assert found["alfa/site.link[/]"][0] is Outcome.WAIVED
    assert found["alfa/site.page[/a.html]"][0] is Outcome.WAIVED  # its own value's link is not so
    assert found["alfa/site.page[/]"][0] is Outcome.FAILED  # and the link of this one is
    assert found["beta/site.page[/a.html]"][0] is Outcome.PASSED


def test_a_cause_with_parameters_has_its_title(tmp_path: Path) -> None:
    view = View(graded(practice(tmp_path, "subjects: {site: [alfa, beta]}\n", checks=PARAMETERS)), TEACHER)
    assert view.title_of("site.link[/a.html]", "alfa") == "alfa is enabled (/a.html)"
    assert view.title_of("alfa/site.link[/a.html]", "beta") == "alfa is enabled (/a.html)"


def test_explain_knows_a_check_with_its_parameters_and_without(tmp_path: Path) -> None:
    place = practice(tmp_path / "sites", "subjects: {site: [alfa, beta]}\n", checks=PARAMETERS)
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "result.json").write_text(graded(place).to_json())
    for name, count in (("site.link[/a.html]", 2), ("site.link", 4)):
        ended = perito("explain", name, "--run", tmp_path / "run", "--lang", "en", "--practice", place)
        assert ended.status == 0, ended
        assert ended.out.count("is enabled (") >= count
    ended = perito("explain", "site.link[/a.html]", "--lang", "en", "--practice", place, cwd=tmp_path)
    assert "Check: site.link" in ended.out
