"""Rewrite the files that new shells read, with the first command after an upgrade.

`undo` does not cover these files, which are derived from setup's record and from vxenv itself.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping

from vxenv.errors import StoreError, VxenvError
from vxenv.setup.init_file import describe_maker, is_stale, read_maker, render_init_file
from vxenv.setup.setup_paths import find_cold_file, find_init_file, find_seal_file, locate_record
from vxenv.shells import SHELLS
from vxenv.shells.completion_file import find_completion_directory, find_completion_file

# The number of older versions of the hook's second part that are kept for running shells.
_KEPT = 4


def refresh_files() -> Iterator[str]:
    """Rewrite the files for new shells if the vxenv that wrote them is missing or was replaced by this one.

    Errors are ignored, so that the command itself does not fail.

    Yields:
        Each shell that runs the hook of another vxenv until it is restarted.
    """
    with contextlib.suppress(OSError, VxenvError):
        for shell in _list_shells():
            if _refresh(shell):
                yield shell


def _list_shells() -> list[str]:
    """Return the shells that are set up; all if there are files of another one. Each shell's module takes a while."""
    recorded = [shell for shell in SHELLS if os.path.exists(locate_record(shell))]
    known = {path for shell in recorded for path in (find_init_file(shell), find_completion_file(shell))}
    known.update(path for shell in recorded for path in _list_cold_files(shell))
    for folder in (os.path.dirname(find_seal_file()), find_completion_directory()):
        with contextlib.suppress(FileNotFoundError):
            if {os.path.join(folder, name) for name in os.listdir(folder)} - known - {find_seal_file()}:
                return list(SHELLS)
    return recorded


def _refresh(shell: str) -> bool:
    """Write or remove the files of `shell` if needed; return whether they replace those of another vxenv."""
    place = locate_record(shell)
    if not os.path.exists(place):
        if any(map(os.path.exists, _list_files(shell))):
            remove_files(shell)  # setup was undone or killed
        return False
    maker = read_maker(find_init_file(shell))
    if os.stat(place).st_uid != os.geteuid() or not is_stale(maker, describe_maker()):
        return False
    from vxenv.setup.record import read_record

    record = read_record(shell)
    if record is None or not record.puts:
        return False  # no line sources the file
    write_files(shell, record.constants)
    return maker is not None


def write_files(shell: str, directories: Mapping[str, str]) -> bool:
    """Write the file that the line in the rc file sources, and completions. Raises StoreError.

    Args:
        shell: The name of the shell.
        directories: The directories that the hook uses unless VXENV_…_DIR are set.

    Returns:
        Whether completions are available.
    """
    from vxenv.files.atomic import store
    from vxenv.setup.hook_text import render_cold_part, render_hot_part

    whole = _write_completions(shell)
    folder = os.path.dirname(find_completion_file(shell)) if whole else ""
    cold = _write_cold_part(shell, render_cold_part(shell))
    text = render_hot_part(shell, directories, folder, cold)
    store(find_init_file(shell), render_init_file(describe_maker(), text))
    return whole


def _write_cold_part(shell: str, text: str) -> str:
    """Write the part of the hook that a shell reads at its first need; return its path, "" for a hook of one part.

    Its name changes with its contents, because running shells have not read theirs yet. Theirs are kept, except the
    oldest.
    """
    if not text:
        return ""
    import hashlib

    from vxenv.files.atomic import store

    path = find_cold_file(shell, hashlib.sha256(text.encode()).hexdigest()[:16])
    store(path, text.encode())
    with contextlib.suppress(OSError):  # another vxenv may remove them too
        others = [(os.stat(other).st_mtime, other) for other in _list_cold_files(shell) if other != path]
        for _, other in sorted(others, reverse=True)[_KEPT:]:
            os.unlink(other)
    return path


def _list_cold_files(shell: str) -> list[str]:
    """Return the existing files of all versions of the hook's part that a shell reads at its first need."""
    folder, name = os.path.split(find_cold_file(shell, ""))
    start, end = os.path.splitext(name)
    with contextlib.suppress(OSError):
        return [
            os.path.join(folder, each) for each in os.listdir(folder) if each.startswith(start) and each.endswith(end)
        ]
    return []


def _list_files(shell: str) -> list[str]:
    """Return the paths of all files for new shells; some may not exist."""
    return [*filter(None, (find_init_file(shell), find_completion_file(shell))), *_list_cold_files(shell)]


def _write_completions(shell: str) -> bool:
    from vxenv.assets import read_asset
    from vxenv.files.atomic import store

    place = find_completion_file(shell)
    if not place:
        return True
    try:
        text = read_asset("completions", os.path.basename(place))
    except StoreError:
        return False
    store(place, text.encode())
    return True


def remove_files(shell: str) -> None:
    """Remove the files that `write_files` wrote."""
    for path in _list_files(shell):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(path)
        folder = os.path.dirname(path)
        with contextlib.suppress(OSError):  # other shells may have files
            if os.listdir(folder) == [os.path.basename(find_seal_file())] and folder == os.path.dirname(
                find_seal_file()
            ):
                os.unlink(find_seal_file())
            os.rmdir(folder)
