"""What differs from shell to shell beside its language: what is called how, and which files are whose."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Traits(NamedTuple):
    """One shell that has a hook.

    `rc` is its usual file as its users write it, `init` the line there that loads the hook by calling
    ``{program}``. `called` is what a prompt calls the hook by, and `prompts` where the shell keeps that; `unset`
    stands before the name of a variable, `export` sets one; `prepend` puts a ``{directory}`` in front of PATH, whose
    name is ``{text}`` where there must be a string; `into` stands before the file that output goes to; `source` runs a
    ``{file}`` in the shell; `where` stands before the name of a program of which all are wanted. What is `""` is as in
    most: the `program`, the `extension` of its files and the file of the `hook` are called as the shell is, the file
    of `completions` as the hook; a shell that does not `completes` has none, and one whose `hook_completes` has them
    in its hook. One that is `text_only` keeps variables as text, so that none of them holds bytes that are not UTF-8.
    """

    rc: str
    prompts: str
    called: str = "__vxenv_prompt"
    init: str = 'eval "$({program} init {shell})"'
    unset: str = "unset "
    export: str = "export {name}={value}"
    prepend: str = 'export PATH={directory}:"$PATH"'
    into: str = ">"
    source: str = "source {file}"
    where: str = "type -a "
    program: str = ""
    extension: str = ""
    hook: str = ""
    completions: str = ""
    completes: bool = True
    hook_completes: bool = False
    text_only: bool = False


TRAITS: Mapping[str, Traits] = MappingProxyType(
    {
        "bash": Traits("~/.bashrc", "PROMPT_COMMAND", "__vxenv_on"),
        "zsh": Traits("${ZDOTDIR:-~}/.zshrc", "precmd_functions", completions="_vxenv"),
        "fish": Traits(
            "~/.config/fish/config.fish",
            "the event fish_prompt",
            init="{program} init fish | source",
            unset="set -e ",
            export="set -gx {name} {value}",
            prepend="set -gx PATH {directory} $PATH",
        ),
        "ksh": Traits("~/.kshrc", "PS1.get", "__vxenv_on", completes=False),
        "mksh": Traits("~/.mkshrc", "PS1", "__vxenv_on", hook="vxenv.ksh", completes=False, where="which -a "),
        "tcsh": Traits(
            "~/.tcshrc",
            "the alias precmd",
            # It has no means to evaluate more than one line.
            init="{program} init tcsh >! ~/.vxenv.tcsh && source ~/.vxenv.tcsh",
            unset="unsetenv ",
            export="setenv {name} {value}",
            prepend='setenv PATH {directory}:"$PATH"',
            where="where ",
        ),
        "elvish": Traits(
            "~/.config/elvish/rc.elv",
            "$edit:before-readline",
            init="eval ({program} init elvish | slurp)",
            unset="unset-env ",
            export="set-env {name} {value}",
            prepend="set paths = [{directory} $@paths]",
            source="eval (slurp < {file})",
            where="which -a ",
            extension="elv",
        ),
        "nushell": Traits(
            "~/.config/nushell/config.nu",
            "$env.config.hooks.pre_prompt",
            # It evaluates nothing, so that there must be a file.
            init="source ~/.vxenv.nu  # once before: {program} init nushell | save --force ~/.vxenv.nu",
            unset="hide-env ",
            export="$env.{name} = {value}",
            prepend="$env.PATH = ($env.PATH | prepend {text})",
            into="o>",
            where="which -a ",
            program="nu",
            extension="nu",
            hook_completes=True,
            text_only=True,
        ),
        "xonsh": Traits(
            "~/.config/xonsh/rc.xsh",
            "the event on_pre_prompt_format",
            init="exec($({program} init xonsh))",
            unset="del $",
            export="${name} = {value}",
            prepend="$PATH.insert(0, {text})",
            where="which -a ",
            extension="xsh",
        ),
        "pwsh": Traits(
            "$PROFILE",
            "the function prompt",
            init="Invoke-Expression (& {program} init pwsh | Out-String)",
            unset="Remove-Item Env:",
            export="$env:{name} = {value}",
            prepend="$env:PATH = {text} + [IO.Path]::PathSeparator + $env:PATH",
            source=". {file}",
            where="Get-Command -All ",
            extension="ps1",
            text_only=True,
        ),
    }
)
