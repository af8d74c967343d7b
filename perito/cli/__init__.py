"""The first door: the command line. Options are said once, each command is a file below commands/."""
