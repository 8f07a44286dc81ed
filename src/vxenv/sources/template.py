"""Create the repository of a source from the files in ``template``."""

import contextlib
import os
from typing import Final

from vxenv import __version__
from vxenv.errors import RefusedError, VxenvError, build_look_hint
from vxenv.files.atomic import build_error, resolve_inside
from vxenv.paths import shorten_path
from vxenv.profiles.names import SOURCE

# The files of a repository, and their templates.
_FILES: Final = {
    "README.md": "README.md",
    "source.toml": "source.toml",
    "policy.toml": "policy.toml",
    "profiles/base.toml": "profiles-base.toml",
    "profiles/prod.toml": "profiles-prod.toml",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/vxenv.yml": "workflow.yml",
}
_UNNAMED: Final = "team"


def suggest_name(directory: str) -> str:
    """Return a name for the source in `directory`."""
    base = os.path.basename(directory)
    return base if SOURCE.fullmatch(base) else _UNNAMED


def create_repository(directory: str) -> list[str]:
    """Create the files of a source in `directory`, and return their relative paths.

    Raises RefusedError if one of them exists, and StoreError; nothing is changed then.
    """
    existing = [file for file in _FILES if os.path.lexists(os.path.join(directory, file))]
    if existing:
        what = f"{shorten_path(os.path.join(directory, existing[0]))} already exists; nothing changed"
        raise RefusedError(what, hint=build_look_hint(directory))
    done: list[str] = []
    try:
        for file, template in _FILES.items():
            _create(os.path.join(directory, file), directory, _render(template, directory), done)
    except (OSError, VxenvError) as error:
        for path in reversed(done):
            with contextlib.suppress(OSError):
                os.rmdir(path) if os.path.isdir(path) else os.unlink(path)
        if isinstance(error, OSError):
            raise build_error(error.filename or directory, error) from error
        raise
    return list(_FILES)


def _render(template: str, directory: str) -> str:
    path = os.path.join(os.path.dirname(__file__), "template", template)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    base = os.path.basename(directory)
    values = {"name": suggest_name(directory), "directory": base, "version": __version__}
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _create(path: str, directory: str, text: str, done: list[str]) -> None:
    """Create the file at `path` in `directory`, and add it and new directories to `done`. Raises OSError."""
    missing = []
    above = os.path.dirname(path)
    while not os.path.lexists(above):
        missing.append(above)
        above = os.path.dirname(above)
    for folder in reversed(missing):
        os.mkdir(folder)
        done.append(folder)
    resolve_inside(path, directory)
    with open(path, "x", encoding="utf-8", newline="\n") as file:
        done.append(path)
        file.write(text)
