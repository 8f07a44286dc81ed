"""The command `init`."""

import click

from vxenv.cli.command_line import OneOf
from vxenv.cli.output.terminal import print_data
from vxenv.errors import UsageError
from vxenv.setup.hook_text import render_hook
from vxenv.shells import SHELLS


@click.command(short_help="Print a shell's hook for its rc file.")
@click.argument("shell", type=OneOf((*SHELLS, "sh")))
def init(shell: str) -> None:
    """Print the hook for SHELL.

    `vxenv setup` installs the hook. Use these lines only in rc files that setup cannot change:

    \b
    bash, in ~/.bashrc:                    eval "$(vxenv init bash)"
    zsh, in ~/.zshrc:                      eval "$(vxenv init zsh)"
    fish, in ~/.config/fish/config.fish:   vxenv init fish | source
    ksh (ksh93), in ~/.kshrc:              eval "$(vxenv init ksh)"
    mksh, in ~/.mkshrc, after PS1:         eval "$(vxenv init mksh)"
    elvish, in ~/.config/elvish/rc.elv:    eval (vxenv init elvish | slurp)
    nushell:                               vxenv init nushell | save ~/.vxenv.nu
      and in ~/.config/nushell/config.nu:  source ~/.vxenv.nu
    xonsh, in ~/.config/xonsh/rc.xsh:      exec($(vxenv init xonsh))
    tcsh, in ~/.tcshrc:                    vxenv init tcsh >! ~/.vxenv.tcsh && source ~/.vxenv.tcsh
    pwsh, in $PROFILE:                     Invoke-Expression (& vxenv init pwsh | Out-String)

    PowerShell (pwsh 7.2 or later) is experimental: its hook has never run in a real PowerShell. PowerShell functions
    drop a bare --; quote it there: vxenv exec NAME '--' claude. Before 7.5, PowerShell cannot set an empty variable.

    To start new shells without a process, save the output to a file and source that file.
    """
    if shell not in SHELLS:
        raise UsageError(f"no hook for {shell}: it runs nothing before a prompt", hint="vxenv export --help")
    print_data(render_hook(shell).rstrip("\n"))
