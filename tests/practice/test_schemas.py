"""The schemas of what people write: made of the readers' classes, published, and of one mind with the readers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from perito.classroom.roster.read import load as load_roster
from perito.cli.commands.schema import SCHEMAS, text
from perito.errors import PeritoError
from perito.practice import marks, rubric, waivers
from tests.cli.running import ROOT, perito

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHECK = """schema: perito/rubric/1
practice: notice
title: {es: Aviso, en: Notice}
ADD
steps:
  notice:
    title: {es: Aviso, en: Notice}
    checks:
      notice.there:
        title: {es: Hay aviso, en: There is a notice}
        MORE
"""


def of_rubric(add: str = "", more: str = "") -> str:
    """A rubric with something more in it."""
    return CHECK.replace("ADD", add or "version: '1'").replace("MORE", more or "points: 10")


def of_words(more: str, says: str = "{es: a, en: b}") -> str:
    """Words of one finding."""
    return f"notice.there/none:\n  says: {says}\n  {more}\n"


CASES = {
    "rubric": [
        (of_rubric(), True),
        (of_rubric("version: 2"), True),
        (of_rubric("version: 1.10"), False),
        (of_rubric("absent: none"), True),
        (of_rubric("absent: 0"), True),
        (of_rubric("absent: nothing"), False),
        (of_rubric("scale: 0"), False),
        (of_rubric("sclae: 10"), False),
        (of_rubric("decimals: 5"), False),
        (of_rubric("help: pointer"), True),
        (of_rubric("help: line and all"), False),
        (of_rubric("attempts: {policy: best}"), True),
        (of_rubric("attempts: {policy: worst}"), False),
        (of_rubric("languages: []"), False),
        (of_rubric("bounds: [{check: notice.there, at_most: 4.5}]"), True),
        (of_rubric("bounds: [{check: notice.there}]"), False),
        (of_rubric("criteria: {style: {points: 1, title: {es: a, en: b}, levels: {}}}"), True),
        (of_rubric("criteria: {style: {title: {es: a, en: b}}}"), False),
        (of_rubric(more="hnt: {es: a, en: b}"), False),
        (of_rubric(more="hint: {es: a, en: ''}"), False),
        (of_rubric(more="hint: a"), False),
        (of_rubric(more="see: ls"), True),
        (of_rubric(more="see: {client: dig}"), True),
        (of_rubric(more="see: {run: ls, on: server}"), True),
        (of_rubric(more="see: {run: ls, on: moon}"), False),
        (of_rubric(more="points: -1"), False),
        (of_rubric(more="points: ten"), False),
        (of_rubric(more="requires: notice.there"), False),
        (of_rubric(more="wants: []"), True),
        ("practice: notice\n", False),
        ("[]\n", False),
    ],
    "words": [
        (of_words("look: ls"), True),
        (of_words("look: {client: dig}"), True),
        (of_words("look: {moon: dig}"), False),
        (of_words("line: a"), True),
        (of_words("line: {es: a, en: b}"), True),
        (of_words("line: [a]"), False),
        (of_words("say: {es: a, en: b}"), False),
        (of_words("why: {es: a, en: b}", says="a"), False),
        ("notice.there/none: {}\n", False),
        ("", True),
    ],
    "waivers": [
        ("- {check: notice.there, reason: x, expires: 2099-01-01}\n", True),
        ("- {check: notice.there, reason: '', expires: 2099-01-01}\n", False),
        ("- {check: notice.there, reason: x}\n", False),
        ("- {check: notice.there, reason: x, expires: 2099-01-01, deployment: poc}\n", True),
        ("- {check: notice.there, reason: x, expires: 2099-01-01, until: 1}\n", False),
        ("check: notice.there\n", False),
    ],
    "marks": [
        ("schema: perito/marks/1\nstudents: {a01: {style: 1}}\n", True),
        ("students: {a01: {style: {points: '1,5', comment: x, date: 2026-01-31}}}\n", True),
        ("students: {a01: {style: {level: good}}}\n", True),
        ("students: {a01: {style: }}\n", True),
        ("students: {a01: }\n", True),
        ("students: {a01: {style: ten}}\n", False),
        ("students: {a01: {style: {point: 1}}}\n", False),
        ("students: [a01]\n", False),
        ("studens: {}\n", False),
        ("schema: perito/marks/9\n", False),
    ],
    "roster": [
        ("students: [{id: a01, host: 192.0.2.1}]\n", True),
        ("defaults: {user: ana}\nstudents: {a01: {host: 192.0.2.1, port: 22}}\n", True),
        ("defaults: {host: 192.0.2.1}\nstudents: []\n", False),
        ("studnts: []\n", False),
        ("students: [{id: a01, hst: 192.0.2.1}]\n", False),
        ("students: [{id: a01, host: [192.0.2.1]}]\n", False),
        ("[]\n", False),
    ],
}  # fmt: skip


def read_words(path: Path) -> object:
    """Words are read with their rubric."""
    (path.parent / "rubric.yaml").write_text(of_rubric(), encoding="utf-8")
    (path.parent / "words").mkdir()
    (path.parent / "words/notice.yaml").write_text(path.read_text("utf-8"), encoding="utf-8")
    return rubric.load(path.parent / "rubric.yaml").words.everything()


READERS: dict[str, Callable[[Path], object]] = {
    "rubric": rubric.load,
    "words": read_words,
    "waivers": lambda path: waivers.load(path, ["notice.there"], None),
    "marks": marks.load,
    "roster": load_roster,
}


def plain(source: str) -> Any:
    """YAML as an editor's validator takes it: dates are texts."""
    return json.loads(json.dumps(YAML(typ="safe").load(source), default=str))


