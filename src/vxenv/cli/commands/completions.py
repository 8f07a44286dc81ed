"""The command `completions`."""

import click

from vxenv.assets import read_asset
from vxenv.cli.command_line import OneOf
from vxenv.cli.output.terminal import print_data
from vxenv.errors import UsageError
from vxenv.shells import SHELLS, load_shell


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
    name = load_shell(shell).completions_file
    if not name:
        raise UsageError(f"{shell} completes nothing that a program could add to", hint="vxenv --help")
    print_data(read_asset("completions", name).rstrip("\n"))
