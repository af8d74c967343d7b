"""Paths that a text mentions, with their lines where it has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME = r"""/[^\s:,;«»“”"'()]+"""
PATH = re.compile(NAME)


def numbered(texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The paths with a line, from 1: `/etc/x:7`, or as the current language says it: `/etc/x, line 7`."""
    told = re.escape(_("{file}, line {line}")).replace(re.escape("{file}"), f"({NAME})")
    wanted = re.compile(told.replace(re.escape("{line}"), r"(\d{1,7})") + rf"|({NAME}):(\d{{1,7}})")
    for text in texts:
        for found in wanted.finditer(text):
            yield found[1] or found[3], int(found[2] or found[4])


def paths(texts: Sequence[str]) -> Iterator[str]:
    """The absolute paths, without a sentence's full stop."""
    for text in texts:
        yield from (found[0].rstrip(".") for found in PATH.finditer(text))
