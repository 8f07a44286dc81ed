"""The checks of doctor: everything that a session needs, without network access and without starting programs.

Each group of checks is a module with a function `check_…`, which takes the `Context` and yields checks, causes before
consequences; `groups` lists them. Checks of plain values are functions beside it.
"""
