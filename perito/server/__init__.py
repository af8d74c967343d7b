"""The machine as typed facts, whatever was deployed on it."""
