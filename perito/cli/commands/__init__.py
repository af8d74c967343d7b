"""What each command of the command line does: options in, exit status out."""
