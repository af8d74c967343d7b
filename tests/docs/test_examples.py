"""The READMEs of the practices in examples/: in both languages, with the figures that are so."""

from __future__ import annotations

import re

import pytest

from perito.practice import rubric
from tests.cli.running import ROOT

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/rubric.yaml"))


@pytest.mark.parametrize("language", ["", ".es"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_figures_of_a_readme_are_so(name: str, language: str) -> None:
    place = ROOT / "examples" / name
    text = (place / f"README{language}.md").read_text(encoding="utf-8")
    loaded = rubric.load(place / "rubric.yaml")
    faults, variants = (len([*(place / "lab" / kind).glob("*.sh")]) for kind in ("faults", "variants"))
    sound = variants + 1  # and the server as it is deployed
    assert f"# {faults} mistakes pinned, {sound} sound variants clean" in text
    (figures,) = re.findall(r"`rubric.yaml` \| (\d+) \w+ \w+ (\d+) \w+, (\d+) ", text)
    assert [*map(int, figures)] == [len(loaded.checks), len(loaded.steps), int(loaded.scale)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_in_both_languages(name: str) -> None:
    """The same commands, and a row for the same files."""
    one, other = ((ROOT / "examples" / name / f"README{end}.md").read_text("utf-8") for end in ("", ".es"))
    for pattern in (r"^    .*", r"^\| (`[^|]+`) \|"):
        assert re.findall(pattern, one, re.M) == re.findall(pattern, other, re.M)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_check_that_fails_says_so_in_both_languages(name: str) -> None:
    """A title says what is asked; on a failure somebody reads what is so, why it matters, and where to look."""
    loaded = rubric.load(ROOT / "examples" / name / "rubric.yaml")
    below = {check for base in loaded.bases for check in rubric.load(base / "rubric.yaml").checks}
    for check, entry in loaded.checks.items():
        if check in below:
            continue  # some of these speak by their findings alone
        for text in (entry.unmet, entry.why, entry.hint):
            assert text is not None, check
            assert {*text.root} >= {"es", "en"}, check
        assert entry.see.run, check
