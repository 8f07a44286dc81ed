"""Where things go: the line into which rc files, the hook and completions into which files of vxenv's own."""

import os
import re
from collections.abc import Mapping

from vxenv.paths import KORN, state_dir
from vxenv.shells import TRAITS, completions_file, extension
from vxenv.shells.rc_files import LOGIN, config_of, home_of, rc_files

_READS_BASHRC = re.compile(rb"^[^#\n]*\bbashrc\b", re.MULTILINE)


def rc_places(shell: str, environment: Mapping[str, str], *, mac: bool) -> list[str]:
    """Return the files that need the line so that each new `shell` has it; they need not be there."""
    usual, *others = rc_files(shell, environment)
    match shell:
        case "bash":
            return _bash(usual, home_of(environment), mac=mac)
        case "fish":
            return [os.path.join(config_of(environment), "fish", "conf.d", "vxenv.fish")]
        case "tcsh":  # which reads .cshrc only where there is no .tcshrc
            return [others[0] if os.path.lexists(others[0]) and not os.path.lexists(usual) else usual]
        case "xonsh":
            return [next(filter(os.path.lexists, others), usual)]
    return [usual]


def _bash(usual: str, home: str, *, mac: bool) -> list[str]:
    # macOS opens login shells, which read .bashrc only where somebody wrote that down. Elsewhere terminals do not,
    # but tmux does.
    names = LOGIN if mac else LOGIN[:2]
    there = [os.path.join(home, name) for name in names if os.path.lexists(os.path.join(home, name))]
    login = there[0] if there else os.path.join(home, LOGIN[0]) if mac else ""
    return [usual, login] if login and not _READS_BASHRC.search(_bytes(login)) else [usual]


def is_shared(shell: str, path: str) -> bool:
    """Tell whether other shells may read the rc file at `path` too."""
    name = os.path.basename(path)
    return name != KORN[shell] if shell in KORN else name in (".profile", ".cshrc")


def init_place(shell: str) -> str:
    """Return the file that the line of the rc file sources."""
    return os.path.join(state_dir(), "shell", f"init.{extension(shell)}")


def seal_place() -> str:
    """Return the file that holds the secret of this home."""
    return os.path.join(state_dir(), "shell", "seal")


def completions_folder() -> str:
    """Return the directory of completions, which holds nothing else: shells look for any command in it."""
    return os.path.join(state_dir(), "completions")


def completions_place(shell: str) -> str:
    """Return the file of completions for `shell`, "" where it takes none or the hook holds them."""
    name = "" if TRAITS[shell].hook_completes else completions_file(shell)
    return os.path.join(completions_folder(), name) if name else ""


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""
