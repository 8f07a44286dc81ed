"""The files that new shells read, written anew by whichever command comes first after an upgrade.

No change for `undo`: they follow from the record that `setup` made, and from vxenv itself.
"""

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping

import vxenv
from vxenv.errors import StoreError, VxenvError
from vxenv.setup.init_file import Maker, is_stale, read_maker, render_init_file
from vxenv.setup.record import locate_record, read_record
from vxenv.setup.setup_paths import find_init_file, find_seal_file
from vxenv.shells import SHELLS
from vxenv.shells.completion_file import find_completion_file


def refresh_files() -> Iterator[str]:
    """Write anew what another vxenv wrote for new shells, if that is gone or was replaced by this one.

    A command that somebody wanted does not fail for it.

    Yields:
        Each shell that runs the hook of another vxenv until it is started again.
    """
    with contextlib.suppress(OSError, VxenvError):
        for shell in SHELLS:
            if _refresh(shell):
                yield shell


def _refresh(shell: str) -> bool:
    """Write or remove the files of `shell` where that is needed; tell whether they replace another vxenv's."""
    place = locate_record(shell)
    if not os.path.exists(place):
        if os.path.exists(find_init_file(shell)) or os.path.exists(find_completion_file(shell)):
            remove_files(shell)  # `undo` of setup, or one that was killed
        return False
    maker = read_maker(find_init_file(shell))
    if os.stat(place).st_uid != os.geteuid() or not is_stale(maker, describe_maker()):
        return False
    record = read_record(shell)
    if record is None or not record.puts:
        return False  # no line sources it
    write_files(shell, record.constants)
    return maker is not None


def describe_maker() -> Maker:
    """Return what the files say of the vxenv that wrote them, for this one."""
    from vxenv.setup.hook_text import find_main_file

    return Maker(vxenv.__version__, sys.executable, find_main_file())


def write_files(shell: str, directories: Mapping[str, str]) -> bool:
    """Write what the line of the rc file sources, and tell whether nothing is missing. Raises StoreError.

    `directories` are those that the hook takes where VXENV_…_DIR do not say otherwise.
    """
    from vxenv.files.atomic import store
    from vxenv.setup.hook_text import render_hook

    whole = _write_completions(shell)
    folder = os.path.dirname(find_completion_file(shell)) if whole else ""
    text = render_hook(shell, directories, folder)
    store(find_init_file(shell), render_init_file(describe_maker(), text))
    return whole


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
    """Remove what `write_files` wrote."""
    for path in filter(None, (find_init_file(shell), find_completion_file(shell))):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(path)
        folder = os.path.dirname(path)
        with contextlib.suppress(OSError):  # there may be other shells' files
            if os.listdir(folder) == [os.path.basename(find_seal_file())] and folder == os.path.dirname(
                find_seal_file()
            ):
                os.unlink(find_seal_file())
            os.rmdir(folder)
