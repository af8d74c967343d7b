"""A file of YAML that asks for too much is one line with its place and status 2, whichever file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.support import i18n, yaml_bounds
from perito.support.yaml_bounds import DEEPEST, LARGEST
from perito.support.yamlfile import FileError, read
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path

MANY = 100_000
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = {
    "brackets": "[" * MANY,
    "closed": "a: " + "[" * MANY + "]" * MANY,
    "braces": "{a: " * MANY,
    "dashes": "- " * MANY + "x",
    "questions": "? " * MANY,
    "steps": "\n".join(" " * depth + "a:" for depth in range(2000)),
    "under a directive": "%YAML 1.1\n---\n" + "[" * MANY,
    "under one that nobody knows": "%FOO bar\n---\n" + "- " * MANY,
    "behind quotes": "a: ']'\nb: " + "['x', " * MANY,
}
LARGE = {
    "aliases": LAUGHS,
    "merges": LAUGHS.replace("[", "[{y: 1}, "),
    "itself": "a: &a [*a]",
    "number": "a: " + "9" * 1_000_000,
    "month": "a: 2001-99-99",
}
FILES = {
    "rubric": ("lint", "--practice", "."),
    "waivers": ("check", "u@nowhere.invalid", "--waivers", "rubric.yaml"),
    "marks": ("check", "u@nowhere.invalid", "--marks", "rubric.yaml"),
    "platform": ("check", "u@nowhere.invalid", "--heroku", "mi-app", "--heroku-platform", "rubric.yaml"),
    "roster": ("grade", "rubric.yaml"),
    "inventory": ("grade", "rubric.yaml", "--roster-format", "ansible"),
}


@pytest.mark.parametrize("text", [*DEEP.values(), *LARGE.values()], ids=[*DEEP, *LARGE])
def test_too_much_is_one_line_with_its_place(text: str, tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text(text)
    with pytest.raises(FileError) as wrong:
        read(tmp_path / "some.yaml", FileError)
    (said,) = wrong.value.problems
    file, line, column, words = said.split(":", 3)
    assert file == str(tmp_path / "some.yaml")
    assert line.isdigit()
    assert column.isdigit()
    assert words.strip()


@pytest.mark.parametrize("command", FILES.values(), ids=FILES)
@pytest.mark.parametrize("text", [DEEP["brackets"], DEEP["dashes"], LARGE["aliases"]], ids=["flow", "block", "alias"])
def test_whichever_file_it_is(command: tuple[str, ...], text: str, tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "rubric.yaml").write_text(text)
    ended = perito(*command, cwd=tmp_path)
    assert (ended.status, len(ended.said)) == (2, 1), ended
    assert "rubric.yaml:" in ended.said[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checks", "rubric.yaml"]


@pytest.mark.parametrize("command", FILES.values(), ids=FILES)
def test_a_file_without_end(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "rubric.yaml").symlink_to("/dev/zero")
    ended = perito(*command, cwd=tmp_path)
    assert (ended.status, len(ended.said)) == (2, 1), ended
    assert ended.said[0].endswith(("es un dispositivo", f"{LARGEST >> 20} MiB")), ended.said


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEPEST + "]" * DEEPEST,
        "a: '" + "[" * MANY + "'",
        "a: |\n  " + "- " * MANY,
        "# " + "[" * MANY + "\na: 1",
        "a: &a [1, 2]\nb: [*a, *a]\nc: {<<: {d: 1}}",
        'a: "' + "x" * 5_000_000 + '"',
    ],
    ids=["as deep as may be", "quoted", "block", "comment", "aliases", "long"],
)
def test_what_is_not_too_much_is_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text(text)
    assert read(tmp_path / "some.yaml", FileError).data


def test_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text(DEEP["dashes"])
    said = set()
    for language in ("es", "en"):
        i18n.use(language)
        with pytest.raises(FileError) as wrong:
            read(tmp_path / "some.yaml", FileError)
        said.add(str(wrong.value))
    assert len(said) == 2


@pytest.mark.parametrize("kind", ["safe", "rt"])
def test_an_anchor_that_stands_twice_means_the_later_one_without_a_warning(kind: str) -> None:
    assert dict(yaml_bounds.reader(kind).load("a: &x 1\nb: &x 2\nc: *x\n")) == {"a": 1, "b": 2, "c": 2}
