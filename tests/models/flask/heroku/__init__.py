"""The extension, against a platform on loopback."""
