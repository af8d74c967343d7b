"""perito.practice.expect as teachers import it; callable, for it takes the place of the function perito.expect."""

import sys
from types import ModuleType

from perito.practice.expect import *  # noqa: F403
from perito.practice.expect import expect

_Module = type("_Module", (ModuleType,), {"__call__": staticmethod(expect)})
sys.modules[__name__].__class__ = _Module
