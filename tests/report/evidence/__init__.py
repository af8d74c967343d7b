"""Evidence as understood."""
