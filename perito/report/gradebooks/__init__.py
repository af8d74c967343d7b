"""Files of other programs that take grades: one file for each, one line in `registry`."""
