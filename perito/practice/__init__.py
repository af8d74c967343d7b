"""What a teacher writes: where it lies, its rubric, what checks are written with, waivers, marks."""
