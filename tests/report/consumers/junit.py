"""JUnit XML as Jenkins and GitLab read it; there is no standard. From the schema of Jenkins' xUnit plugin, and what
both take beside it: properties, file and line of a case."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SECONDS = re.compile(r"\d+(\.\d{1,9})?")
COUNTS = {"tests", "failures", "errors", "skipped"}
ATTRIBUTES: dict[str, tuple[set[str], set[str]]] = {  # required, and allowed beside them
    "testsuites": (set(), {"name", "time", *COUNTS}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"skipped", "time", "timestamp", "hostname"}),
    "testcase": ({"name", "classname", "time"}, {"file", "line"}),
    "properties": (set(), set()),
    "property": ({"name", "value"}, set()),
    "failure": ({"message", "type"}, set()),
    "error": ({"message", "type"}, set()),
    "skipped": ({"message"}, set()),
}
WITHIN = {
    "testsuites": {"testsuite"}, "testsuite": {"properties", "testcase"}, "properties": {"property"},
    "testcase": {"properties", "failure", "error", "skipped"},
}  # fmt: skip


def read(text: str) -> dict[tuple[str, str], str]:
    """How each case ended, by its class and name: `passed`, `failure`, `error` or `skipped`. Raises AssertionError.

    Jenkins keeps a case's history, and GitLab says which are new, by these two names.
    """
    root = ET.fromstring(text)  # noqa: S314 - our own document
    assert root.tag == "testsuites"
    for one in root.iter():
        required, more = ATTRIBUTES[one.tag]
        assert required <= set(one.keys()) <= required | more, (one.tag, one.keys())
        assert {inner.tag for inner in one} <= WITHIN.get(one.tag, set())
        assert SECONDS.fullmatch(one.get("time", "0"))
        if one.tag in {"testsuites", "testsuite"}:
            cases = list(one.iter("testcase"))
            counts = {
                "tests": len(cases),
                "failures": sum(case.find("failure") is not None for case in cases),
                "errors": sum(case.find("error") is not None for case in cases),
                "skipped": sum(case.find("skipped") is not None for case in cases),
            }
            assert {name: int(one.get(name, "0")) for name in COUNTS} == counts
    ended = {}
    for case in root.iter("testcase"):
        found = [inner.tag for inner in case if inner.tag != "properties"]
        assert len(found) <= 1
        key = (case.attrib["classname"], case.attrib["name"])
        assert key not in ended, "two cases of one name are one to Jenkins"
        ended[key] = found[0] if found else "passed"
    return ended
