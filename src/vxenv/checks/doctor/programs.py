"""Programs on PATH, told without starting them."""

import os


def find_programs(name: str, path: str) -> list[str]:
    """Return what `name` means on `path`, the first being the one that runs; what is the same file counts once."""
    programs: dict[str, str] = {}
    for folder in path.split(os.pathsep):
        file = os.path.join(folder, name)
        if folder and os.path.isfile(file) and os.access(file, os.X_OK):
            programs.setdefault(os.path.realpath(file), file)
    return list(programs.values())


def is_script_of(program: str, python: str) -> bool:
    """Tell whether `program` is a script of the interpreter `python`: beside it, or naming it in its first lines."""
    folder = os.path.dirname(python)
    if os.path.realpath(os.path.dirname(os.path.realpath(program))) == os.path.realpath(folder):
        return True
    try:
        with open(program, "rb") as file:
            return os.fsencode(os.path.join(folder, "python")) in file.read(1024)
    except OSError:
        return False
