"""Published documents, with schemas: the result of a server, the class, the attempts."""
