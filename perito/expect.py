"""What checks are written with, under the name that teachers' files import; see perito.practice.expect.

Importing this module takes the place of the function `perito.expect`, so it can be called like it.
"""

import sys
from types import ModuleType
from typing import Any

from perito.practice.expect import *  # noqa: F403
from perito.practice.expect import expect


class _Callable(ModuleType):
    def __call__(self, *given: Any, **named: Any) -> Any:
        return expect(*given, **named)


sys.modules[__name__].__class__ = _Callable
