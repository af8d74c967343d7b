"""Raw facts beside what the server's programs say: read by ourselves, so that a lie has to be told twice."""
