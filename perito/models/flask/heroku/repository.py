"""The deployed repository: its files' names, and the relevant texts. Pure."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from perito.models.flask.heroku import procfile, requirements, runtime
from perito.probes.hosts_file import Encoding, decode

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = "/app"  # its place on the platform
MOST_FILES = 2000
MOST_TEXTS = 120
LARGEST = 256 * 1024  # bytes of a text


@dataclass(frozen=True, slots=True)
class Repository:
    """`files`: every path from its root; `texts`: those that were read; `utf16`: those of them saved as UTF-16.

    `commit`: the commit read, "" for a plain directory; `uncommitted`: files beside it that are in no commit;
    `problem`: why nothing could be read.
    """

    files: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    utf16: tuple[str, ...] = ()
    commit: str = ""
    uncommitted: tuple[str, ...] = ()
    problem: str = ""

    def to_json(self) -> dict[str, Any]:
        """For the evidence."""
        return {
            "files": list(self.files),
            "texts": self.texts,
            "utf16": list(self.utf16),
            "commit": self.commit,
            "uncommitted": list(self.uncommitted),
            "problem": self.problem,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Repository:
        """The way back. Raises KeyError or TypeError."""
        lists = {name: tuple(map(str, value[name])) for name in ("files", "utf16", "uncommitted")}
        texts = {str(name): str(text) for name, text in value["texts"].items()}
        return cls(texts=texts, commit=str(value["commit"]), problem=str(value["problem"]), **lists)

    def sources(self) -> dict[str, str]:
        """The Python files, by absolute path on the platform."""
        return {posixpath.join(ROOT, name): text for name, text in self.texts.items() if name.endswith(".py")}

    def pages(self) -> list[str]:
        """Texts that may be the application's page: its templates."""
        return [text for name, text in self.texts.items() if name.endswith((".html", ".htm", ".jinja", ".j2"))]


def wanted(names: Iterable[str]) -> list[str]:
    """The files whose text is read, the most important first."""
    own = {procfile.NAME, *requirements.FILES, *runtime.FILES, "gunicorn.conf.py"}
    names = list(names)
    first = [name for name in names if name in own or name in procfile.lookalikes([name])]
    text = [name for name in names if name.endswith(".txt") and "requirements" in name.lower()]
    code = [name for name in names if name.endswith((".py", ".html", ".htm", ".jinja", ".j2"))]
    code.sort(key=lambda name: (name.count("/"), not name.endswith(".py"), name))
    return list(dict.fromkeys([*first, *text, *code]))[:MOST_TEXTS]


def made(names: Iterable[str], contents: dict[str, bytes], **facts: Any) -> Repository:
    """A repository of these names and contents. Texts are decoded as pip decodes them: a byte-order mark counts."""
    texts, utf16 = {}, []
    for name, data in contents.items():
        text, encoding = decode(data[:LARGEST])
        texts[name] = text
        if encoding is Encoding.UTF_16:
            utf16.append(name)
    return Repository(tuple(sorted(names))[:MOST_FILES], texts, tuple(utf16), **facts)
