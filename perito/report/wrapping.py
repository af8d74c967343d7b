"""Where a browser may break names and paths."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LONGEST_WHOLE = 24  # characters of a path's part that stay on a line: a telephone has room for no more


def wraps(text: str) -> Markup:
    """A text whose paths break behind their slashes, and not at the hyphens between; `(18–19)` stays on a line."""
    return Markup("").join(map(_wrapping, re.split(r"(\s+)", text)))


def breakable(name: str) -> Markup:
    """A name that may be broken behind its dots, underscores and hyphens, and not within a number such as 3.5."""
    return Markup("<wbr>").join(re.split(r"(?<=[._-])(?![._-])(?!(?<=\d[.])\d)(?=.)", name))


def _wrapping(word: str) -> Markup:
    whole = Markup('<span class="whole">{}</span>')
    if "/" not in word:
        return whole.format(word) if "–" in word and len(word) <= LONGEST_WHOLE else escape(word)
    parts = re.findall(r"[^/]*/|[^/]+$", word)
    made = (whole.format(one) if "-" in one and len(one) <= LONGEST_WHOLE else escape(one) for one in parts)
    return Markup("<wbr>").join(made)
