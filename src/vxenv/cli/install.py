"""init, completions: what a shell needs to load."""

import os
import sys
from collections.abc import Mapping

import click

import vxenv
from vxenv.assets import asset, asset_path
from vxenv.cli.command_line import OneOf
from vxenv.cli.text import data
from vxenv.domain.variables import cleared
from vxenv.errors import UsageError
from vxenv.installing.seal import seal
from vxenv.paths import cache_dir, config_dir, state_dir
from vxenv.shells import SHELLS, TRAITS, completions_file, extension, hook_dialect


@click.command(short_help="Print the hook of a shell, for its rc file.")
@click.argument("shell", type=OneOf((*SHELLS, "sh")))
def init(shell: str) -> None:
    """Print the hook for SHELL. `vxenv setup` loads it without any of these lines, which are for read-only rc files.

    \b
    bash, in ~/.bashrc:                    eval "$(vxenv init bash)"
    zsh, in ~/.zshrc:                      eval "$(vxenv init zsh)"
    fish, in ~/.config/fish/config.fish:   vxenv init fish | source
    ksh (ksh93), in ~/.kshrc:              eval "$(vxenv init ksh)"
    mksh, in ~/.mkshrc, behind PS1:        eval "$(vxenv init mksh)"
    elvish, in ~/.config/elvish/rc.elv:    eval (vxenv init elvish | slurp)
    nushell:                               vxenv init nushell | save ~/.vxenv.nu
      and in ~/.config/nushell/config.nu:  source ~/.vxenv.nu
    xonsh, in ~/.config/xonsh/rc.xsh:      exec($(vxenv init xonsh))
    tcsh, in ~/.tcshrc:                    vxenv init tcsh >! ~/.vxenv.tcsh && source ~/.vxenv.tcsh
    pwsh, in $PROFILE:                     Invoke-Expression (& vxenv init pwsh | Out-String)

    PowerShell (pwsh, 7.2 and later) is experimental: no PowerShell has run its hook yet. Its functions swallow a bare
    --, so that it is quoted there: vxenv exec NAME '--' claude. Before 7.5 an empty variable is an unset one.

    A file that holds this text can be sourced instead, so that a new shell starts no process for it.
    """
    if shell not in SHELLS:
        raise UsageError(
            f"{shell} calls nothing before a prompt, so there is no hook for it", hint="vxenv export --help"
        )
    data(hook_text(shell).rstrip("\n"))


@click.command(short_help="Print the completions of a shell.")
@click.argument("shell", type=OneOf((*SHELLS, "sh")))
def completions(shell: str) -> None:
    """Print the completions for SHELL; profile names are completed without starting a program.

    \b
    bash, in ~/.bashrc:    eval "$(vxenv completions bash)"
    zsh, in ~/.zshrc, behind compinit:    eval "$(vxenv completions zsh)"
    fish:    vxenv completions fish > ~/.config/fish/completions/vxenv.fish
    elvish, in ~/.config/elvish/rc.elv:    eval (vxenv completions elvish | slurp)
    xonsh, in ~/.config/xonsh/rc.xsh:    exec($(vxenv completions xonsh))
    tcsh:    vxenv completions tcsh >! ~/.vxenv.complete.tcsh; source it in ~/.tcshrc
    pwsh, in $PROFILE:     Invoke-Expression (& vxenv completions pwsh | Out-String)
    nushell, whose hook has them already:    vxenv completions nushell | save ~/.vxenv.complete.nu

    A file that holds this text can be sourced instead; for zsh it can be named _vxenv in a directory of $fpath.
    """
    name = completions_file(shell)
    if not name:
        raise UsageError(f"{shell} completes nothing that a program could add to", hint="vxenv --help")
    data(asset("completions", name).rstrip("\n"))


def hook_text(shell: str, directories: Mapping[str, str] | None = None, completions: str = "") -> str:
    """Return the hook of `shell`: where things are on this machine, then the file for that shell as it stands.

    `directories` are those of `own_directories` at another time; `completions` is the folder of completions that the
    hook is to see to.
    """
    constants = {
        "python": sys.executable,
        "main": main_file(),
        "version": vxenv.__version__,
        **(directories or own_directories()),
        "completions": completions,
        "seal": seal(),
        **(_sourced() if shell == "tcsh" else {}),
    }
    preamble = hook_dialect(shell).hook_preamble(constants, cleared(skip_auth=False))
    completer = asset("completions", completions_file(shell)) if TRAITS[shell].hook_completes else ""
    return preamble + completer + asset("shell", hook_file(shell))


def _sourced() -> dict[str, str]:
    """Return the files that the hook of tcsh sources."""
    return {name: asset_path("shell", f"vxenv-{name}.tcsh") for name in ("run", "turn", "active", "place")}


def hook_file(shell: str) -> str:
    """Return the name of the file that holds the hook of `shell`."""
    return TRAITS[shell].hook or f"vxenv.{extension(shell)}"


def main_file() -> str:
    """Return the program that the hook runs."""
    return os.path.join(os.path.dirname(os.path.abspath(vxenv.__file__)), "__main__.py")


def own_directories() -> dict[str, str]:
    """Return the directories that the hook takes where VXENV_…_DIR do not say otherwise."""
    return {"config": config_dir(), "state": state_dir(), "cache": cache_dir()}
