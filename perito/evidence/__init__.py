"""Questions and answers: the session, its exchanges, recordings, redaction."""
