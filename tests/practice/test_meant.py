"""An unknown name in what a person writes: the one that was meant is said, with file, line and column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from perito.classroom.roster.read import load as load_roster
from perito.errors import PeritoError
from perito.grading import soundness
from perito.practice import locate, marks, rubric, waivers
from perito.practice.rubric import Rubric
from perito.practice.words import Words
from perito.support import known_keys
from perito.support.meant import meant
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = """schema: perito/rubric/1
practice: notice
version: "1"
title: {es: "Un aviso", en: "A notice"}
steps:
  notice:
    title: {es: "Aviso", en: "Notice"}
    checks:
      notice.there:
        points: 10
        title: {es: "Hay un aviso", en: "There is a notice"}
        hint: {es: "Mira {address}", en: "Look at {address}"}
"""
CHECK = """from perito import check, expect


@check("notice.there")
def test_there_is_a_notice(host):
    expect(host.file("/etc/notice").exists).to_equal(True)
"""


def practice(directory: Path, rules: str = RUBRIC, checks: str = CHECK, words: str = "") -> Path:
    """A practice of one check."""
    (directory / "checks").mkdir(parents=True)
    (directory / "rubric.yaml").write_text(rules, encoding="utf-8")
    (directory / "checks/test_01_notice.py").write_text(checks, encoding="utf-8")
    if words:
        (directory / "words").mkdir()
        (directory / "words/notice.yaml").write_text(words, encoding="utf-8")
    return directory


KEYS = [
    ("hint:", "hnt:", "rubric.yaml:12:9: steps.notice.checks.notice.there.hnt:", "hint"),
    ("points:", "point:", "rubric.yaml:10:9: steps.notice.checks.notice.there.point:", "points"),
    ("version:", "versión:", "rubric.yaml:3:1: versión:", "version"),
    ("    checks:", "    checkss:", "rubric.yaml:8:5: steps.notice.checkss:", "checks"),
    ("steps:\n", "attempts: {polcy: best}\nsteps:\n", "rubric.yaml:5:12: attempts.polcy:", "policy"),
    ("steps:\n", "parts: {a: {points: 10, titel: {es: a, en: a}}}\nsteps:\n", "parts.a.titel:", "title"),
    ("steps:\n", "criteria: {a: {levels: {b: {pionts: 1}}}}\nsteps:\n", "criteria.a.levels.b.pionts:", "points"),
    ("steps:\n", "bounds: [{chek: notice.there, at_most: 4}]\nsteps:\n", "bounds.0.chek:", "check"),
    ("        points:", "        requires: [notice.ther]\n        points:", "requires.0:", "notice.there"),
    ("{address}", "{adress}", "rubric.yaml:12:16: steps.notice.checks.notice.there.hint.es:", "{address}"),
]


@pytest.mark.parametrize(("there", "instead", "place", "near"), KEYS)
def test_an_unknown_key_of_a_rubric(there: str, instead: str, place: str, near: str, tmp_path: Path) -> None:
    found = practice(tmp_path, RUBRIC.replace(there, instead))
    with pytest.raises(PeritoError) as refused:
        soundness.prove(locate.find(found), rubric.load(found / "rubric.yaml"), thoroughly=False)
    lines = [line for line in str(refused.value).splitlines() if place in line]
    assert lines
    assert f"(¿querías decir {near}?)" in lines[0]


def test_nothing_is_proposed_that_nothing_is_like(tmp_path: Path) -> None:
    with pytest.raises(PeritoError) as refused:
        rubric.load(practice(tmp_path, RUBRIC.replace("hint:", "xyzzy:")) / "rubric.yaml")
    assert "querías" not in str(refused.value)
    assert meant("xyzzy", ("hint", "title")) is None
    assert meant("Hint", ("hint", "title")) == "hint"


def test_what_may_stand_where() -> None:
    assert "points" in known_keys.at(Rubric, ("steps", "a", "checks", "b"))
    assert known_keys.at(Rubric, ("steps",)) == ()
    assert set(known_keys.at(dict[str, Words], ("a", "look"))) == {"run", "on"}
    assert known_keys.at(Rubric, ("steps", "a", "title")) == ()


def test_an_unknown_key_of_words(tmp_path: Path) -> None:
    found = practice(tmp_path, words="notice.there/no-file:\n  say: {es: a, en: a}\n")
    with pytest.raises(PeritoError, match=r"notice.yaml:2:3: .*\(¿querías decir says\?\)"):
        rubric.load(found / "rubric.yaml").words.everything()


def test_an_unknown_key_of_waivers_marks_and_rosters(tmp_path: Path) -> None:
    def written(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    for text, near in (
        ("- {chek: notice.there, reason: x, expires: 2027-01-01}\n", "check"),
        ("- {check: notice.their, reason: x, expires: 2027-01-01}\n", "notice.there"),
    ):
        with pytest.raises(PeritoError, match=rf"w.yaml:1:4: .*\(¿querías decir {near}\?\)"):
            waivers.load(written("w.yaml", text), ["notice.there"], None)
    for text, near in (
        ("studens:\n  a01:\n    style: 1\n", "students"),
        ("students:\n  a01:\n    style: {point: 1}\n", "points"),
    ):
        with pytest.raises(PeritoError, match=rf"m.yaml:\d+:\d+: .*\(¿querías decir {near}\?\)"):
            marks.load(written("m.yaml", text))
    with pytest.raises(PeritoError, match=r"r.yaml:1:1: .*\(¿querías decir students\?\)"):
        load_roster(written("r.yaml", "studnts: []\n"))


@pytest.mark.parametrize(
    ("checks", "says"),
    [
        (CHECK.replace("from perito", "import nothing_here\nfrom perito"), r"test_01_notice\.py:1:.*nothing_h"),
        (CHECK + "\n\nraise ValueError('while it is read')\n", r"test_01_notice\.py:9:.*while it is read"),
        (CHECK + "\nif:\n", r"test_01_notice\.py:8:.*"),
        (CHECK.replace('"notice.there"', '"notice.their"'), r"test_01_notice\.py:4.*notice\.there"),
    ],
)
def test_a_check_that_cannot_be_imported_is_one_line(checks: str, says: str, tmp_path: Path) -> None:
    ended = perito("lint", "--practice", practice(tmp_path / "p", checks=checks), "--lang", "en")
    assert ended.status == 2
    assert re.search(says, ended.said[0]), ended.err
    assert len(ended.said) <= 2


def test_the_shipped_practice_has_no_unknown_key() -> None:
    rubric.load(locate.find().rubric).words.everything()
