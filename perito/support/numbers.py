"""Points as decimals."""

from __future__ import annotations

from decimal import Decimal


def decimal(value: float) -> Decimal:
    """The number as a decimal, exactly as it is written."""
    return Decimal(str(value))
