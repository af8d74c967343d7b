"""How a question reaches a server: local, SSH, or a recording."""
