"""Of several pieces of evidence the one that decides, and of all that it holds the part that shows it.

The first of these that any piece fulfils decides between them; among equals the one that was asked first:

1. it has the file and the line that the finding names;
2. it has the server's words that the finding quotes;
3. it answers the question that the finding's own command asks (`where to look`);
4. it is about a path that the finding names, and has what was found;
5. it is about a path that the finding names;
6. it is about the deployment, and has what was found;
7. it is about the deployment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.shapes import FileText, Http, Journal, Listing, Row, Shape, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perito.documents.shapes import Entry
    from perito.report.evidence import Understood
    from perito.report.evidence.focus import Focus

READS = frozenset({"cat", "grep", "head", "tail", "sed", "less", "file"})
LISTS = frozenset({"ls", "stat", "namei", "find", "readlink", "getfacl"})
SHOWN = 2  # shapes of one piece of evidence
OF_ITSELF = 3  # the first of the rules that is about what a shape is of
LEAST = 3  # characters of a value that is looked for

Weight = tuple[int, ...]  # 0 where a rule is not fulfilled


def deciding(items: Iterable[Understood], focus: Focus) -> list[Understood]:
    """The pieces of evidence, the one that decides first, the others as they were asked."""
    found = list(items)
    if len(found) < 2:
        return found
    first = max(found, key=lambda item: weight(item, focus))  # the first of equals
    return [first, *(item for item in found if item is not first)]


def weight(item: Understood, focus: Focus) -> Weight:
    """How much a piece of evidence tells of a finding; the greater, the more."""
    return max((weigh(shape, item, focus) for shape in item.shapes), default=_of_text(item, focus))


def relevant(item: Understood, focus: Focus) -> list[Shape]:
    """The shapes of an answer that show a finding, the most telling first; where none does, those of an answer that
    has few, and what there is in one that has many."""
    weighed = sorted(
        ((weigh(shape, item, focus), shape) for shape in item.shapes), key=lambda pair: pair[0], reverse=True
    )
    telling = [pair for pair in weighed if any(pair[0])]
    if not telling:
        return list(item.shapes) if len(item.shapes) <= SHOWN else [_contents(item.shapes)]
    best = telling[0][0]
    found = [shape for weight, shape in telling if _rule(weight) == _rule(best)]
    if any(best[OF_ITSELF:]):  # a pattern of a command takes in others, too
        found = [shape for weight, shape in telling if _rule(weight) == _rule(best) and any(weight[OF_ITSELF:])]
    texts: list[Shape] = [shape for shape in found if not isinstance(shape, Listing)]
    return (texts or found)[:SHOWN]


def _rule(weight: Weight) -> int:
    """The first of the rules that is fulfilled."""
    return next(place for place, one in enumerate(weight) if one)


def _contents(shapes: Sequence[Shape]) -> Table:
    """The names of many shapes, with the first of what each says."""
    rows = []
    for shape in shapes:
        if isinstance(shape, Table) and shape.title:
            rows.append(Row(shape.title, ", ".join(row.value for row in shape.rows[:2])))
        elif isinstance(shape, FileText):
            rows.append(Row(shape.path, ""))
        elif isinstance(shape, Text | Journal):
            rows.append(Row(shape.title, ""))
    return Table("", tuple(rows))


def weigh(shape: Shape, item: Understood, focus: Focus) -> Weight:
    """How much one shape tells: the rules at the top, in their order."""
    about, own, value = _subject(shape, focus)
    return (
        isinstance(shape, FileText) and _has_line(shape, focus),
        any(_holds(shape, quote) for quote in focus.quotes),
        _answers(shape, item, focus),  # the greater, the earlier it stands in the command
        about and value,
        about,
        own and value,
        own,
    )


def _of_text(item: Understood, focus: Focus) -> Weight:
    """Of an answer without a shape: by its words alone."""
    quoted = any(quote in text for quote in focus.quotes for text in item.texts)
    named = any(path in item.item.title for path in focus.paths)
    value = len(focus.value) >= LEAST and any(focus.value in text for text in item.texts)
    looked = any(item.item.title.startswith(f"{look[0]} ") for look in focus.looks)
    return (0, quoted, looked, named and value, named, value, 0)


def _has_line(shape: FileText, focus: Focus) -> bool:
    lines = focus.lines_of(shape.path)
    return bool(lines) and min(lines) <= shape.text.count("\n") + 1


def _subject(shape: Shape, focus: Focus) -> tuple[bool, bool, bool]:
    """Whether it is about a path that is named, whether about the deployment, and whether it has what was found."""
    if isinstance(shape, Listing):
        named = [one for one in shape.entries if focus.is_about(one.path)]
        own = [one for one in shape.entries if focus.is_own(one.path)]
        return bool(named), bool(own), any(entry_has(one, focus.value) for one in named or own)
    if isinstance(shape, Http):
        names = [shape.where, *(value for _name, value in shape.sent)]
        value = focus.value in (str(shape.status), shape.body) or _holds(shape, focus.value)
        failed = bool(shape.failure) and focus.value.startswith(shape.failure.partition(":")[0])
        about = any(path in shape.request for path in focus.paths if path.startswith("/") and len(path) > 1)
        return about or focus.is_about(shape.where), any(map(focus.is_own, names)), value or failed
    names = [shape.path] if isinstance(shape, FileText) else [shape.title]
    if isinstance(shape, Table):
        names += (row.key for row in shape.rows)
    return any(map(focus.is_about, names)), any(map(focus.is_own, names)), _holds(shape, focus.value)


def entry_has(entry: Entry, value: str) -> bool:
    """Whether this is the mode, an owner or the target of a path."""
    return bool(value) and value in (f"{entry.mode:o}", entry.owner, entry.group, entry.target, entry.path)


def _holds(shape: Shape, words: str) -> bool:
    """Whether a shape has these words in it."""
    if len(words) < LEAST or isinstance(shape, Listing):
        return False
    if isinstance(shape, Journal):
        return any(words in one.message for one in shape.entries)
    if isinstance(shape, Table):
        return any(words in row.value or words == row.key for row in shape.rows)
    if isinstance(shape, Http):
        return words in shape.body or words in shape.failure
    return words in shape.text


def _answers(shape: Shape, item: Understood, focus: Focus) -> int:
    """How early in the finding's own command stands one that would show this; 0: none would."""
    title = item.item.title
    for place, look in enumerate(focus.looks):
        if _shows(look, shape, title, focus):
            return len(focus.looks) - place
    return 0


