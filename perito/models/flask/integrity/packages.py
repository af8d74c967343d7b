"""The packages of a virtual environment against their RECORD, and what hides them or runs before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from perito.models.flask.integrity import rests
from perito.probes.python.entry_script import strange_in
from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from perito.probes.python.installed import Distribution, Environment

RESTS: Final = {"flask": (*rests.FLASK, *rests.RUNS), "gunicorn": (*rests.GUNICORN, *rests.PROGRAM, *rests.RUNS)}
# What start-up code has no business with, unless it is to stand in for the program.
MEDDLES: Final = re.compile(
    r"\b(?:gunicorn|flask|werkzeug|wsgi\w*|socket|socketserver|http\.server|exec[vl]\w*|popen|Popen|subprocess|spawn\w*|"
    r"fork|argv|runpy|prctl|setproctitle|ctypes|exec|eval|compile|b64decode|marshal|zlib)\b"
)


def compared(path: str, found: Environment, wanted: Collection[str] = ()) -> Iterator[Contradiction]:
    """Where the environment at `path` does not hold what it says. wanted: packages that points rest on, beside Flask
    and gunicorn."""
    yield from _interpreter(path, found)
    for name, one in found.distributions.items():
        if name in RESTS or name in wanted:
            yield from _distribution(one)
        elif name in found.needed and one.changed:
            yield _changed(one, rests.RUNS)
    for file in found.library:
        yield Contradiction(
            finding="integrity.python/changed", about=file, first=Source("dpkg", _("Python's own library")),
            second=Source(file, _("it is not the file that was installed")), checks=rests.RUNS,
        )  # fmt: skip
    if "gunicorn" in found.distributions:
        yield from _script(path, found)
        yield from _shadows(found)
    yield from _hooks(found)
    for compiled, names in found.compiled.items():
        yield Contradiction(
            finding="integrity.python/bytecode",
            about=compiled,
            first=Source(compiled, _("the source")),
            second=Source(
                "__pycache__", _("bytecode that was not made from it: {names}").format(names=", ".join(names))
            ),
            checks=RESTS[next((name for name in RESTS if f"/{name}/" in compiled), "gunicorn")],
        )


def _interpreter(path: str, found: Environment) -> Iterator[Contradiction]:
    if found.python and found.start and not found.elf:
        yield Contradiction(
            finding="integrity.python/interpreter",
            about=f"{path}/bin/python",
            first=Source("bin/python", found.python),
            second=Source(found.python, _("it is no program but a text: {start}").format(start=found.start)),
            checks=(*rests.PYTHON, *rests.RUNS),
        )


def _distribution(one: Distribution) -> Iterator[Contradiction]:
    checks = (*RESTS.get(one.name, ()), *rests.PACKAGES)
    told = one.told or one.version
    says = Source(f"{one.name}-{told}.dist-info", f"{one.name} {told}")
    if not one.whole:
        yield Contradiction(
            finding="integrity.python/hollow",
            about=one.name,
            first=says,
            second=Source(one.site, _("none of its code is there")),
            checks=checks,
        )
    elif one.told and one.told != one.version:
        yield Contradiction(
            finding="integrity.python/other-version",
            about=one.name,
            first=says,
            second=Source("METADATA", f"{one.name} {one.version}"),
            checks=checks,
        )
    elif one.rewritten:
        said = _("it lists other files than the release {version} has").format(version=one.version)
        yield Contradiction(
            finding="integrity.python/changed", about=one.name, first=says, second=Source("RECORD", said), checks=checks
        )
    elif one.changed:
        yield _changed(one, checks)


def _changed(one: Distribution, checks: tuple[str, ...]) -> Contradiction:
    said = _("it is not the file that was installed ({count} of {all})").format(count=len(one.changed), all=one.hashed)
    return Contradiction(
        finding="integrity.python/changed",
        about=one.name,
        first=Source("RECORD", f"{one.name} {one.version}"),
        second=Source(f"{one.site}/{one.changed[0]}", said),
        checks=checks,
    )


def _script(path: str, found: Environment) -> Iterator[Contradiction]:
    strange = "" if found.script is None else strange_in(found.script, "gunicorn")
    if strange:
        program = f"{path}/bin/gunicorn"
        yield Contradiction(
            finding="integrity.gunicorn/script",
            about=program,
            first=Source(program, strange),
            second=Source("entry_points.txt", _("pip's script only imports gunicorn and runs it")),
            checks=RESTS["gunicorn"],
        )


def _shadows(found: Environment) -> Iterator[Contradiction]:
    for path in found.shadows:
        name = path.rpartition("/")[2].partition(".")[0]
        package = found.distributions.get(name)
        if package is not None or name not in RESTS:
            yield Contradiction(
                finding="integrity.gunicorn/shadowed",
                about=path,
                first=Source(package.site, f"{name} {package.version}") if package else Source("import", name),
                second=Source(path, _("Python finds this one first")),
                checks=RESTS.get(name, RESTS["gunicorn"]),
            )


def _hooks(found: Environment) -> Iterator[Contradiction]:
    for path, words in found.hooks.items():
        meddles = MEDDLES.search(" ".join(words))
        if meddles is not None:
            yield Contradiction(
                finding="integrity.python/start-up",
                about=path,
                first=Source("RECORD", _("no package installed it")),
                second=Source(path, _("it runs before every program, and speaks of {word}").format(word=meddles[0])),
                checks=rests.RUNS,
            )
