"""SARIF 2.1.0: the fields of its JSON schema that we write, and what GitHub's code scanning asks for beyond it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from .shape import Table, hold

LEVELS = {"none", "note", "warning", "error"}
PROPERTIES = dict
TEXT: Table = ("text", {"text": lambda text: bool(text), "markdown": str})
URI = re.compile(r"[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]]*")
ARTIFACT: Table = (
    "",
    {"uri": lambda text: bool(URI.fullmatch(text)), "uriBaseId": str, "description": TEXT},
)
LOGICAL: Table = ("", {"name": str, "fullyQualifiedName": str})
PHYSICAL: Table = (
    "artifactLocation region",
    {"artifactLocation": ARTIFACT, "region": ("startLine", {"startLine": lambda line: line >= 1})},
)
LOCATION: Table = (
    "",
    {"id": lambda number: number >= 0, "physicalLocation": PHYSICAL, "logicalLocations": [LOGICAL], "message": TEXT},
)
RULE: Table = (
    "id shortDescription fullDescription help",
    {
        "id": str, "shortDescription": TEXT, "fullDescription": TEXT, "help": TEXT,
        "defaultConfiguration": ("", {"level": LEVELS}), "properties": PROPERTIES,
    },
)  # fmt: skip
RESULT: Table = (
    "message ruleId level locations partialFingerprints",
    {
        "ruleId": str, "ruleIndex": int, "level": LEVELS, "kind": {"fail"}, "message": TEXT,
        "locations": [LOCATION], "relatedLocations": [LOCATION], "partialFingerprints": ("", {"*": str}),
        "baselineState": {"new", "unchanged", "updated", "absent"}, "properties": PROPERTIES,
        "suppressions": [("kind", {"kind": {"inSource", "external"}, "justification": str})],
    },
)  # fmt: skip
WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
INVOCATION: Table = (
    "executionSuccessful",
    {
        "executionSuccessful": bool, "startTimeUtc": WHEN.fullmatch, "endTimeUtc": WHEN.fullmatch,
        "toolExecutionNotifications": [("message", {"level": LEVELS, "message": TEXT})],
    },
)  # fmt: skip
DRIVER: Table = (
    "name rules",
    {"name": str, "semanticVersion": str, "language": re.compile(r"[a-z]{2}(-[A-Z]{2})?").fullmatch, "rules": [RULE]},
)
RUN: Table = (
    "tool results",
    {
        "tool": ("driver", {"driver": DRIVER}), "results": [RESULT], "invocations": [INVOCATION],
        "automationDetails": ("", {"id": str}), "originalUriBaseIds": ("", {"*": ARTIFACT}),
        "columnKind": {"utf16CodeUnits", "unicodeCodePoints"}, "properties": PROPERTIES,
    },
)  # fmt: skip
LOG: Table = ("version runs", {"$schema": str, "version": {"2.1.0"}, "runs": [RUN]})


def read(text: str) -> dict[str, Any]:
    """The one run of a log, whose parts belong together. Raises AssertionError."""
    log = json.loads(text)
    hold(log, LOG)
    (run,) = log["runs"]
    rules, bases = run["tool"]["driver"]["rules"], run["originalUriBaseIds"]
    assert len({one["id"] for one in rules}) == len(rules)
    for base in bases.values():
        assert base.get("uri", "/").endswith("/")  # section 3.14.14
        assert "uri" not in base or urlsplit(base["uri"]).scheme
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert len(one["locations"]) == 1
        artifact = one["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] in bases
        assert not artifact["uri"].startswith("/")
        related = [place["id"] for place in one.get("relatedLocations", ())]
        assert len(set(related)) == len(related)
        for said in (one, *one.get("relatedLocations", ())):
            assert not re.search(r"(?<!\\)\[[^\[\]]*(?<!\\)\]\(", said["message"]["text"]), "a link (section 3.11.6)"
    return run  # type: ignore[no-any-return]
