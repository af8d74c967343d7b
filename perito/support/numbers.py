"""Points as people wrote them."""

from __future__ import annotations

from decimal import Decimal


def decimal(value: float) -> Decimal:
    """The number as it is written."""
    return Decimal(str(value))
