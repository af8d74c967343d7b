"""systemd's units: as loaded, as files, their journal."""
