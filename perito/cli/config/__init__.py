"""`perito.toml`, or `[tool.perito]` in pyproject.toml: what every call would repeat."""