@pytest.mark.parametrize(("name", "source", "good"), [(name, *case) for name, cases in CASES.items() for case in cases])
def test_reader_and_schema_are_of_one_mind(name: str, source: str, good: bool, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.yaml"
    path.write_text(source, encoding="utf-8")
    try:
        READERS[name](path)
        read = True
    except PeritoError:
        read = False
    assert read is good
    assert jsonschema.Draft202012Validator(SCHEMAS[name]()).is_valid(plain(source)) is good


@pytest.mark.parametrize("name", SCHEMAS)
def test_they_are_published_as_they_are_made(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name]())
    published = (ROOT / "docs/schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert published == text(name), "run scripts/schemas-docs"
    assert json.loads(published)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_roster_s_has_what_the_practice_is_given(tmp_path: Path) -> None:
    """It and the reader agree on its columns, and know no others."""
    made = json.loads(perito("lint", "--schema", "roster", "--practice", ROOT / "examples" / "static-site").out)
    declared, validator = {"login": False, "password": True}, jsonschema.Draft202012Validator(made)
    path = tmp_path / "class.yaml"
    for line, right in (
        ("login: eva", True), ("input.login: eva", True), ("input.password_env: HOME", True), ("password: a", False),
        ("lgoin: eva", False), ("domain: a", False), ("input.domain: a", False),
    ):  # fmt: skip
        path.write_text(f"students: [{{id: a01, host: 192.0.2.1, {line}}}]\n", encoding="utf-8")
        assert validator.is_valid(YAML(typ="safe").load(path)) is right, line
        try:
            load_roster(path, inputs=declared)
        except PeritoError:
            assert not right, line
        else:
            assert right, line


def test_one_is_printed_without_a_network() -> None:
    assert perito("lint", "--schema", "roster").out == text("roster")
    ended = perito("lint", "--schema", "rooster")
    assert (ended.status, len(ended.said)) == (2, 1)


@pytest.mark.parametrize("path", ["rubric.yaml", *(f"words/{one.name}" for one in (ROOT / "words").glob("*.yaml"))])
def test_what_ships_names_its_schema_and_follows_it(path: str) -> None:
    follows(ROOT / path)


def test_what_is_written_for_an_author_names_its_schema_and_follows_it(tmp_path: Path) -> None:
    perito("new", "practice", tmp_path / "mine")
    for path in ("rubric.yaml", "words/notice.yaml"):
        follows(tmp_path / "mine" / path)
    roster = tmp_path / "class.yaml"
    roster.write_text("students: [{id: a01, host: 192.0.2.1}]\n", encoding="utf-8")
    perito("marks", "new", roster, "--output", tmp_path / "marks.yaml")
    follows(tmp_path / "marks.yaml")


def follows(path: Path) -> None:
    """Its first line names a schema that is there, by a way from the file; the file is valid by it."""
    source = path.read_text(encoding="utf-8")
    named = source.partition("\n")[0].removeprefix("# yaml-language-server: $schema=").removeprefix("file://")
    schema = json.loads((path.parent / named).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(plain(source))
