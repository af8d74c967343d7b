"""What Perito's exit status means (DESIGN: the stable interface)."""

OK = 0
BELOW = 1
USAGE = 2
NOT_GRADED = 3
BUG = 4
