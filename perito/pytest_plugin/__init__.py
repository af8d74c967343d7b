"""Plain `pytest checks --target …`, and the fixtures of checks."""
