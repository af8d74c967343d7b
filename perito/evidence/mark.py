"""The mark that stands where a secret was."""

MARK = b"[redacted]"
