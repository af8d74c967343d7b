"""Windows and macOS as clients: what their Python lacks, by typeshed, and Perito run without it."""
