"""JUnit XML as Jenkins and GitLab read it: a suite for each step, a case for each check.

Names are ids, which no language changes; titles are among the properties. Blocked checks are failures, as they cost
points, and their properties say by what. Advice that costs no points is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from perito.documents.result import Outcome
from perito.report import baseline, names
from perito.report.safe import line, shortened
from perito.report.view import View
from perito.report.words import facts, finding, word
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.documents.result import CheckResult, Result
    from perito.report.step import Step

MESSAGE_LIMIT = 500
ELEMENTS = {
    Outcome.FAILED: "failure",
    Outcome.ERROR: "error",
    Outcome.BLOCKED: "failure",
    Outcome.NOT_APPLICABLE: "skipped",
    Outcome.WAIVED: "skipped",
    Outcome.MANUAL: "skipped",
}


def render(result: Result) -> str:
    """The result as a JUnit XML document."""
    view = View(result)
    root = ET.Element("testsuites", name=f"perito {line(result.practice)}")
    for step in view.steps:
        root.append(_suite(view, step))
    if not result.complete:
        root.append(_sight(view))
    if result.baseline is not None:
        root.append(_beside(view))
    _sum_up(root, root.iter("testcase"))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(view: View, step: Step) -> ET.Element:
    suite = _empty_suite(view, line(step.id))
    score = view.result.score
    values = {
        "step": line(step.id),
        "title": step.title,
        "server": view.address,
        "points": f"{step.earned:g}",
        "possible": f"{step.possible:g}",
        "grade": f"{score.grade:g}" if score.grade is not None else "",
        "lowest": f"{score.lowest:g}" if score.lowest is not None else "",
        "highest": f"{score.highest:g}" if score.highest is not None else "",
        "scale": f"{score.scale:g}",
        "partial": view.part,
    }
    _properties(suite, {name: value for name, value in values.items() if value})
    suite.extend(_case(view, check) for check in step.checks)
    _sum_up(suite, suite.iter("testcase"))
    return suite


def _empty_suite(view: View, name: str) -> ET.Element:
    started = view.result.started.isoformat(timespec="seconds")
    return ET.Element("testsuite", name=name, timestamp=started, hostname=view.address)


def _case(view: View, check: CheckResult) -> ET.Element:
    place = f".{line(check.deployment)}" if check.deployment else ""
    case = ET.Element(
        "testcase",
        name=names.case(check),
        classname=f"{line(view.result.practice)}.{line(check.step)}{place}",
        time=f"{check.duration:.3f}",
    )
    if check.source:
        case.set("file", line(check.source))
        if check.source_line:
            case.set("line", str(check.source_line))
    values = {
        "check": line(check.id),
        "title": line(check.title),
        "points": f"{check.earned:g}",
        "possible": f"{check.possible:g}",
    }
    if check.outcome is not Outcome.PASSED:
        values["outcome"] = check.outcome.value
        if check.cause:
            values["cause"] = line(check.cause)
        if check.blocked_by:
            values["blocked-by"] = " ".join(line(one) for one in check.blocked_by)
        if check.finding:
            values["finding"] = line(check.finding)
        if expired := [one for one in view.result.expired if one.of(*check.key)]:
            values["waiver-expired"] = expired[0].expires.isoformat()
    _properties(case, values)
    element = ELEMENTS.get(check.outcome)
    if element:
        said = ET.SubElement(case, element, message=shortened(_message(view, check), MESSAGE_LIMIT))
        if element != "skipped":
            said.set("type", check.outcome.value)
            said.text = "\n".join([line(check.title), *(f"{fact.label}: {fact.text}" for fact in facts(check))])
    return case


def _message(view: View, check: CheckResult) -> str:
    if check.outcome is Outcome.BLOCKED:
        return view.held(check)
    found = finding(check)
    if check.outcome is Outcome.FAILED:
        return found or line(check.title)
    return f"{word(check.outcome)}: {found}" if found else word(check.outcome)


def _sight(view: View) -> ET.Element:
    """A suite with one error, so that a provisional grade never looks like a green build."""
    suite = _empty_suite(view, "perito")
    reached = view.result.reached
    case = ET.SubElement(suite, "testcase", name="seen" if reached else "reached", classname="perito", time="0.000")
    title = _("The whole server could be seen") if reached else _("The server could be looked at")
    _properties(case, {"title": title})
    reasons = [line(problem.text) for problem in view.result.problems]
    kind = "provisional" if reached else line(view.result.status)
    error = ET.SubElement(case, "error", message=shortened("; ".join(reasons), MESSAGE_LIMIT), type=kind)
    error.text = "\n".join(reasons)
    _sum_up(suite, [case])
    return suite


def _beside(view: View) -> ET.Element:
    """A suite with one case: that nothing is worse than in the baseline."""
    suite = _empty_suite(view, "baseline")
    found = view.result.baseline
    file = line(found.file) if found else ""
    case = ET.SubElement(suite, "testcase", name="no-worse", classname="perito.baseline", time="0.000")
    _properties(case, {"title": _("No worse than {file}").format(file=file)})
    if found is not None and found.is_worse:
        told = list(baseline.sentences(view))
        failure = ET.SubElement(case, "failure", message=shortened(baseline.head(view), MESSAGE_LIMIT), type="worse")
        failure.text = "\n".join(told)
    _sum_up(suite, [case])
    return suite


def _properties(parent: ET.Element, values: dict[str, str]) -> None:
    properties = ET.SubElement(parent, "properties")
    for name, value in values.items():
        ET.SubElement(properties, "property", name=name, value=value)


def _sum_up(element: ET.Element, cases: Iterable[ET.Element]) -> None:
    """Write the number of cases, by outcome, and their seconds."""
    found = list(cases)
    element.set("tests", str(len(found)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(attribute, str(sum(case.find(tag) is not None for case in found)))
    element.set("time", f"{sum(float(case.get('time', '0')) for case in found):.3f}")
