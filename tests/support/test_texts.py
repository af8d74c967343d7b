"""Texts for people do not go round the catalogue; a document that is wrong is told in one language."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import pytest

from perito import errors
from perito.cli.config import file as config_file
from perito.practice import rubric, waivers
from perito.practice.marks import read as marks
from perito.support import i18n
from perito.transport import connect
from perito.transport.base import TransportError
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _spanish_again() -> Iterator[None]:
    yield
    i18n.use("es")


def in_both(said: Callable[[], str]) -> tuple[str, str]:
    """Its text in Spanish and in English."""
    found = []
    for language in ("es", "en"):
        i18n.use(language)
        found.append(said())
    return found[0], found[1]


def raised(call: Callable[[], object]) -> str:
    with pytest.raises(errors.PeritoError) as caught:
        call()
    return str(caught.value)


DOCUMENTS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "rubric, no YAML": ("steps: [", rubric.load),
    "rubric, a key": ("stepz: 1", rubric.load),
    "waivers, a field": ("- check: a.b\n  expires: 2099-01-01", lambda path: _waivers(path)),
    "waivers, a date": ("- check: a.b\n  reason: x\n  expires: soon", lambda path: _waivers(path)),
    "marks, a key": ("a: 1", lambda path: marks.load(path)),
    "perito.toml": ("lang = ", lambda path: config_file.read(path)),
}


def _waivers(path: Path) -> object:
    from datetime import date

    return waivers.load(path, {"a.b": object()}, date(2026, 11, 27))


@pytest.mark.parametrize(("text", "load"), DOCUMENTS.values(), ids=DOCUMENTS)
@pytest.mark.parametrize("there", [True, False])
def test_a_document_that_is_wrong(text: str, load: Any, there: bool, tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    if there:
        path.write_text(text + "\n")
    spanish, english = in_both(lambda: raised(lambda: load(path)))
    assert not set(spanish.splitlines()) & set(english.splitlines())


def test_a_name_that_nobody_knows_and_a_refused_connection() -> None:
    for host, port in (("nowhere.invalid", 22), ("127.0.0.1", 1)):
        spanish, english = in_both(lambda host=host, port=port: told(host, port))  # type: ignore[misc]
        assert spanish != english
        assert "Errno" not in spanish


def told(host: str, port: int) -> str:
    with pytest.raises(TransportError) as caught:
        connect.tcp(host, port, 5)
    return str(caught.value)


# Calls whose literal is shown to people; and where it need not be translated, with the reason.
SHOWN = {
    "CannotLook",
    "complain",
    "echo",
    "UsageError",
    "NotGraded",
    "BadParameter",
    "Problem",
    "WireClosedError",
    "TransportError",
}
REASONS = {
    "perito/lab": "those who work on Perito read it, beside its English code",
    "perito/cli/commands/verify": "so are these, of the lab, too",
    "perito/probes/accounts": "a command and what it said",
    "perito/probes/names": "a command and what it said",
    "perito/probes/python/pipenv": "what the server says",
}


def test_no_text_for_people_goes_round_the_catalogue() -> None:
    """A literal with two words in a call that shows or raises it."""
    found = []
    for path in (ROOT / "perito").rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(tuple(REASONS)):
            continue
        source = path.read_text(encoding="utf-8")
        if not any(one in source for one in SHOWN):
            continue
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and _called(call) in SHOWN:
                found += [f"{name}:{one.lineno}" for part in call.args for one in _literals(part)]
    assert found == []


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _literals(node: ast.expr) -> Iterator[ast.expr]:
    """The literals with two words in an argument, outside calls within it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", node.value):
            yield node
    elif isinstance(node, ast.JoinedStr):
        text = "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in node.values)  # type: ignore[misc]
        if re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", text):
            yield node
    elif isinstance(node, ast.BinOp | ast.IfExp | ast.List | ast.Tuple):
        for one in ast.iter_child_nodes(node):
            if isinstance(one, ast.expr):
                yield from _literals(one)
