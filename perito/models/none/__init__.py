"""The model of a practice that only asks what its own checks ask."""
