"""Whether the servers of a class are whose they should be: what each is told by, and what several share.

Advice to the teacher, never points. `facts` reads a recording, `compare` the facts of a whole class (pure).
"""
