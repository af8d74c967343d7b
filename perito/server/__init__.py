"""The machine as typed facts: what is so, whatever was deployed on it."""
