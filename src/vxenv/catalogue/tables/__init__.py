"""The tables beside this folder as Python: a module each, made by `make docs`."""
