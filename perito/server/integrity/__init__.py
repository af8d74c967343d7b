"""Two sources for every verdict: comparisons of what programs say with what we read ourselves."""
