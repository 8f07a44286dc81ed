"""Find programs on PATH without starting them."""

import os


def find_programs(name: str, path: str) -> list[str]:
    """Return all programs `name` on `path` without duplicates; the first one runs."""
    programs: dict[str, str] = {}
    for folder in path.split(os.pathsep):
        file = os.path.join(folder, name)
        if folder and os.path.isfile(file) and os.access(file, os.X_OK):
            programs.setdefault(os.path.realpath(file), file)
    return list(programs.values())


def is_script_of(program: str, python: str) -> bool:
    """Return whether `program` is a script of the interpreter `python`: beside it, or with it in its first lines."""
    folder = os.path.dirname(python)
    if os.path.realpath(os.path.dirname(os.path.realpath(program))) == os.path.realpath(folder):
        return True
    try:
        with open(program, "rb") as file:
            return os.fsencode(os.path.join(folder, "python")) in file.read(1024)
    except OSError:
        return False
