"""The tools that measure, without measuring."""