def _shows(look: Sequence[str], shape: Shape, title: str, focus: Focus) -> bool:
    program, *words = look
    given = [word for word in words if not word.startswith("-")]
    if given and " ".join(look) in title:
        return True
    if program in READS or given[:1] == ["cat"]:
        return isinstance(shape, FileText) and any(_covers(word, shape.path) for word in given)
    if program in LISTS:
        return isinstance(shape, Listing) and any(
            one.path == word.rstrip("/") for word in given for one in shape.entries
        )
    if isinstance(shape, Http):
        return program == "curl" and any(value in word for word in given for _name, value in shape.sent if value)
    if not title.startswith(f"{program} "):
        return False
    if isinstance(shape, Table) and shape.title and program == "systemctl":
        return any(word in (shape.title, shape.title.partition(".")[0]) for word in given)
    return not isinstance(shape, Table) or not shape.title or focus.is_own(shape.title) or focus.is_about(shape.title)


def _covers(word: str, path: str) -> bool:
    """Whether a word of a command is this file: its path, a pattern of its directory, or the unit's name."""
    if word.startswith("/"):
        return path == word or (word.endswith(("/", "*.py", "*")) and path.startswith(word.rpartition("/")[0] + "/"))
    return bool(word) and path.endswith(f"/{word}")
