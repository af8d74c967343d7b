"""What the lab of the practice at the root calls what it deploys."""

from __future__ import annotations

from types import SimpleNamespace

from perito.lab.library import shipped

ON = "exercise"


def _of(label: str) -> SimpleNamespace:
    return SimpleNamespace(**{name.lower(): value for name, value in shipped().names(label).items()})


DEPLOYED, EXERCISE = _of(""), _of(ON)
