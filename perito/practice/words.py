"""The words of findings: `words/STEP.yaml` beside rubric.yaml, an entry for each kind of failure, by its id.

A finding is one way in which a check fails. Its id is `check/kind`, such as `service.active/stopped`; its words stand
in the file of the check's step (the part of the id before the first dot).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError, ValidationInfo

from perito.practice import texts
from perito.practice.texts import Languages, Text
from perito.support.i18n import FIRST, _
from perito.support.yamlfile import FileError, Problem, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from perito.practice.texts import Further
    from perito.support.yamlfile import Document

FINDING = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+/[a-z0-9-]+")
PLACEHOLDER = re.compile(r"(?<!\$)\{([a-z][a-z_]*)\}")  # ${name} is the shell's
# What a shell takes for one word as it stands: an address of IPv6 too, numbers apart by blanks, a path of Windows.
PLAIN = re.compile(r"(?:[\w@%+=:,./—…-]|\[[\da-f:.]+\])*|[\d ]+|[A-Za-z]:\\[\w\\.-]+")
RUN = re.compile(r"(?:sudo|cd|mv|git|pipenv|iconv) ")  # how a wanted line begins that is a command
FIELDS = ("unmet", "says", "why", "ask")


class WordsError(FileError):
    """The words cannot be used. One line per error: `file:line:column: what is wrong`."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Look(_Model):
    """A command that shows it: run on the server, or on the visitor's computer, the client."""

    run: str
    on: Literal["server", "client"] = "server"


def _as_look(value: object) -> object:
    """`look: "ls -l"` is on the server; `look: {client: "dig …"}` is not."""
    if isinstance(value, str):
        return {"run": value}
    if isinstance(value, dict) and len(value) == 1 and {*value} <= {"server", "client"}:
        ((where, command),) = value.items()
        return {"run": command, "on": where}
    return value


Written = str | Look | dict[Literal["server", "client"], str]
Command = Annotated[Look, BeforeValidator(_as_look, json_schema_input_type=Written)]


def _as_text(value: object, info: ValidationInfo) -> object:
    """A line that is the same in each language may be given once."""
    languages: Languages = info.context or Languages()
    return dict.fromkeys(languages.own, value) if isinstance(value, str) else value


class Words(_Model):
    """What is said of one finding. What is left out is as the rubric says it of the check.

    `unmet`: what is not so, in a few words ("The service is not running"); `says`: what is so, in one whole sentence,
    with file, line, value and near miss; `why`: what it breaks; `ask`: a question or a pointer, which gives no line
    away; `look`: the command that shows it; `line`: the line as it is and the one that is wanted.
    """

    says: Text
    unmet: Text | None = None
    why: Text | None = None
    ask: Text | None = None
    look: Command | None = None
    line: Annotated[Text, BeforeValidator(_as_text, json_schema_input_type=str | Text)] | None = None

    def texts(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Every text with the keys that lead to it."""
        for name in (*FIELDS, "line"):
            text: Text | None = getattr(self, name)
            if text is not None:
                yield from (((name, language), one) for language, one in text.root.items())
        if self.look is not None:
            yield ("look",), self.look.run


_File = TypeAdapter(dict[str, Words])


@dataclass(frozen=True)
class Catalogue:
    """The words of a practice; `directory` has the files, None where it has none; `borrowed`: they are another's.

    A file is read when a finding of its step is first asked for, and once.
    """

    directory: Path | None = None
    own: tuple[str, ...] = FIRST  # the languages of its files
    spoken: tuple[Further, ...] = ()  # further ones, whose texts are read, too
    borrowed: bool = False
    below: Catalogue | None = None  # those of the practice that it stands on
    _read: dict[str, dict[str, Words]] = field(default_factory=dict, compare=False)
    _documents: dict[Path, Document] = field(default_factory=dict, compare=False)

    def of(self, finding: str) -> Words | None:
        """The words of a finding, None where it has none. Raises WordsError."""
        if not finding:
            return None
        found = self._step(finding.partition(".")[0]).get(finding)
        return found or (self.below.of(finding) if self.below is not None else None)

    def _step(self, step: str) -> dict[str, Words]:
        if step not in self._read:
            path = self.directory / f"{step}.yaml" if self.directory else None
            self._read[step] = self._words(self._document(path)) if path and path.is_file() else {}
        return self._read[step]

    def _words(self, document: Document) -> dict[str, Words]:
        for one in self.spoken:
            one.lay(document.data, document.path.stem, self.own, WordsError)
        return _words(document, Languages(self.own, tuple(one.language for one in self.spoken)))

    def _document(self, path: Path) -> Document:
        if path not in self._documents:
            self._documents[path] = read(path, WordsError)
        return self._documents[path]

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """Every file of words, in the order of their names."""
        return tuple(sorted(self.directory.glob("*.yaml"))) if self.directory else ()

    def documents(self) -> dict[str, Document]:
        """Every file's document by step, for positions in it. Raises WordsError."""
        return {path.stem: self._document(path) for path in self.files}

    def everything(self) -> dict[str, Words]:
        """The words of every finding. Raises WordsError with every problem in the first file that has one."""
        below = self.below.everything() if self.below is not None else {}
        return {**below, **self.prove()}

    def prove(self) -> dict[str, Words]:
        """The words in its own files. Raises WordsError with every problem in the first file that has one."""
        return {name: words for path in self.files for name, words in self._step(path.stem).items()}

    @cached_property
    def further(self) -> tuple[Further, ...]:
        """The further languages there are; none of borrowed words, whose rubric is another one."""
        return () if self.borrowed else texts.beside(self.directory, self.own)

    def speaking(self, further: tuple[Further, ...]) -> Catalogue:
        """The same with further languages."""
        return replace(self, spoken=further, _read={}, _documents={})


def beside(rubric: Path, own: tuple[str, ...] = FIRST) -> Catalogue:
    """The words in the directory of a rubric's file; of no directory where there are none."""
    directory = rubric.parent / "words"
    return Catalogue(directory if directory.is_dir() else None, own)


def _words(document: Document, languages: Languages) -> dict[str, Words]:
    data: Any = document.data if document.data is not None else {}
    try:
        found = _File.validate_python(data, context=languages)
    except ValidationError as error:
        raise document.invalid(error, dict[str, Words]) from None
    wrong = [
        Problem(
            (name,),
            _("not the id of a finding of this step, such as {step}.check/kind").format(step=document.path.stem),
        )
        for name in found
        if not FINDING.fullmatch(name) or name.partition(".")[0] != document.path.stem
    ]
    if wrong:
        raise document.wrong(wrong)
    return found


def filled(text: str, names: Mapping[str, str]) -> str:
    """The text with its {placeholders} filled in, once: the server's words are no template."""
    return PLACEHOLDER.sub(lambda match: names.get(match[1], match[0]), text)


def commanded(text: str, names: Mapping[str, str]) -> str:
    """A command with its {placeholders} filled in: each value is a word to the shell, whatever a server calls its
    files; several are apart by blanks."""

    def word(match: re.Match[str]) -> str:
        value = names.get(match[1])
        if value is None:
            return match[0]
        several = value.split(", ")
        if all(map(PLAIN.fullmatch, several)):
            return " ".join(several)
        quoted = value.replace("'", "'\\''")
        return quoted if text.count("'", 0, match.start()) % 2 else f"'{quoted}'"

    return PLACEHOLDER.sub(word, text)


def wanted(text: str, names: Mapping[str, str]) -> str:
    """The line that is wanted, filled in: of several lines those that are commands as commands."""
    return "\n".join((commanded if RUN.match(one) else filled)(one, names) for one in text.split("\n"))
