"""Render the hook that a shell loads, preceded by the paths of this machine."""

import os
import shlex
import sys
from collections.abc import Mapping

import vxenv
from vxenv.assets import find_asset, read_asset
from vxenv.catalogue.variables import list_cleared
from vxenv.paths import find_cache_directory, find_config_directory, find_main_file, find_state_directory
from vxenv.setup.seal import find_seal
from vxenv.shells import SHELLS


def render_hook(shell: str) -> str:
    """Return the whole hook of `shell`: the paths of this machine, then the unchanged files for that shell."""
    return render_cold_part(shell) + render_hot_part(shell)


def render_cold_part(shell: str) -> str:
    """Return the part of the hook that a shell needs rarely, "" for a hook of one part."""
    known = SHELLS[shell]
    if not known.is_split:
        return ""
    closed = list_cleared(skip_auth=False)
    names = known.render_closed_names(closed)
    # The other part of some shells has no names, but code made from them.
    names = "" if known.render_closed(closed) == names else f"{names}\n"
    return names + read_asset("shell", known.cold_file)


def render_hot_part(
    shell: str, directories: Mapping[str, str] | None = None, completions: str = "", cold: str = ""
) -> str:
    """Return the part of the hook that every shell loads.

    Args:
        shell: The name of the shell.
        directories: An earlier result of `list_own_directories`, None for the current one.
        completions: The folder of completions that the hook loads, "" for none.
        cold: The file with the other part, "" if that is loaded before this one.
    """
    known = SHELLS[shell]
    constants = {
        "python": sys.executable,
        "main": find_main_file(),
        "version": vxenv.__version__,
        **(directories or list_own_directories()),
        "completions": completions,
        "seal": find_seal(),
        **({"cold": cold} if known.is_split else {}),
        **{name: find_asset("shell", f"vxenv-{name}.{known.extension}") for name in known.sourced_files},
    }
    preamble = known.render_preamble(constants, list_cleared(skip_auth=False))
    completions_text = read_asset("completions", known.completions_file) if known.hook_completes else ""
    return preamble + completions_text + read_asset("shell", known.hook_file)


def list_own_directories() -> dict[str, str]:
    """Return the directories that the hook uses unless VXENV_…_DIR are set."""
    return {"config": find_config_directory(), "state": find_state_directory(), "cache": find_cache_directory()}


def render_init_line(shell: str) -> str:
    """Return the line that loads the hook of `shell` by running vxenv, for an rc file that setup cannot write."""
    program, command = "vxenv", sys.argv[0]
    if os.path.basename(command) == "vxenv" and os.sep in command and not _is_on_path(command):
        program = shlex.quote(os.path.abspath(command))
    return SHELLS[shell].init.format(program=program, shell=shell)


def _is_on_path(program: str) -> bool:
    from shutil import which  # noqa: PLC0415 - imports the compression modules

    path = which("vxenv")
    return path is not None and os.path.realpath(path) == os.path.realpath(program)
