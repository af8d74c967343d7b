"""What everybody needs and knows nobody: languages, YAML with positions, whole files, signals, threads, the log."""
