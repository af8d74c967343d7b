"""Whether each server belongs to its student: identifying facts of each server, and those that several share.

Advice to the teacher, never points. `facts` reads a recording, `compare` the facts of a whole class (pure).
"""
