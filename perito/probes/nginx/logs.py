"""The meaning of an access_log directive (ngx_http_log_module). Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LATE: Final = ("buffer=", "flush=", "gzip", "if=")
SHOWN: Final = re.compile(r"\$\{?(?:request|request_uri|args|query_string)\b(?!_)")


def is_mute(words: Sequence[str], formats: Mapping[str, str]) -> bool:
    """Whether a request may be missing from this log, delayed in it, or unrecognisable.

    `words`: path, format, parameters; `formats`: log_format by name (`combined` is built in).
    """
    path, *more = words
    name = more[0] if more and "=" not in more[0] else "combined"
    hidden = name in formats and not SHOWN.search(formats[name])
    return path.startswith("syslog:") or hidden or any(word.startswith(LATE) for word in more)
