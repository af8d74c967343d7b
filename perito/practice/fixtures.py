"""The fixtures that a practice's tests ask for: those that nobody defines, and scopes that pytest would refuse.

pytest finds both only when a test is about to run (its `fixture lookup` and `ScopeMismatch` errors): here before
anything is graded, with file and line.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from perito.practice import subjects
from perito.support.i18n import _
from perito.support.meant import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import pytest

    Definitions = Mapping[str, Sequence[Any]]  # of each name the FixtureDefs, the one in force last

PLUGIN = "perito.pytest_plugin.plugin"  # the module of ours
WIDEST_FIRST = ("session", "package", "module", "class", "function")
OURS = ("host", "server", "session", "inputs", "subjects", "deployment")
ONCE_A_TEST = WIDEST_FIRST[-1]


def unsound(item: pytest.Item, here: str, kinds: Collection[str]) -> Iterator[str]:
    """The errors of one test, a line each. `here`: its place; `kinds`: the practice's kinds of subject."""
    info = getattr(item, "_fixtureinfo", None)
    if info is None:
        return
    defined: Definitions = info.name2fixturedefs
    given = {"request", *kinds, *subjects.parameters(item, kinds)}
    known = {*given, *defined, *OURS}
    for name in info.argnames:
        yield from _missing(name, here, known)
    for name in info.names_closure:
        if name in defined:
            yield from _of_one(defined[name][-1], defined, known, kinds)
        if name in OURS and name != "host" and (other := instead_of_ours(item, name)) is not None:
            said = _("`{name}` comes from {place} and hides Perito's: call that fixture something else")
            yield f"{here}: {said.format(name=name, place=other)}"


def instead_of_ours(item: pytest.Item, name: str) -> str | None:
    """The place where a fixture of ours is defined for a test, unless it is Perito's or made from Perito's."""
    definitions: Sequence[Any] = item._fixtureinfo.name2fixturedefs.get(name, ())  # type: ignore[attr-defined] # private
    for one in reversed(definitions):
        if one.func.__module__ == PLUGIN:
            return None
        if name not in one.argnames:
            code = getattr(one.func, "__code__", None)
            return f"{code.co_filename}:{code.co_firstlineno}" if code is not None else str(one.baseid)
    return None if not definitions else str(definitions[0].baseid)


def _missing(name: str, here: str, known: Collection[str]) -> Iterator[str]:
    if name not in known:
        yield f"{here}: " + _("no fixture is called {name}").format(name=name) + nearest(name, known)


def _of_one(fixture: Any, defined: Definitions, known: Collection[str], kinds: Collection[str]) -> Iterator[str]:
    """What a fixture of the practice's asks for itself."""
    code = getattr(fixture.func, "__code__", None)
    if code is None or "perito" in fixture.func.__module__.split("."):
        return
    here = f"{Path(code.co_filename)}:{code.co_firstlineno}:1"
    for asked in fixture.argnames:
        yield from _missing(asked, here, known)
        scope = ONCE_A_TEST if asked in kinds else defined[asked][-1].scope if asked in defined else fixture.scope
        if WIDEST_FIRST.index(fixture.scope) < WIDEST_FIRST.index(scope):
            said = _("the fixture {name} is made once a {scope}, and {asked}, which it asks for, once a {narrower}")
            name = fixture.argname
            yield f"{here}: " + said.format(name=name, scope=fixture.scope, asked=asked, narrower=scope)
