"""Every message of the code has its Spanish, with the same placeholders; numbers follow the language."""

from __future__ import annotations

import ast
import re
import runpy
import shutil
import string
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from perito.support import i18n, languages
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

SPANISH = i18n.LOCALE / "es" / "LC_MESSAGES" / "perito.po"


@pytest.fixture(autouse=True)
def _spanish_again() -> Iterator[None]:
    yield
    i18n.use("es")


def used() -> set[str]:
    """The message ids in the code and the templates; of a plural, the singular."""
    sections = [line.strip("[]").split(": ") for line in (ROOT / "babel.cfg").read_text().splitlines()[1:]]
    found = extract_from_dir(ROOT, [(pattern, method) for method, pattern in sections])
    return {message if isinstance(message, str) else message[0] for *_, message, _, _ in found}


def catalogue() -> Catalog:
    with SPANISH.open("rb") as file:
        return read_po(file, abort_invalid=True)


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def test_no_message_hides_in_an_f_string() -> None:
    """Until Python 3.12 an f-string is one token, and what is within it is not collected."""
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "perito").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "N_", "ngettext"}
        if any(isinstance(argument, ast.Constant) for argument in call.args[:1])
    ]
    assert hidden == []


def test_every_message_of_the_code_is_in_the_spanish_catalogue_and_nothing_else() -> None:
    known = {forms(message.id)[0] for message in messages()}
    assert known == used(), "run scripts/messages, then translate what is new"


def test_every_message_is_translated_and_none_is_fuzzy() -> None:
    unfinished = [message.id for message in messages() if message.fuzzy or not all(forms(message.string))]
    assert unfinished == []


def test_translations_have_the_placeholders_of_their_message() -> None:
    for message in messages():
        wanted = placeholders(forms(message.id)[-1])
        for form in forms(message.string):
            assert placeholders(form) in (wanted, wanted - {"count"}), message.id


def test_messages_are_literals_so_that_they_can_be_collected() -> None:
    composed = []
    for path in (ROOT / "perito").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "N_", "ngettext"}:
                composed += [(path.name, node.lineno) for a in node.args if isinstance(a, ast.JoinedStr | ast.BinOp)]
    assert composed == []


def test_language_is_looked_up_at_call_time() -> None:
    i18n.use("es")
    assert i18n._("Hint") == "Pista"
    i18n.use("en")
    assert i18n._("Hint") == "Hint"
    assert i18n.language() == "en"
    with pytest.raises(ValueError, match="'fr' is not one of es, en, ca"):
        i18n.use("fr")


def test_numbers_follow_the_language() -> None:
    i18n.use("es")
    assert (i18n.decimal(8.5), i18n.points(4.5), i18n.points(0.25), i18n.points(10)) == (
        "8,50",
        "4,5",
        "0,25",
        "10",
    )
    i18n.use("en")
    assert (i18n.decimal(8.5), i18n.points(4.5)) == ("8.50", "4.5")


def test_compiled_file_is_what_the_build_hook_makes_of_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Babel at run time, the .mo from the build speaks Spanish all the same."""
    compile_file = runpy.run_path(str(ROOT / "hatch_build.py"))["compile_file"]
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(SPANISH, folder)
    assert compile_file(folder / "perito.po").name == "perito.mo"
    (folder / "perito.po").unlink()
    monkeypatch.setattr(languages, "LOCALE", tmp_path)
    languages.catalogue.cache_clear()
    try:
        assert i18n._("Hint") == "Pista"
    finally:
        monkeypatch.undo()
        languages.catalogue.cache_clear()


def test_source_newer_than_the_compiled_file_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    text = SPANISH.read_text(encoding="utf-8")
    (folder / "perito.po").write_text(re.sub("Pista", "Ayuda", text), encoding="utf-8")
    monkeypatch.setattr(languages, "LOCALE", tmp_path)
    languages.catalogue.cache_clear()
    try:
        assert i18n._("Hint") == "Ayuda"
    finally:
        monkeypatch.undo()
        languages.catalogue.cache_clear()
