"""What the server says: one file per subject, each with the command that asks and the function that reads."""
