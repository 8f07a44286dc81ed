"""The command `init`."""

import click

from vxenv.cli.command_line import OneOf
from vxenv.cli.output.terminal import print_data
from vxenv.errors import UsageError
from vxenv.setup.hook_text import render_hook
from vxenv.shells import SHELLS


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
    print_data(render_hook(shell).rstrip("\n"))
