"""How Perito is handed out: as one file, on which Pythons, with how old packages (`./dev pyz`, `pythons`, `lowest`)."""
