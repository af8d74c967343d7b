"""The command line, plain pytest and the wheel, as their users meet them."""
