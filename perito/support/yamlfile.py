"""Hand-written YAML: every error is reported with file, line and column."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.reader import ReaderError

from perito.errors import USAGE, PeritoError
from perito.support import invalid, known_keys, yaml_bounds, yaml_words
from perito.support.i18n import _
from perito.support.meant import nearest
from perito.support.printable import line
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

KEYS = 200  # characters of keys that are told
M = TypeVar("M", bound=BaseModel)


class FileError(PeritoError):
    """The file cannot be used. One line each: `file:line:column: what is wrong`."""

    exit_status = USAGE

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Problem:
    """An error and its position: the path of keys to the value."""

    where: tuple[str | int, ...]
    text: str


@dataclass(frozen=True)
class Document:
    """A YAML file that was read. Errors in it are raised as `error`."""

    path: Path
    source: str
    data: Any
    error: type[FileError]

    def validated(self, model: type[M], context: object = None) -> M:
        """The data as `model`; its validators get `context`. Raises `error` with every problem and its position."""
        try:
            return model.model_validate(self.data, context=context)
        except ValidationError as error:
            raise self.invalid(error, model) from None

    def invalid(self, error: ValidationError, kind: object) -> FileError:
        """An error with what pydantic finds in the data as `kind`; of an unknown key, which one was meant."""
        return self.wrong(Problem(_keys(item["loc"]), _told(item, kind)) for item in error.errors())

    def wrong(self, problems: Iterable[Problem]) -> FileError:
        """An error with these problems and their positions."""
        return self.error([f"{self.path}{self.place(one.where)}: {_said(one)}" for one in problems])

    def place(self, where: tuple[str | int, ...]) -> str:
        """`:line:column` of a path of keys."""
        return position(self._positions, where)

    def depth(self, where: tuple[str | int, ...]) -> int:
        """How many keys of a path are in the data."""
        data = self.data
        for number, key in enumerate(where):
            try:
                data = data[key]
            except (KeyError, IndexError, TypeError):
                return number
        return len(where)

    @cached_property
    def _positions(self) -> Any:
        try:
            return yaml_bounds.reader("rt").load(self.source)
        except (YAMLError, ValueError, LookupError, OverflowError, RecursionError):
            return None  # ruamel's reader in C took what the one in Python, which knows positions, does not


def read(path: Path, error: type[FileError]) -> Document:
    """Read a YAML file. Raises `error`, with line and column, for invalid YAML and for files beyond the limits."""
    source = ""
    try:
        source = yaml_bounds.content(path).decode("utf-8")
        yaml_bounds.check(source)
        return Document(path, source, _data(source), error)
    except UnicodeDecodeError as problem:
        raise error([f"{path}{of_byte(problem)}: " + _("not UTF-8 text")]) from None
    except OSError as problem:
        raise error([f"{path}: {reason(problem)}"]) from None
    except MarkedYAMLError as problem:
        raise error(
            [f"{path}{_at(problem.problem_mark or problem.context_mark)}: {yaml_words.said(problem)}"]
        ) from None
    except ReaderError as problem:
        raise error([f"{path}{_place(source, problem.position)}: {_first_line(problem)}"]) from None
    except YAMLError as problem:
        raise error([f"{path}: {_first_line(problem)}"]) from None
    except (ValueError, OverflowError, RecursionError) as problem:
        raise error([f"{path}{_at(_unreadable(source))}: {_first_line(problem)}"]) from None


def _at(mark: Any) -> str:
    return f":{mark.line + 1}:{mark.column + 1}" if mark else ""


def _first_line(problem: Exception) -> str:
    return str(problem).partition("\n")[0]


def _unreadable(source: str) -> Any:
    """The position of the value that the reader cannot convert (a thirteenth month), if it is found."""
    reader = yaml_bounds.reader()
    with suppress(YAMLError, ValueError, OverflowError, RecursionError):
        nodes = [reader.compose(source)]
        for node in nodes:  # grows during the loop
            if isinstance(node, ScalarNode):
                try:
                    reader.constructor.construct_object(node)
                except (ValueError, OverflowError):
                    return node.start_mark
            elif node is not None:
                nodes += [part for one in node.value for part in (one if isinstance(one, tuple) else (one,))]
    return None


def _data(source: str) -> Any:
    """The data from ruamel's reader in C, where it is installed; it knows no directives, and its errors say less."""
    if "%YAML" not in source:
        with suppress(YAMLError):
            return YAML(typ="safe").load(source)
    return yaml_bounds.reader().load(source)


def of_byte(problem: UnicodeDecodeError) -> str:
    """The place of the first byte that is no text."""
    before = problem.object[: problem.start].decode("utf-8")
    return _place(before, len(before))


def _place(source: str, position: int) -> str:
    """`:line:column` of a character."""
    before = source[:position]
    return f":{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def _told(item: Mapping[str, Any], kind: object) -> str:
    said, where = invalid.said(item), _keys(item["loc"])
    if item["type"] != "extra_forbidden" or not where:
        return said
    return said + nearest(str(where[-1]), known_keys.at(kind, where[:-1]))


def _keys(where: tuple[Any, ...]) -> tuple[str | int, ...]:
    """The keys as the file has them: pydantic's own words, and tags of ours, stand in brackets."""
    return tuple(key for key in where if not str(key).startswith("["))


def _said(problem: Problem) -> str:
    return f"{line('.'.join(map(str, problem.where)), KEYS)}: {problem.text}" if problem.where else problem.text


def position(data: Any, where: tuple[str | int, ...]) -> str:
    """`:line:column` of the deepest key of `where` that exists (ruamel counts both from 0)."""
    line = column = 0
    for key in where:
        lc = getattr(data, "lc", None)
        if lc is None:
            break
        try:
            line, column = lc.item(key) if isinstance(data, list) else lc.key(key)
            data = data[key]
        except (KeyError, IndexError, TypeError):
            break
    return f":{line + 1}:{column + 1}"
