"""The second door: plain `pytest checks --target …`, and what checks find there."""
