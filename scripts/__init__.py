"""What makes documentation: run from the repository."""
