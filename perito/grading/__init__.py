"""From the outcomes of checks to the result: causes, points, differences; and the proof that a practice is sound."""
