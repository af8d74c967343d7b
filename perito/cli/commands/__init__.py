"""The commands of the command line: options in, exit status out."""
