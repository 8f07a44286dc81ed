"""doctor: what a session needs, looked at without network and without starting anything.

Each group of checks is a module with a function `check_…` that takes the `Context`, gathers what it looks at, and
yields checks, the cause before what follows from it; `groups` lists them. Functions of plain values stand beside it.
"""
