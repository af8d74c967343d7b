"""Report formats, one per file. Reports depend on results, never the reverse."""
