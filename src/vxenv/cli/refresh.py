"""Keeping the files that new shells read those of this vxenv, whichever command comes first after an upgrade.

No change for `undo`: they follow from the record that `setup` made, and from vxenv itself.
"""

import contextlib
import os
import sys
from collections.abc import Mapping

import vxenv
from vxenv.cli.output.terminal import report
from vxenv.errors import StoreError, VxenvError
from vxenv.setup.init_file import Maker, headed, is_stale, maker_of
from vxenv.setup.paths_of_setup import completions_place, init_place, seal_place
from vxenv.setup.record import read_record, record_place
from vxenv.shells import SHELLS


def refresh() -> None:
    """Write anew what another vxenv wrote for new shells, if that is gone or was replaced by this one.

    A command that somebody wanted does not fail for it.
    """
    with contextlib.suppress(OSError, VxenvError):
        for shell in SHELLS:
            _refresh(shell)


def _refresh(shell: str) -> None:
    place = record_place(shell)
    if not os.path.exists(place):
        if os.path.exists(init_place(shell)) or os.path.exists(completions_place(shell)):
            remove_files(shell)  # `undo` of setup, or one that was killed
        return
    found = maker_of(init_place(shell))
    if os.stat(place).st_uid != os.geteuid() or not is_stale(found, this_maker()):
        return
    record = read_record(shell)
    if record is None or not record.puts:
        return  # no line sources it
    write_files(shell, record.constants)
    if found:
        report(f"vxenv: new shells start with vxenv {vxenv.__version__} now; this one does after: exec {shell}")


def this_maker() -> Maker:
    """Return what is said of this vxenv in the files that it writes."""
    from vxenv.setup.hook_text import main_file

    return Maker(vxenv.__version__, sys.executable, main_file())


def write_files(shell: str, directories: Mapping[str, str]) -> bool:
    """Write what the line of the rc file sources, and tell whether nothing is missing. Raises StoreError.

    `directories` are those that the hook takes where VXENV_…_DIR do not say otherwise.
    """
    from vxenv.files.atomic import store
    from vxenv.setup.hook_text import hook_text

    whole = _write_completions(shell)
    folder = os.path.dirname(completions_place(shell)) if whole else ""
    text = hook_text(shell, directories, folder)
    store(init_place(shell), headed(this_maker(), text))
    return whole


def _write_completions(shell: str) -> bool:
    from vxenv.assets import asset
    from vxenv.files.atomic import store

    place = completions_place(shell)
    if not place:
        return True
    try:
        text = asset("completions", os.path.basename(place))
    except StoreError:
        return False
    store(place, text.encode())
    return True


def remove_files(shell: str) -> None:
    """Remove what `write_files` wrote."""
    for path in filter(None, (init_place(shell), completions_place(shell))):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(path)
        folder = os.path.dirname(path)
        with contextlib.suppress(OSError):  # there may be other shells' files
            if os.listdir(folder) == [os.path.basename(seal_place())] and folder == os.path.dirname(seal_place()):
                os.unlink(seal_place())
            os.rmdir(folder)
