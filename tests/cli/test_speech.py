"""Help and usage errors are in the language of the one who types; so is what pydantic, YAML and the system say."""

from __future__ import annotations

import errno
import re
import socket
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core._pydantic_core import list_all_errors

from perito.cli import speech
from perito.documents.result import Result
from perito.support import i18n, invalid, system_errors
from tests.cli.running import perito

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPANISH = {"LC_ALL": "es_ES.UTF-8"}
ENGLISH = {"LC_ALL": "en_GB.UTF-8"}
WORDS = re.compile(  # English alone: none of them is a word in Spanish, nor an option's name
    r"\b(the|this|that|with|not|must|should|missing|required|invalid|value|argument|such|show|message|usage|options|"
    r"found|expected|valid|unexpected|requires|given|which|where|error|is|are|of|and|or)\b"
)
DATA = re.compile(r"`[^`]*`|--?[a-z][\w-]*|\w+\.(?:yaml|json|toml|csv)|'[^']*'|/\S+")


@pytest.fixture(autouse=True)
def _spanish_again() -> Iterator[None]:
    yield
    i18n.use("es")


@pytest.mark.parametrize(
    ("words", "environment", "wanted"),
    [
        ((), {}, "es"),
        ((), {"LANG": "C.UTF-8"}, "es"),
        ((), {"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, "es"),
        ((), {"LANG": "en_US.UTF-8"}, "en"),
        ((), {"LANG": "ca_ES@valencia"}, "ca"),
        ((), {"LANG": "de_DE.UTF-8"}, "es"),
        ((), {"LC_MESSAGES": "en_GB", "LANG": "es_ES"}, "en"),
        ((), {"PERITO_LANG": "ca", "LANG": "en_US.UTF-8"}, "ca"),
        (("check", "--lang", "en"), {"PERITO_LANG": "ca"}, "en"),
        (("check", "--lang=en"), {"LANG": "es_ES"}, "en"),
        (("check", "--lang", "xx"), {"LANG": "en_US"}, "en"),
        (("check", "--", "--lang", "en"), {}, "es"),
        (("check",), {"PERITO_CHECK_LANG": "en"}, "en"),
    ],
)
def test_whose_language_it_is(
    words: tuple[str, ...], environment: dict[str, str], wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert speech.language_of(words, environment) == wanted


def test_the_file_of_options_says_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "perito.toml").write_text('lang = "en"\n[grade]\nlang = "ca"\n', encoding="utf-8")
    assert speech.language_of(("check", "local"), {"LANG": "es_ES"}) == "en"
    assert speech.language_of(("grade", "r.csv"), {"LANG": "es_ES"}) == "ca"


@pytest.mark.parametrize(
    ("words", "spanish", "english"),
    [
        (("check", "--nonsense"), "no hay ninguna opción llamada --nonsense", "no option is called --nonsense"),
        (("check",), "falta TARGET", "TARGET is missing"),
        (("chek",), "no hay ninguna orden llamada chek; ¿querías decir check?", "no command is called chek; did you"),
        (("check", "a", "b"), "sobra un argumento: b", "one argument too many: b"),
        (("check", "a", "--timeout", "x"), "--timeout 'x': tiene que ser un número", "--timeout 'x': Input should be"),
        (("check", "a", "--only"), "--only necesita un valor", "--only needs a value"),
        (("check", "a", "--whole=1"), "--whole no lleva valor", "--whole takes no value"),
        (("grade", "r", "-j", "-1"), "-j '-1': tiene que ser 0 o más", "-j '-1': Input should be greater"),
    ],
)
def test_usage_errors(words: tuple[str, ...], spanish: str, english: str, tmp_path: Path) -> None:
    for environment, wanted in ((SPANISH, spanish), (ENGLISH, english)):
        ended = perito(*words, cwd=tmp_path, env=environment)
        assert ended.status == 2
        (said,) = ended.said
        assert said.startswith(wanted)
        if environment is SPANISH:
            assert not WORDS.findall(DATA.sub("", said.lower()))


@pytest.mark.parametrize(
    "words", [("--help",), ("check", "--help"), ("grade", "--help"), ("roster", "keyscan", "--help")]
)
def test_help_is_wholly_in_spanish(words: tuple[str, ...]) -> None:
    english, spanish = (perito(*words, env=one).out for one in (ENGLISH, SPANISH))
    ours = [" ".join(re.split(r"\s{2,}", line.strip())[1:]) for line in spanish.splitlines()]
    same = set(english.split("\n")) & set(spanish.split("\n"))
    assert not {line for line in same if WORDS.search(line.lower())}
    found = {word for line in ours for word in WORDS.findall(DATA.sub("", line.lower()))}
    assert not found


class Every(BaseModel):
    """A field of each kind our documents have."""

    number: float = 0
    whole: int = 0
    flag: bool = False
    text: str = ""
    many: list[str] = []
    table: dict[str, str] = {}


@pytest.mark.parametrize("wrong", ["x", [1, {}], {"a": 1}, 3.5, None])
def test_what_pydantic_says_is_spanish(wrong: Any) -> None:
    for name in Every.model_fields:
        try:
            Every.model_validate({name: wrong})
        except ValidationError as error:
            for one in error.errors():
                said = invalid.said(one)
                assert one["type"] in invalid.TEXTS, one
                assert not WORDS.findall(said.lower().replace("true or false", "")), said


def test_every_error_of_pydantics_that_is_in_the_table_has_what_its_sentence_names() -> None:
    carried = {str(one["type"]): one.get("example_context") or {} for one in list_all_errors()}
    for kind in invalid.TEXTS.keys() & carried.keys():
        said = invalid.said({"type": kind, "msg": "its own", "ctx": carried[kind]})
        assert said != "its own"
        assert "{" not in said
    ours = {"no_moment", "without_zone", "path_type", "text_alone", "text_lacking", "text_language"}
    assert invalid.TEXTS.keys() - carried.keys() == ours


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "esto no es JSON"),
        ('{"schema": "perito/result/1"}', "perito: falta esta clave"),
    ],
)
def test_a_document_s_first_error_is_in_the_language_with_its_place_if_it_has_one(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Result.model_validate_json(text)
    assert invalid.first(caught.value) == said
    assert invalid.first(ValueError("x")) == "x"


def test_what_is_not_in_the_table_is_quoted() -> None:
    assert invalid.said({"type": "new_one", "msg": "Input is odd", "ctx": {}}) == "no vale: «Input is odd»"


def test_what_the_system_says() -> None:
    missing = FileNotFoundError(errno.ENOENT, "No such file or directory")
    assert system_errors.reason(missing) == "no existe ese archivo o directorio"
    unknown = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    assert system_errors.reason(unknown) == "no se conoce ese nombre"
    assert system_errors.reason(OSError("own words")) == "own words"
    i18n.use("en")
    assert system_errors.reason(missing) == "No such file or directory"
