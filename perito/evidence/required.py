"""An answer without which there is nothing to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.errors import CannotLook

if TYPE_CHECKING:
    from perito.transport.base import Answer


def require(answer: Answer) -> Answer:
    """The answer itself. Raises CannotLook where there is none."""
    if answer.trouble is not None:
        raise CannotLook(answer.trouble, answer.detail)
    return answer
