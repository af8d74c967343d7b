"""nginx's configuration: files, meaning, choice of blocks, logs."""
