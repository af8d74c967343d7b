"""A practice's texts in its languages.

In rubric.yaml and words/STEP.yaml they stand side by side, in each language that the rubric's head names
(`languages:`). A further language is files alone: words/LANGUAGE/rubric.yaml and words/LANGUAGE/STEP.yaml have the same
keys, and at the end of each a text. A text that such a language lacks is given in the practice's first one;
`perito lint --lang LANGUAGE` lists it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, TypeGuard

from pydantic import ConfigDict, Field, RootModel, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from perito.support.i18n import FIRST, N_, _, language
from perito.support.yamlfile import FileError, Problem, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from perito.support.yamlfile import Document

LACKING = "text_lacking"  # pydantic's type of the error
N_("not in {languages}")


class Text(RootModel[dict[str, Annotated[str, Field(min_length=1)]]]):
    """A text in every language a report may be written in; the context of the validation is the `Languages`."""

    model_config = ConfigDict(frozen=True)

    def in_language(self, wanted: str) -> str:
        """The text in a language; in the first it is given in, where it is not given in that one."""
        return self.root.get(wanted) or next(iter(self.root.values()))

    @model_validator(mode="before")
    @classmethod
    def _by_language(cls, data: object, info: ValidationInfo) -> object:
        if isinstance(data, str):
            languages: Languages = info.context or Languages()
            example = ", ".join(f'{one}: "…"' for one in languages.own)
            raise PydanticCustomError(ALONE, "a text is given by language: {example}", {"example": f"{{{example}}}"})
        return data

    @model_validator(mode="after")
    def _in_each(self, info: ValidationInfo) -> Self:
        languages: Languages = info.context or Languages()
        lacking = [one for one in languages.own if one not in self.root]
        if lacking:
            raise PydanticCustomError(LACKING, "not in {languages}", {"languages": ", ".join(lacking)})
        unknown = [one for one in self.root if one not in languages.all]
        if unknown:
            raise PydanticCustomError(UNKNOWN, "{languages}: none of {known}", {
                "languages": ", ".join(unknown), "known": ", ".join(languages.all)})  # fmt: skip
        return self


UNKNOWN = "text_language"
ALONE = "text_alone"
N_("{languages}: none of {known}")
N_("a text is given by language: {example}")


@dataclass(frozen=True)
class Languages:
    """The languages of a practice: those of its own files, the first one first, and the further ones."""

    own: tuple[str, ...] = FIRST
    further: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every one of them."""
        return (*self.own, *self.further)


@dataclass(frozen=True)
class Further:
    """The files of a language that stands aside; `directory`: words/LANGUAGE."""

    language: str
    directory: Path

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """Each of its files, by name."""
        return tuple(sorted(self.directory.glob("*.yaml")))

    def document(self, name: str, error: type[FileError]) -> Document | None:
        """A file's document, None where there is none. Raises `error`."""
        path = self.directory / f"{name}.yaml"
        return read(path, error) if path.is_file() else None

    def lay(self, data: Any, name: str, own: tuple[str, ...], error: type[FileError]) -> None:
        """Add this language's texts of a file to the data of that file. Raises `error` for a text of nothing."""
        document = self.document(name, error)
        if document is None or document.data is None:
            return
        problems = list(_laid(data, document.data, self.language, own, ()))
        if problems:
            raise document.wrong(problems)


def beside(directory: Path | None, own: tuple[str, ...]) -> tuple[Further, ...]:
    """The further languages of the words in `directory`."""
    if directory is None:
        return ()
    found = sorted(path for path in directory.iterdir() if path.is_dir() and path.name not in own)
    return tuple(Further(path.name, path) for path in found if any(path.glob("*.yaml")))


def in_use(further: tuple[Further, ...]) -> tuple[Further, ...]:
    """Of the further languages that one which is spoken now: reading the others takes time."""
    return tuple(one for one in further if one.language == language())


def lacking(data: Any, texts: Any, own: tuple[str, ...], where: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys to each text of `data` that `texts` lacks."""
    if is_text(data, own):
        if not isinstance(texts, str):
            yield where
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from lacking(value, texts.get(key) if isinstance(texts, dict) else None, own, (*where, str(key)))


def is_text(data: Any, own: tuple[str, ...]) -> TypeGuard[dict[str, str]]:
    """Whether this is a text in each language of a practice."""
    return isinstance(data, dict) and bool(data) and data.keys() <= {*own} and own[0] in data


def _laid(data: Any, texts: Any, name: str, own: tuple[str, ...], where: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(texts, dict) or not isinstance(data, dict):
        yield Problem(where, _("there is no such text in {languages}").format(languages=", ".join(own)))
        return
    for key, value in texts.items():
        here = (*where, str(key))
        there = data.get(key)
        if is_text(there, own) and isinstance(value, str) and value:
            data[key] = {**there, name: value}
        elif key == LINE and isinstance(there, str) and isinstance(value, str) and value:
            data[key] = {**dict.fromkeys(own, there), name: value}
        else:
            yield from _laid(there, value, name, own, here)


LINE = "line"  # may be given once for all languages, as commands are the same in each
