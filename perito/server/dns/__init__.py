"""From a name to an address, as a client does it: its hosts file first, then DNS. Needs no server and no session."""
