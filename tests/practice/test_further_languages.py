"""The practice's texts in the languages that have files of their own: whole, translated, and saying the same."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from perito.practice import coverage, rubric
from perito.practice.texts import Further, beside, is_text
from perito.practice.words import PLACEHOLDER, WordsError
from perito.support.i18n import FIRST
from perito.support.yamlfile import read
from tests.cli.running import ROOT, perito

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE_CHECK = """schema: perito/rubric/1
practice: ssh
version: "1"
title: {es: "Un SSH más seguro", en: "A safer SSH"}
scale: 10
steps:
  login:
    title: {es: "Entrada", en: "Login"}
    checks:
      login.root:
        points: 6
        title: {es: "root no entra por SSH", en: "root does not log in by SSH"}
        why: {es: "Es el usuario que todos prueban.", en: "It is the user that everybody tries."}
        hint: {es: "¿Qué dice sshd_config(5)?", en: "What does sshd_config(5) say?"}
        see: "sudo sshd -T"
"""
RUBRIC = ROOT / "rubric.yaml"
FURTHER = beside(ROOT / "words", FIRST)
ALIKE = {  # a text that is the same in another language, because its words are
    "ca": {"Gunicorn (15–16)", "Nginx (17)", "Falta daemon-reload", "proxy_pass apunta a un socket Unix"},
}
SPANISH = re.compile(r"[ñ¿¡]|\b(el archivo|no hay|línea|servicio|qué|usuario|también)\b")
QUOTED = re.compile(r"https?://\S*|(?<!\w)/[\w./*-]+|\b\w+=|(?<!\w)--?[a-zA-Z][\w-]*|\b\d+(?:/\w+)?")


def pairs(base: Any, texts: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, str], str]]:
    """Of each translated text: its keys, the text in the practice's own languages, and the translation."""
    if isinstance(texts, str):
        yield ".".join(keys), base if is_text(base, FIRST) else dict.fromkeys(FIRST, base), texts
    elif isinstance(texts, dict):
        for key, value in texts.items():
            yield from pairs(base[key], value, (*keys, key))


def translated(further: Further) -> list[tuple[str, dict[str, str], str]]:
    """The pairs of every file of a language."""
    files: tuple[Path, ...] = (RUBRIC, *sorted((ROOT / "words").glob("*.yaml")))
    found: list[tuple[str, dict[str, str], str]] = []
    for file in files:
        document = further.document(file.stem, WordsError)
        assert document is not None, file.stem
        found += pairs(read(file, WordsError).data, document.data)
    return found


@pytest.fixture(scope="module", params=FURTHER, ids=lambda one: one.language)
def further(request: pytest.FixtureRequest) -> Further:
    assert isinstance(request.param, Further)
    return request.param


@pytest.fixture(scope="module")
def texts(further: Further) -> list[tuple[str, dict[str, str], str]]:
    return translated(further)


def test_no_text_is_missing(further: Further) -> None:
    assert not [*coverage.missing(RUBRIC, rubric.load(RUBRIC), further.language)]


def test_every_text_is_translated(further: Further, texts: list[tuple[str, dict[str, str], str]]) -> None:
    left = [(keys, text) for keys, own, text in texts if text in own.values()]
    assert [one for one in left if one[1] not in ALIKE.get(further.language, set())] == []
    if further.language == "ca":
        assert [(keys, text) for keys, _, text in texts if SPANISH.search(text)] == []


def test_it_names_what_the_other_names(texts: list[tuple[str, dict[str, str], str]]) -> None:
    for keys, own, text in texts:
        assert Counter(PLACEHOLDER.findall(text)) == Counter(PLACEHOLDER.findall(own["es"])), keys


def test_it_quotes_the_same_commands_paths_and_numbers(texts: list[tuple[str, dict[str, str], str]]) -> None:
    others = [(keys, quoted(own["es"]), quoted(text)) for keys, own, text in texts]
    assert [one for one in others if one[1] != one[2]] == []


def quoted(text: str) -> list[str]:
    """The commands' options, settings, paths, addresses and numbers of a text, sorted."""
    bare = PLACEHOLDER.sub("", re.sub(r"CLAVE=valor|CLAU=valor", "", text))
    return sorted(one.rstrip(".,:;?)") for one in QUOTED.findall(bare))


def test_a_practice_that_borrows_the_words_does_not_speak_their_further_languages(tmp_path: Path) -> None:
    path = tmp_path / "rubric.yaml"
    path.write_text(ONE_CHECK, encoding="utf-8")
    loaded = rubric.load(path, every_language=True)
    assert loaded.words.files, "it borrows no words"
    assert loaded.spoken == ("es", "en")


def test_the_language_of_the_environment_gives_way_to_the_practices(tmp_path: Path) -> None:
    """PERITO_LANG is for whatever is examined; --lang is for this."""
    assert perito("new", "practice", "mine", cwd=tmp_path).status == 0
    lint = ("lint", "--practice", "mine")
    preferred = perito(*lint, env={"PERITO_LANG": "en"}, cwd=tmp_path)
    assert (preferred.status, preferred.err) == (0, "")
    asked = perito(*lint, "--lang", "en", env={"PERITO_LANG": "es"}, cwd=tmp_path)
    assert (asked.status, "--lang: 'en'" in asked.err) == (2, True)
    unknown = perito(*lint, env={"PERITO_LANG": "xx"}, cwd=tmp_path)
    assert (unknown.status, "'xx'" in unknown.err) == (2, True)
