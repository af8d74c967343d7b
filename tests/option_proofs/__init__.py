"""Every option of every command and of plain pytest, every field of a roster: shown to change something."""
