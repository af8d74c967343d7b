"""One module writes. Nothing else in Perito opens a file for writing, renames one, or makes a directory."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = ROOT / "perito"
WRITING = {
    "write_text",
    "write_bytes",
    "mkdir",
    "makedirs",
    "touch",
    "symlink_to",
    "hardlink_to",
    "symlink",
    "link",
    "truncate",
    "rename",
    "renames",
    "unlink",
    "rmdir",
    "rmtree",
    "move",
    "copy",
    "copy2",
    "copyfile",
    "copytree",
    "mknod",
    "mkfifo",
    "chmod",
    "NamedTemporaryFile",
    "mkstemp",
    "savefig",
}
OF_TREES = {"rename", "replace", "link", "copy", "move", "truncate"}  # names that others than files have, too
FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"}
EXEMPT = {
    "support/atomic_write.py": "it writes",
    "support/file_lock.py": "a lock, and who holds it",
    "grading/collecting.py": "what it found, in a temporary directory of the process that asks",
    "probes/nginx/syntax.py": "configuration of a server, for crossplane, in a temporary directory of its own",
    "cli/commands/verify_extension.py": "repositories of the extension's library, in a temporary directory of its own",
    "cli/help.py": "help, into the parser's formatter",
    "report/printing.py": "a page and its print, in a temporary directory for the browser",
    "support/browser.py": "the null device, while a browser starts",
    "support/standard_streams.py": "the null device, in the place of a stream that broke",
    "transport/agent.py": "it runs on the server, where it writes nothing: the null device, for what it starts",
    "transport/forked.py": "a part of it: a question's own streams",
}
LAB = "lab/"  # a directory of its own that it makes and removes: servers' root file systems, keys, certificates


def writes(source: str) -> list[str]:
    """What in a module writes to files, as `line: what`."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [f"{call.lineno}: {ast.unparse(call.func)}" for call in calls if _writes(call)]


def _writes(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
    if name in {"open", "fdopen"}:
        return _opens(node, owner)
    if name == "replace":  # a text's takes two words, a moment's names, dataclasses' an object
        return owner == "os" or (len(node.args) == 1 and not node.keywords and owner != "dataclasses" and bool(owner))
    if name in OF_TREES:
        return owner in {"os", "shutil"} or (len(node.args) == 1 and name in {"rename", "link"})
    return name in WRITING


def _opens(node: ast.Call, owner: str) -> bool:
    words = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    if words & FLAGS:
        return True
    modes = [
        one.value
        for one in (*node.args[: 1 if owner not in {"", "os", "gzip", "io"} else 2], *(k.value for k in node.keywords))
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    return any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in modes) and owner != "os"


def modules() -> Iterator[str]:
    """Every module of Perito's that is no part of the lab."""
    for path in sorted(OURS.rglob("*.py")):
        name = path.relative_to(OURS).as_posix()
        if not name.startswith(LAB):
            yield name


@pytest.mark.parametrize("name", list(modules()))
def test_no_other_module_writes(name: str) -> None:
    found = writes((OURS / name).read_text(encoding="utf-8"))
    assert bool(found) == (name in EXEMPT), (
        f"{name}: {found}; perito.support.atomic_write writes files, and nothing else does"
    )


@pytest.mark.parametrize(
    "source",
    [
        "open(path, 'w')",
        "open(path, mode='ab')",
        "path.open('x', encoding='utf-8')",
        "gzip.open(path, 'wb')",
        "path.write_text('x')",
        "path.write_bytes(b'')",
        "path.rename(other)",
        "draft.replace(path)",
        "os.replace(draft, path)",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "shutil.move(draft, path)",
        "shutil.copyfile(one, other)",
        "path.parent.mkdir(parents=True)",
        "tempfile.NamedTemporaryFile(dir=place)",
        "path.unlink()",
    ],
)
def test_what_writes_is_noticed(source: str) -> None:
    assert writes(source)


@pytest.mark.parametrize(
    "source",
    [
        "open(path)",
        "open(path, 'rb')",
        "path.open('rb')",
        "path.read_text()",
        "text.replace('a', 'b')",
        "moment.replace(tzinfo=None)",
        "replace(target, accept_new=False)",
        "dataclasses.replace(target)",
        "os.open(path, os.O_RDONLY)",
        "session.open()",
        "subject.copy()",
    ],
)
def test_what_only_looks_is_not(source: str) -> None:
    assert not writes(source)
