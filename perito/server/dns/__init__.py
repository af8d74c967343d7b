"""How a client gets from a name to an address: its hosts file first, then DNS. Knows no servers and no sessions."""
