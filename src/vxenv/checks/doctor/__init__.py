"""doctor: what must be so for a session to work, looked at without network and without starting anything.

A file for each group. Each is a function of values (environments, paths, what was read) and returns checks, the cause
before what follows from it.
"""
