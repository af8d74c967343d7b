"""`perito new practice DIR`: a practice to begin with."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from perito import errors
from perito.grading.settings import one_of
from perito.practice.new import write
from perito.support import i18n
from perito.support.home import expanded
from perito.support.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


def practice(directory: Path, language: str) -> int:
    """Write it and say what to do next; returns the exit status. Raises UsageError."""
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    for path in write(expanded(directory), language):
        print(path)
    place = shlex.quote(str(directory))
    print(_("\nNext: perito lint --practice {place}\n      perito lab verify --practice {place}").format(place=place))
    return errors.OK
