"""Each example for authors, in the reference and in the pages that no lab follows, is tried as it stands.

Shell commands have tests of their own (test_commands.py), and pages with a lab are followed (test_follow.py).
"""

from __future__ import annotations

import inspect
import re
import runpy
import tomllib
from datetime import date
from importlib import metadata
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from perito import Failure, models
from perito.evidence.session import Session
from perito.grading import soundness
from perito.models.wanted import Wanted
from perito.practice import expect as words
from perito.practice import known, locate, rubric, waivers
from tests.cli.running import ROOT
from tests.docs.blocks import Block, blocks, lab_of
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [
    ROOT / "docs" / "howto" / f"{name}{language}.md"
    for name in ("authors", "practices", "subjects", "waivers", "another-practice")
    for language in ("", ".es")
]
HEAD = """\
schema: perito/rubric/1
practice: example
model: none
version: "1"
title: {es: Ejemplo, en: Example}
"""
CHECK = "      {name}: {{points: {points}, title: {{es: A, en: A}}}}\n"
STEPS = "steps:\n  one:\n    title: {es: A, en: A}\n    checks:\n"
ASKED = "from perito import check, expect\n"
TEST = """

@check("{name}")
def test_{number}({takes}):
    expect(1).to_equal(1)
"""
VERBS = [name for name in vars(words.Expectation) if name.startswith("to_")]
EXAMPLE = re.compile(r"(Holds|Fails): `(.+)`\.$", re.M)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_s_examples_hold_and_fail_as_the_reference_says(verb: str, tmp_path: Path) -> None:
    found = EXAMPLE.findall(inspect.getdoc(getattr(words.Expectation, verb)) or "")
    assert [said for said, _code in found] == ["Holds", "Fails"]
    (holds, fails) = (code for _said, code in found)
    assert f".{verb}(" in holds
    run(holds, tmp_path)
    with pytest.raises(Failure):
        run(fails, tmp_path)


def run(code: str, place: Path) -> dict[str, Any]:
    """What a piece of Python defines, with `expect` at hand."""
    file = place / "example.py"
    file.write_text(code, encoding="utf-8")
    return runpy.run_path(str(file), {"expect": words.expect})


def data(block: Block) -> Any:
    return YAML(typ="safe").load(block.body)


def prove(place: Path, head: str, code: str, more: str = "") -> None:
    """A practice with this in its head, with these checks (of which each has what it takes), is sound."""
    named = re.findall(r'^@check\("([^"]+)"\)', code, re.M)
    points = [10 // len(named)] * (len(named) - 1) if named else []
    rows = [CHECK.format(name=name, points=p) for name, p in zip(named, [*points, 10 - sum(points)], strict=True)]
    (place / "checks").mkdir(parents=True)
    (place / "rubric.yaml").write_text(head + (STEPS + "".join(rows) if named else ""), encoding="utf-8")
    given = "" if "from perito" in code else ASKED
    (place / "checks" / "test_01_example.py").write_text(given + code, encoding="utf-8")
    if more:
        (place / "conftest.py").write_text(more, encoding="utf-8")
    soundness.prove(locate.find(place), rubric.load(place / "rubric.yaml"), thoroughly=True)


def of_a_head(block: Block, code: str, place: Path) -> None:
    """A part of a head, with the checks or the `discover` that follow it on the page."""
    found = data(block)
    assert set(found) <= set(rubric.Rubric.model_fields), block.place
    if "def discover" not in code:
        prove(place, HEAD + block.body + "\n", code)
        return
    kind = next(iter(found["subjects"]))
    prove(place, HEAD + block.body + "\n", ASKED + TEST.format(name="one.a", number=1, takes=kind), code)
    server, _subjects = models.load("flask").survey(Session.replay(store.demo("sound")), Wanted(()), whole=False)
    assert "mi_aplicacion" in run(code, place)["discover"](server)[kind], block.place


def of_a_whole_one(block: Block, place: Path) -> None:
    """A whole rubric: with a test for each check of its own."""
    own = [name for step in data(block)["steps"].values() for name in step["checks"]]
    (place / "checks").mkdir(parents=True)
    (place / "rubric.yaml").write_text(block.body, encoding="utf-8")
    tests = [TEST.format(name=name, number=number, takes="host") for number, name in enumerate(own)]
    (place / "checks" / "test_90_own.py").write_text(ASKED + "".join(tests), encoding="utf-8")
    soundness.prove(locate.find(place), rubric.load(place / "rubric.yaml"), thoroughly=True)


def of_waivers(block: Block, place: Path) -> None:
    """A file of waivers, for the practice that ships with Perito, on the last day on which it holds."""
    place.mkdir()
    (place / "waivers.yaml").write_text(block.body, encoding="utf-8")
    shipped = rubric.load(ROOT / "rubric.yaml")
    last = min(date.fromisoformat(str(one["expires"])) for one in data(block))
    found = waivers.load(place / "waivers.yaml", shipped.checks, last, rubric=shipped)
    assert found.listed, block.place


def of_profiles(block: Block, place: Path) -> None:
    """Profiles, added to the rubric of the practice that ships with Perito."""
    place.mkdir()
    path = place / "rubric.yaml"
    path.write_text((ROOT / "rubric.yaml").read_text(encoding="utf-8") + "\n" + block.body + "\n", encoding="utf-8")
    assert set(rubric.load(path).profiles) >= set(data(block)["profiles"])


def tried(block: Block, code: str, place: Path) -> None:
    """Try an example; `code`: the Python behind it on the page. What nobody can try is an error."""
    if block.language == "toml":
        (group,) = tomllib.loads(block.body)["project"]["entry-points"].items()
        assert group[0] == known.GROUP, block.place
        assert all(metadata.EntryPoint(name, value, group[0]).module == value for name, value in group[1].items())
        return
    assert block.language == "yaml", f"{block.place}: nothing tries it"
    found = data(block)
    if isinstance(found, list):
        of_waivers(block, place)
    elif "schema" in found:
        of_a_whole_one(block, place)
    elif set(found) == {"profiles"}:
        of_profiles(block, place)
    else:
        of_a_head(block, code, place)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_of_a_page_are_as_it_says(page: Path, tmp_path: Path) -> None:
    shown = [one for one in blocks(page) if not one.shell]
    if lab_of(page) is not None and all(one.title for one in shown) and page.stem.startswith("another"):
        return  # it is followed to its end, with these files
    for number, block in enumerate(shown):
        after = shown[number + 1] if number + 1 < len(shown) else None
        if block.language == "python":
            assert shown[number - 1].language == "yaml", f"{block.place}: nothing tries it"
            continue
        tried(block, after.body if after and after.language == "python" else "", tmp_path / str(number))


def test_the_same_examples_are_in_both_languages() -> None:
    """But for their remarks: each page has the code of its other language."""
    for english, spanish in zip(PAGES[::2], PAGES[1::2], strict=True):
        one, other = ([block.language for block in blocks(page)] for page in (english, spanish))
        assert one == other, english.name
