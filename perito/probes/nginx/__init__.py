"""nginx's configuration: its files, what they say, which block answers, its logs."""
