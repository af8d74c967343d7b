"""The command line. Options are declared once; each command is a file in commands/."""
