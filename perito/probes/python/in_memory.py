"""Whether a running Python has the functions that its sources have by now: the kernel's word, which no clock changes.

A function that was loaded keeps its code object: its line table, its names and its texts lie in the process's memory as
they were compiled (CPython's Objects/codeobject.c, PEP 626, PEP 393). What the same interpreter compiles of the file
gives the same bytes. Only functions at a module's top are looked for, and methods: the rest is forgotten once it ran.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe, text, tool_of
from perito.probes.files import number, unique
from perito.probes.framing import MALFORMED, PYTHON, complete, quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Answer

MOST: Final = 400 << 20  # bytes of memory that are looked through
# argv: the process, paths. Nothing is told of another interpreter, or of options that change what it compiles.
SCRIPT: Final = r"""
import ast, json, os, re, sys
pid, paths, left = sys.argv[1], sys.argv[2:], MOST
KEEP = {'route', 'get', 'post', 'put', 'patch', 'delete', 'before_request', 'after_request', 'errorhandler',
        'context_processor', 'staticmethod', 'classmethod', 'property'}
def same_python():
    own, its = os.stat(sys.executable), os.stat('/proc/%s/exe' % pid)
    if (own.st_dev, own.st_ino) != (its.st_dev, its.st_ino):
        return False
    with open('/proc/%s/environ' % pid, 'rb') as file:
        given = file.read(1 << 20)
    with open('/proc/%s/cmdline' % pid, 'rb') as file:
        words = file.read(1 << 16).split(b'\0')
    options = [one for one in words[1:4] if re.match(rb'-[A-Za-z]*[OX]', one)]
    return not options and not re.search(rb'(?:^|\0)PYTHON(?:OPTIMIZE|NODEBUGRANGES)=', given)
def given_up(body):
    for one in body:
        bound = one.targets if isinstance(one, (ast.Assign, ast.Delete)) else []
        parts = list(ast.walk(getattr(one, 'value', one)))
        called = [part.func for part in parts if isinstance(part, ast.Call)]
        again = {part.id for part in parts if isinstance(part, ast.Name) and part not in called}
        for part in bound:
            if isinstance(part, ast.Name) and (isinstance(one, ast.Delete) or part.id not in again):
                yield part.id, one.lineno
def kept(body):
    last = {one.name: one for one in body if hasattr(one, 'name')}
    for name, line in given_up(body):  # nobody knows it any more but whom a decorator told of it
        if name in last and last[name].lineno < line and not getattr(last[name], 'decorator_list', []):
            del last[name]
    for one in last.values():
        if isinstance(one, ast.ClassDef) and not one.decorator_list:
            yield from kept(one.body)
        elif isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)):
            used = [part.func if isinstance(part, ast.Call) else part for part in one.decorator_list]
            if {part.attr if isinstance(part, ast.Attribute) else getattr(part, 'id', '') for part in used} <= KEEP:
                yield one.name, min([one.lineno, *[part.lineno for part in one.decorator_list]])
def codes(code):
    for one in code.co_consts:
        if hasattr(one, 'co_code'):
            yield one
            yield from codes(one)
def letters(word):
    top = max(map(ord, word), default=0)
    kind = 'latin-1' if top < 256 else 'utf-16-le' if top < 65536 else 'utf-32-le'
    return word.encode(kind, 'surrogatepass') + bytes(1 if top < 256 else 2 if top < 65536 else 4)
def pieces(code):
    yield getattr(code, 'co_linetable', None) or code.co_lnotab
    yield from (letters(one) for one in code.co_names)
    for one in code.co_consts:
        if isinstance(one, str):
            yield letters(one)
        elif isinstance(one, bytes):
            yield one + b'\0'
        elif hasattr(one, 'co_code'):
            yield from pieces(one)
def functions(path):
    with open(path, 'rb') as file:
        source = file.read(1 << 20)
    wanted = set(kept(ast.parse(source).body))
    for code in codes(compile(source, path, 'exec', dont_inherit=True)):
        if (code.co_name, code.co_firstlineno) in wanted:
            yield code.co_name, {one for one in pieces(code) if len(one) > 3}
def maps():
    with open('/proc/%s/maps' % pid) as file:
        for line in file:
            part = line.split(None, 5)
            if part[1].startswith('rw') and (len(part) < 6 or part[5].startswith(('[heap]', '[anon'))):
                yield [int(one, 16) for one in part[0].split('-')]
sought = {}
try:
    for path in paths if same_python() else ():
        try:
            sought[path] = list(functions(path))
        except Exception:
            pass
    every = {one for found in sought.values() for _, parts in found for one in parts}
    loaded = {path: letters(os.path.basename(path)) for path in sought}
    every.update(loaded.values())
    with open('/proc/%s/mem' % pid, 'rb', 0) as memory:
        for start, end in maps() if sought else ():
            if not every:
                break
            if end - start > left:
                raise MemoryError
            left -= end - start
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            every = {one for one in every if one not in data}
    for path, found in sought.items():
        if loaded[path] not in every:
            lacking = [name for name, parts in found if parts & every]
            print(json.dumps({'path': path, 'functions': len(found), 'lacking': lacking[:5]}))
except Exception:
    pass
""".replace("MOST", str(MOST))
EARLIER: Final = SCRIPT[: SCRIPT.index("def given_up")] + re.sub(
    r"    for name, line in given_up.*?del last\[name\]\n", "", SCRIPT[SCRIPT.index("def kept") :], flags=re.DOTALL
)


@dataclass(frozen=True, slots=True)
class InMemory:
    """functions: how many were looked for; lacking: names of those that the process has not, five at most."""

    functions: int
    lacking: tuple[str, ...] = ()


def in_memory(pid: int, paths: Sequence[str]) -> Probe[dict[str, InMemory]]:
    """Of these sources, those of which a process has anything. ToolAbsent where there is no python3."""
    script, earlier = (f"{PYTHON} {quoted([one])} {pid} {quoted(unique(paths))}" for one in (SCRIPT, EARLIER))
    about = f"grep -c … /proc/{pid}/mem"
    return Probe(Command(script, Role.ROOT, timeout=15.0, about=about, formerly=(earlier,)), read_in_memory)


def read_in_memory(answer: Answer) -> dict[str, InMemory]:
    """The answer to in_memory: one JSON object a line."""
    found = {}
    for line in text(tool_of(complete(answer), "python3").stdout).splitlines():
        try:
            row = json.loads(line)
            lacking = tuple(str(name) for name in list(row["lacking"]))
            found[str(row["path"])] = InMemory(number(str(row["functions"])), lacking)
        except MALFORMED:
            continue
    return found
