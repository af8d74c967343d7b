"""Every option of every command, every option of plain pytest and every field of a roster: shown to change something."""
