"""Collected tests compared with the rubric: errors with file, line and column."""

from __future__ import annotations

import linecache
import re
from pathlib import Path
from typing import TYPE_CHECKING

from perito.practice import fixtures, functions, subjects
from perito.support import reading
from perito.support.i18n import _
from perito.support.meant import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import CodeType

    import pytest

    from perito.practice.rubric import Rubric

MARK = "perito_check"
WRITTEN = re.compile(r"@(?:[\w.]+\.)?(?:check|perito_check)\(\s*[\"']([^\"'\n]+)[\"']")


def unsound(items: Sequence[pytest.Item], rubric: Rubric, *, twice: bool = True) -> list[str]:
    """The errors, a line each and each once: marks without a check or for several subjects, other servers' hosts.

    `twice`: and checks with two tests.
    """
    found: dict[str, None] = {}
    tests: dict[str, str] = {}
    for item in items:
        of_item = (
            *_of_mark(item, rubric, tests if twice else {}),
            *functions.unsound(item, place(item)),
            *_of_host(item),
        )
        found.update(dict.fromkeys(of_item))
    return list(found)


def _of_mark(item: pytest.Item, rubric: Rubric, tests: dict[str, str]) -> Iterator[str]:
    """`tests`: the places of each check so far."""
    mark = item.get_closest_marker(MARK)
    if mark is None:
        return
    name = mark.args[0] if len(mark.args) == 1 and not mark.kwargs else None
    here = place(item, name if isinstance(name, str) else "")
    if not isinstance(name, str):
        yield f"{here}: " + _('a mark says which check it is, as @check("step.what") does')
        return
    if name not in rubric.checks:
        yield f"{here}: {_unknown(name, rubric)}"
    elif tests.setdefault(name, here) != here:
        yield f"{here}: " + _("the check {name} is also in {place}").format(name=name, place=tests[name])
    kinds = subjects.kinds_of(item, rubric.subjects)
    if len(kinds) > 1:
        said = _("the check {name} runs for one subject, and it asks for several: {kinds}")
        yield f"{here}: {said.format(name=name, kinds=', '.join(kinds))}"
    yield from fixtures.unsound(item, here, rubric.subjects)


def _unknown(name: str, rubric: Rubric) -> str:
    return _("the rubric has no check {name}").format(name=name) + nearest(name, rubric.checks)


def _of_host(item: pytest.Item) -> Iterator[str]:
    """A `host` other than the session's would look at another machine: most likely at the grader's."""
    if "host" not in getattr(item, "fixturenames", ()):
        return
    here = place(item)
    if hasattr(getattr(item, "module", None), "testinfra_hosts"):
        yield f"{_assigned(item, 'testinfra_hosts') or here}: " + _(
            "testinfra_hosts names other servers; `host` is the one being graded: leave it out"
        )
    elif {"host", "_testinfra_host"} & set(subjects.parameters(item, ())):
        yield f"{here}: " + _("`host` has a parameter; it is the server being graded: leave that out")
    elif (other := fixtures.instead_of_ours(item, "host")) is not None:
        said = _("`host` comes from {place} and is not the server being graded: call that fixture something else")
        yield f"{here}: {said.format(place=other)}"


def _assigned(item: pytest.Item, name: str) -> str:
    """`file:line:column` of where a test's module assigns a name; empty where that is not to be seen."""
    lines = enumerate(linecache.getlines(str(item.path)), start=1)
    return next((f"{item.path}:{line}:1" for line, text in lines if re.match(rf"{name}\b", text)), "")


def place(item: pytest.Item, said: str = "") -> str:
    """`file:line:column` of a test: of the line above it with `said`, else of its first one."""
    code: CodeType | None = getattr(getattr(item, "function", None), "__code__", None)
    if code is None:
        return f"{item.path}:{(item.location[1] or 0) + 1}:1"
    first = code.co_firstlineno
    found = first
    for line in range(first, first + 50):
        text = linecache.getline(code.co_filename, line)
        if said and f'"{said}"' in text.replace("'", '"'):
            found = line
            break
        if re.match(r"\s*(async\s+)?def\b", text) or not text:
            break
    text = linecache.getline(code.co_filename, found)
    return f"{item.path}:{found}:{len(text) - len(text.lstrip()) + 1}"


def marks_in(path: Path) -> list[str]:
    """The checks in a file's marks, from its text: for a file that pytest did not read."""
    try:
        return WRITTEN.findall(reading.content(path).decode("utf-8", "replace"))
    except OSError:
        return []


def where_raised(raised: BaseException, within: Path) -> str:
    """`file:line:column: what` of an error in reading a module, empty where it comes from no file under `within`."""
    error = raised.__cause__ or raised
    said = f"{type(error).__name__}: {error}".partition("\n")[0]
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno or 1}:{error.offset or 1}: {type(error).__name__}: {error.msg}"
    trace, found = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if Path(code.co_filename).is_relative_to(within):
            positions = list(code.co_positions())
            column = (positions[trace.tb_lasti // 2][2] or 0) + 1
            found = f"{code.co_filename}:{trace.tb_lineno}:{column}: {said}"
        trace = trace.tb_next
    return found


def collection_problem(longrepr: str, nodeid: str, within: Path) -> str:
    """The reason why pytest could not collect a file: `file:line: what is wrong`; `within`: where nodes begin."""
    lines = [line.removeprefix("E").strip() for line in longrepr.splitlines() if line.strip()]
    places = [found for line in lines if (found := re.search(r'(?:File ")?([^\s"]+\.py)(?:", line |:)(\d+)', line))]
    said = last_line(longrepr)
    return f"{places[-1][1]}:{places[-1][2]}: {said}" if places else f"{_defined(nodeid, said, within)}: {said}"


def _defined(nodeid: str, said: str, within: Path) -> str:
    """The place of the test that an error names, in the file that pytest did not collect."""
    file = within / nodeid.partition("::")[0]
    named = [re.escape(name) for name in re.findall(r"\btest\w*", said)]
    lines = linecache.getlines(str(file)) if named else []
    found = [n for n, text in enumerate(lines, start=1) if re.match(rf"\s*(async\s+)?def ({'|'.join(named)})\b", text)]
    return f"{file}:{found[0]}:1" if found else nodeid


def last_line(text: str) -> str:
    """The last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("E   ").strip() if lines else ""
