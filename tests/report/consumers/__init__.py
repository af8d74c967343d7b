"""What reads our formats, restated: which fields there are, what they hold, and what is done with them."""
