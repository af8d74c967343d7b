"""Each format for machines against what reads it: libraries where there are some, else their documented fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest
from junitparser import xunit2
from tap.parser import Parser

from perito.documents.gate import BaselineResult, TurnedCheck, WaiverResult
from perito.documents.result import Outcome, Result
from perito.report import formats, github, gradescope, registry
from perito.support import i18n

from . import samples
from .consumers import ctrf, gitlab, junit, sarif
from .gradebooks.importers import gradescope as results_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READ: dict[str, Callable[[str], Any]] = {
    "junit": junit.read,
    "ctrf": ctrf.read,
    "sarif": sarif.read,
    "gitlab": gitlab.read,
    "gradescope": results_json.read,
    "tap": lambda text: points_of(text),
}
MAKERS = (samples.sound, samples.broken, samples.provisional, samples.hostile, samples.with_advice)


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    yield
    i18n.use("es")


def in_english() -> Result:
    return samples.make(samples.Making(samples.BROKEN, language="en"))


def unreached() -> Result:
    changes = {"status": "refused", "complete": False, "checks": (), "root_causes": (), "steps": (), "deployments": ()}
    return samples.provisional().model_copy(update=changes)


def many_causes() -> Result:
    """Twelve causes, and eleven reasons why something could not be seen."""
    result = samples.broken()
    root = result.root_causes[0]
    problems = samples.provisional().problems[:1] * 11
    changes: dict[str, Any] = {"root_causes": (root,) * 12, "complete": False, "problems": problems}
    return result.model_copy(update=changes)


def points_of(text: str) -> list[Any]:
    """The test points of a TAP stream, by tap.py, which are as many as planned, and in order."""
    lines = list(Parser().parse_text(text))
    assert not [one for one in lines if one.category == "unknown"]
    points = [one for one in lines if one.category == "test"]
    planned = [one.expected_tests for one in lines if one.category == "plan"]
    assert [one.number for one in points] == list(range(1, len(points) + 1))
    assert planned == [len(points)] or any(one.category == "bail" for one in lines)
    return points


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_what_reads_it_takes_it(kind: str, make: Callable[[], Result]) -> None:
    READ[kind](formats.render(kind, make()))


def test_every_format_for_machines_has_its_consumer() -> None:
    assert READ.keys() | {"json", "html", "pdf"} == registry.FORMATS.keys()


@pytest.mark.parametrize("kind", [kind for kind in READ if kind != "gradescope"])
def test_a_server_that_could_not_be_looked_at_is_red_everywhere(kind: str) -> None:
    text = formats.render(kind, unreached())
    found = READ[kind](text)
    red: dict[str, Callable[[], bool]] = {
        "junit": lambda: list(found.values()) == ["error"],
        "ctrf": lambda: found["results"]["summary"]["failed"] == 1,
        "sarif": lambda: not found["invocations"][0]["executionSuccessful"],
        "gitlab": lambda: {one["severity"] for one in found} == {"blocker"},
        "tap": lambda: "\nBail out! No se ha podido mirar el servidor." in text,
    }
    assert red[kind]()


# ── names ──


def test_no_name_changes_with_the_language() -> None:
    one, other = samples.broken(), in_english()
    i18n.use("es")
    spanish = {kind: formats.render(kind, one) for kind in READ}
    i18n.use("en")
    english = {kind: formats.render(kind, other) for kind in READ}
    assert all(spanish[kind] != english[kind] for kind in READ)
    names: dict[str, Callable[[Any], object]] = {
        "junit": lambda found: found,
        "ctrf": lambda found: [test["testId"] for test in found["results"]["tests"]],
        "sarif": lambda found: [(r["ruleId"], r["partialFingerprints"], r["locations"]) for r in found["results"]],
        "gitlab": lambda found: [(i["check_name"], i["fingerprint"], i["location"]) for i in found],
        "tap": lambda found: [(point.ok, point.description) for point in found],
    }
    for kind, named in names.items():
        assert named(READ[kind](spanish[kind])) == named(READ[kind](english[kind])), kind


def test_a_fingerprint_is_of_the_failure_and_not_of_the_machine_or_its_words() -> None:
    before = samples.broken()
    checks = tuple(c.model_copy(update={"says": "Otras palabras.", "source_line": 9}) for c in before.checks)
    after = before.model_copy(update={"checks": checks, "target": {"address": "alumno@198.51.100.9"}})
    prints = [{one["fingerprint"] for one in gitlab.read(formats.render("gitlab", r))} for r in (before, after)]
    assert prints[0] == prints[1]
    other = before.model_copy(update={"practice": "docker"})
    assert not prints[0] & {one["fingerprint"] for one in gitlab.read(formats.render("gitlab", other))}


# ── JUnit ──


def test_junit_as_a_library_reads_it() -> None:
    result = samples.provisional()
    root = xunit2.JUnitXml.fromstring(formats.render("junit", result).encode())
    ended: dict[str, str] = {}
    for suite in root:
        for case in suite:
            properties = {one.name: one.value for one in cast("Any", case).properties()}
            how = next((type(one).__name__.lower() for one in case.result), "passed")
            ended[properties.get("check", case.name)] = how
    expected = {Outcome.PASSED: "passed", Outcome.FAILED: "failure", Outcome.BLOCKED: "failure", Outcome.ERROR: "error"}
    assert ended.pop("seen") == "error"
    assert ended == {one.id: expected.get(one.outcome, "skipped") for one in result.checks}
    assert set(ended.values()) == {"passed", "failure", "error", "skipped"}
    assert root.failures == sum(one.outcome.costs for one in result.checks)


@pytest.mark.parametrize("outcome", [Outcome.NOT_APPLICABLE, Outcome.WAIVED, Outcome.MANUAL])
def test_what_is_not_judged_is_skipped(outcome: Outcome) -> None:
    result = samples.sound()
    changed = result.checks[0].model_copy(update={"outcome": outcome})
    found = junit.read(formats.render("junit", result.model_copy(update={"checks": (changed, *result.checks[1:])})))
    assert list(found.values()).count("skipped") == 1


# ── Gradescope ──


@pytest.mark.parametrize("make", [samples.sound, samples.broken, samples.provisional])
def test_gradescope_s_hundredths_add_up(make: Callable[[], Result]) -> None:
    result = make()
    found = results_json.read(formats.render("gradescope", result))
    for name, total in (("score", result.score.grade), ("max_score", 10.0)):
        amounts = [test[name] for test in found["tests"] if name in test]
        assert all(round(one, 2) == one for one in amounts)
        assert round(sum(amounts), 2) == total
    lost = [one for one in found["tests"] if one.get("status") == "failed"]
    assert not any(one["score"] for one in lost)
    won = [one for one in found["tests"] if one.get("status") == "passed"]
    assert all(one["score"] == one["max_score"] for one in won)
    assert found["output_format"] == found["test_output_format"] == "text"


def test_what_a_limit_takes_from_the_grade_is_a_line_of_its_own() -> None:
    result = samples.broken()
    capped = result.model_copy(update={"score": result.score.model_copy(update={"grade": 5.0})})
    found = json.loads(formats.render("gradescope", capped))
    assert round(sum(test.get("score", 0) for test in found["tests"]), 2) == found["score"] == 5.0
    assert found["tests"][-1]["name"] == "Notas del profesor, límites y redondeo"
    assert found["tests"][-1]["score"] < 0


@pytest.mark.parametrize("amounts", [[], [0.5] * 3, [33.333] * 3, [0.1 + 0.2, 99.7], [1e-12, 5.0]])
def test_hundredths_are_near_and_add_up(amounts: list[float]) -> None:
    whole = gradescope.hundredths(amounts)
    assert sum(whole) == round(sum(amounts))
    assert all(abs(one - amount) <= 1 for one, amount in zip(whole, amounts, strict=True))


# ── SARIF and GitLab: places ──


def test_a_failure_is_at_the_unit_the_site_or_the_repository_s_file() -> None:
    result = samples.broken()
    checks = []
    for check in result.checks:
        if check.key == ("poc", "directory.mode"):
            check = check.model_copy(update={"source": "deploy/set up.sh", "source_line": 37})
        if check.key == (None, "nginx.enabled"):
            says = "Falta un punto y coma en /etc/nginx/sites-available/azure-app, línea 7."
            check = check.model_copy(update={"says": says})
        checks.append(check)
    run = sarif.read(formats.render("sarif", result.model_copy(update={"checks": tuple(checks)})))
    places = {}
    for one in run["results"]:
        place = one["locations"][0]["physicalLocation"]
        artifact = place["artifactLocation"]
        places[one["ruleId"]] = (artifact["uriBaseId"], artifact["uri"], place["region"]["startLine"])
    assert places["directory.mode"] == ("%SRCROOT%", "deploy/set%20up.sh", 37)
    assert places["nginx.enabled"] == ("SERVER", "etc/nginx/sites-available/azure-app", 7)
    assert places["service.group"] == ("SERVER", "etc/systemd/system/flask-poc.service", 1)
    assert places["service.exists"] == ("SERVER", "etc/systemd/system/azure-app", 1)
    assert places["env.exists"] == ("SERVER", "var/www/azure-app", 1)
    assert run["originalUriBaseIds"]["SERVER"]["uri"] == "ssh://alumno@192.0.2.10:2222/"


def test_what_a_failure_blocks_is_related_to_it_and_no_result_of_its_own() -> None:
    result = samples.broken()
    run = sarif.read(formats.render("sarif", result))
    blocked = {f"{one.deployment}/{one.id}" for one in result.checks if one.outcome is Outcome.BLOCKED}
    related = {
        place["logicalLocations"][0]["fullyQualifiedName"]
        for one in run["results"]
        for place in one.get("relatedLocations", ())
    }
    assert related == blocked
    assert not {one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] for one in run["results"]} & blocked


def test_waived_failures_are_suppressed_and_old_ones_unchanged() -> None:
    result = samples.broken()
    waiver = WaiverResult(check="service.workers", reason="acordado [aquí](http://x)", expires="2099-12-31")  # type: ignore[arg-type]
    worse = TurnedCheck(check="directory.mode", deployment="poc", before="passed", after="failed")
    beside = BaselineResult(file="r.json", started=samples.STARTED, worse=(worse,))
    run = sarif.read(formats.render("sarif", result.model_copy(update={"waivers": (waiver,), "baseline": beside})))
    suppressed = {one["ruleId"] for one in run["results"] if one.get("suppressions")}
    assert suppressed == {"service.workers"}
    assert {one["ruleId"] for one in run["results"] if one["baselineState"] == "new"} == {"directory.mode"}


def test_a_message_has_no_link_of_the_server_s() -> None:
    result = samples.broken()
    changed = tuple(one.model_copy(update={"says": "[pulsa](http://x.example) aquí"}) for one in result.checks)
    text = formats.render("sarif", result.model_copy(update={"checks": changed}))
    assert sarif.read(text)["results"][0]["message"]["text"] == r"\[pulsa\](http://x.example) aquí"


def test_gitlab_s_severities() -> None:
    issues = gitlab.read(formats.render("gitlab", samples.provisional()))
    severities = {one["check_name"]: one["severity"] for one in issues}
    assert severities["service.group"] == "critical"
    assert severities["directory.mode"] == "major"
    assert severities["perito/graded"] == "info"
    assert gitlab.read(formats.render("gitlab", samples.sound())) == []


# ── TAP ──


def test_tap_as_a_library_reads_it() -> None:
    result = samples.broken()
    points = points_of(formats.render("tap", result))
    by_name = {point.description.removeprefix("- "): point for point in points}
    assert len(by_name) == len(result.checks)
    for check in result.checks:
        point = by_name[f"{check.id} [{check.deployment}]" if check.deployment else check.id]
        assert point.ok is not check.outcome.costs
        assert point.skip is (check.outcome is Outcome.WAIVED)
    told = by_name["directory.mode [poc]"].yaml_block
    assert (told["expected"], told["found"], told["points"]) == ("775", "755", 0.0)
    assert told["message"].startswith("Los permisos son 775: al grupo")
    assert by_name["env.readable [exercise]"].yaml_block["blocked_by"] == ["env.exists"]


def test_tap_says_what_could_not_be_seen_and_what_is_worse() -> None:
    beside = BaselineResult(file="r.json", started=samples.STARTED, lower=True)
    points = points_of(formats.render("tap", samples.provisional().model_copy(update={"baseline": beside})))
    assert [(one.ok, one.description) for one in points[-2:]] == [
        (False, "- perito.seen"),
        (False, "- perito.baseline"),
    ]
    assert len(points[-2].yaml_block["reasons"]) == 2


# ── GitHub ──


def test_github_gets_ten_of_a_kind_and_is_told_of_the_rest() -> None:
    lines = github.commands(many_causes()).splitlines()
    counts = [sum(one.startswith(f"::{kind} ") for one in lines) for kind in ("error", "warning", "notice")]
    assert counts == [10, 10, 1]
    assert lines[-1].endswith("· 3 más en el informe")
