"""What texts may name depends on the practice: on its model, and on whom a check is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.grading import soundness
from perito.practice import locate, rubric
from perito.practice.locate import PracticeError
from tests.practice.small import practice

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_english")
SUBJECTS = """\
subjects:
  user: {ana: {home: /home/ana, shell: sh}, eva: {home: /home/eva}}
  site: [alfa, beta]
"""
STEPS = """\
steps:
  one:
    title: {en: One, es: Uno}
    checks:
"""
CHECK = """
@check("one.a{n}")
def test_a{n}({takes}):
    expect(1).to_equal(1)
"""


def said(place: Path, *texts: tuple[str, str], model: str, more: str = "", thoroughly: bool = True) -> list[str]:
    """What is said of a practice with these texts: for each the fixture that its check takes, and its title."""
    rows = [
        f'      one.a{n}: {{points: 10, title: {{en: "{text}", es: A}}}}\n' for n, (_takes, text) in enumerate(texts)
    ]
    tests = [CHECK.format(n=n, takes=takes) for n, (takes, _text) in enumerate(texts)]
    checks = "from perito import check, expect\n" + "".join(tests)
    head = f"scale: {10 * len(texts)}\nmodel: {model}\n{more}"
    made = practice(place, more=head, steps=STEPS + "".join(rows), checks=checks)
    try:
        soundness.prove(locate.find(made), rubric.load(made / "rubric.yaml"), thoroughly=thoroughly)
    except PracticeError as error:
        return [line.removeprefix(f"{made}/rubric.yaml:") for line in str(error).splitlines()]
    return []


# By model: texts, and what is meant by them; empty: they stand for something; None: nothing at all.
CASES: dict[str, dict[str, str | None]] = {
    "none": {"{address}": "", "{directory}": None},
    "web": {"{directory}": "", "{virtualenv}": None, "{heroku}": None, "{unit_fil}": "{unit_file}"},
    "flask": {"{virtualenv} {heroku}": "", "{virtualen}": "{virtualenv}"},
}


@pytest.mark.parametrize("model", CASES)
def test_those_of_the_model(tmp_path: Path, model: str) -> None:
    """One that it does not have is told with line, column, and the nearest that it has; where the tests need not be
    read, too, for then nothing is graded."""
    wanted = []
    for n, (text, near) in enumerate(CASES[model].items()):
        where = f"{10 + n}:36: steps.one.checks.one.a{n}.title.en: {text} stands for nothing"
        wanted += [] if near == "" else [where + (f" (did you mean {near}?)" if near else "")]
    texts = [("host", text) for text in CASES[model]]
    assert said(tmp_path / "p", *texts, model=model, thoroughly=False) == wanted


def test_those_of_whom_a_check_is_for(tmp_path: Path) -> None:
    """A value that not all subjects of the kind have is none; the whole server has what its deployments have."""
    sound = [("user", "{user} {home} {address}"), ("site", "{site}"), ("deployment", "{directory}"), ("host", "{app}")]
    wrong = [
        ("user", "{hoome}"), ("user", "{shell}"), ("user", "{site}"), ("site", "{home}"), ("site", "{directory}"),
        ("host", "{home}"),
    ]  # fmt: skip
    told = said(tmp_path / "p", *sound, *wrong, model="web", more=SUBJECTS)
    found = [line.partition(".title.en: ")[2] for line in told]
    assert found[0] == "{hoome} stands for nothing (did you mean {home}?)"
    assert [one.partition(" stands for nothing")[0] for one in found] == [text for _takes, text in wrong]


def test_an_input_may_have_the_name_of_what_the_model_has_not(tmp_path: Path) -> None:
    more = "inputs: {virtualenv: {title: {en: V, es: V}}}\n"
    text = ("host", "{virtualenv}")
    assert not said(tmp_path / "a", text, model="web", more=more, thoroughly=False)
    told = said(tmp_path / "b", text, model="flask", more=more, thoroughly=False)
    assert told == ["6:10: inputs.virtualenv: texts name something else by {virtualenv}"]
