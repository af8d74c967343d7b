"""Numbers and moments of documents that anybody may have written: those that can be shown and reckoned with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

MOST = 1e12  # points, seconds, bytes: no figure of a run is larger


def _number(value: float) -> float:
    if not -MOST <= value <= MOST:  # nor is NaN
        raise PydanticCustomError("finite_number", "Input should be a finite number")
    return value


def _moment(value: datetime) -> datetime:
    """A moment of some clock, in years that can be told in any zone; without a zone it is UTC."""
    if not 1970 <= value.year < 9999:
        raise PydanticCustomError(
            "no_moment", "{value} is no moment such as 2026-11-30T23:59+01:00", {"value": str(value)}
        )
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


Number = Annotated[float, AfterValidator(_number)]
Moment = Annotated[datetime, AfterValidator(_moment)]
