"""Helpers that import nothing else of Perito but its errors: languages, YAML with positions, whole files, signals,
threads, the log."""
