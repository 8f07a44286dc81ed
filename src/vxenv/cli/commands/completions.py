"""The command `completions`."""

import click

from vxenv.assets import read_asset
from vxenv.cli.command_line import OneOf
from vxenv.cli.output.terminal import print_data
from vxenv.errors import UsageError
from vxenv.shells import SHELLS, load_shell


@click.command(short_help="Print shell completions.")
@click.argument("shell", type=OneOf((*SHELLS, "sh")))
def completions(shell: str) -> None:
    """Print the completions for SHELL.

    Completing profile names starts no program.

    \b
    bash, in ~/.bashrc:    eval "$(vxenv completions bash)"
    zsh, in ~/.zshrc, behind compinit:    eval "$(vxenv completions zsh)"
    fish:    vxenv completions fish > ~/.config/fish/completions/vxenv.fish
    elvish, in ~/.config/elvish/rc.elv:    eval (vxenv completions elvish | slurp)
    xonsh, in ~/.config/xonsh/rc.xsh:    exec($(vxenv completions xonsh))
    tcsh:    vxenv completions tcsh >! ~/.vxenv.complete.tcsh; source it in ~/.tcshrc
    pwsh, in $PROFILE:     Invoke-Expression (& vxenv completions pwsh | Out-String)
    nushell, included in its hook:    vxenv completions nushell | save ~/.vxenv.complete.nu

    You can also save the output and source the file. For zsh, save it as _vxenv in a directory of $fpath.
    """
    name = load_shell(shell).completions_file
    if not name:
        raise UsageError(f"{shell} has no programmable completion", hint="vxenv --help")
    print_data(read_asset("completions", name).rstrip("\n"))
