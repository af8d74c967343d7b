"""What was asked and answered: the session, its exchanges, recordings, redaction."""
