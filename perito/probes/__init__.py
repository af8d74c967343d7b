"""Questions to the server: one file per subject, each with commands and the functions that read their answers."""
