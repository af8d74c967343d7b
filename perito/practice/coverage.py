"""The texts of a practice that a further language lacks: in a report they are given in the practice's first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.rubric import RubricError
from perito.practice.texts import lacking
from perito.practice.words import WordsError
from perito.support.yamlfile import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.practice.rubric import Rubric


def missing(path: Path, rubric: Rubric, language: str) -> Iterator[str]:
    """A line for each such text, `file: key.key.key`; none of a language of the practice's own files.

    `path`: the rubric's file. Raises RubricError, WordsError.
    """
    words = rubric.words
    for one in words.further:
        if one.language != language:
            continue
        for file, error in ((path, RubricError), *((file, WordsError) for file in words.files)):
            document = one.document(file.stem, error)
            texts = document.data if document is not None else None
            for keys in lacking(read(file, error).data, texts, words.own):
                yield f"{one.directory / file.name}: {'.'.join(keys)}"
