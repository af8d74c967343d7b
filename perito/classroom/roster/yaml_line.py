"""What a first line of YAML looks like."""

from __future__ import annotations

import re

YAML_LINE = re.compile(r"---\s*|[\"']?[\w-]+[\"']?:(\s.*)?")
