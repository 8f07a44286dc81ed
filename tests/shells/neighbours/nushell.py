"""Provide typical config.nu code, written for these tests in the manner of the named tools."""

from typing import Final

from shells.neighbours.base import Company

COMPANY: Final = [
    Company(
        "starship",
        # It replaces the prompt, and reads the status there.
        r"""
        export-env {
        $env.STAR_SHELL = "nu"
        load-env {
        PROMPT_INDICATOR: ""
        PROMPT_MULTILINE_INDICATOR: ""
        PROMPT_COMMAND: {|| let code = $env.LAST_EXIT_CODE; $"star ($code) " }
        PROMPT_COMMAND_RIGHT: {|| "right" }
        }
        }
        """,
    ),
    Company(
        "mise",
        # A record with a condition among the hooks, a directory's hook beside it, and a command with its own name.
        r"""
        def --env other_add [path: cell-path, hook: any] {
        let list = ($env.config | get --optional $path | default [])
        $env.config = ($env.config | upsert $path ($list | append $hook))
        }
        def --env other_moved [] { $env.OTHER = $env.PWD }
        def --env --wrapped other [command?: string, ...rest: string] { other_moved }
        export-env {
        $env.OTHER_SHELL = "nu"
        let hook = {condition: {|| "OTHER_SHELL" in $env }, code: {|| other_moved }}
        other_add hooks.pre_prompt $hook
        other_add hooks.env_change.PWD $hook
        }
        """,
    ),
    Company(
        "direnv",
        # Its program's output is loaded at a move; it prints nothing if nothing changes.
        r"""
        $env.config.hooks.pre_prompt = ($env.config.hooks.pre_prompt? | default [] | append {||
        '{"DIRENV_OTHER": "x", "DIRENV_GONE": null}' | from json | default {} | load-env
        print -n $"<direnv ($env.LAST_EXIT_CODE)>"
        })
        """,
        "<direnv STATUS>",
    ),
    Company(
        "zoxide",
        # Replaces `cd`, with a hook for moves that is identified by its mark.
        r"""
        export-env {
        $env.config = ($env.config? | default {} | upsert hooks.env_change.PWD {|config|
        $config.hooks?.env_change?.PWD? | default [] | append {zoxide_other: true, code: {|_, dir| $env.OTHER = $dir }}
        })
        }
        def --env --wrapped other_z [...rest: directory] {
        let path = match $rest {
        [] => {'~'},
        ['-'] => {'-'},
        [$one] if ($one | path expand | path type) == 'dir' => {$one}
        _ => {'~'}
        }
        cd $path
        }
        alias cd = other_z
        """,
    ),
    Company(
        "virtualenv",
        # The commands of `overlay use activate.nu`.
        r"""
        module other_venv {
        export-env {
        load-env {VIRTUAL_ENV_OTHER: "/venv", PROMPT_COMMAND: {|| "(venv) " }}
        }
        export alias deactivate_other = overlay hide other_venv
        }
        overlay use other_venv
        """,
    ),
    Company(
        "vi",
        r"""
        $env.config.edit_mode = "vi"
        $env.PROMPT_INDICATOR_VI_INSERT = ""
        $env.PROMPT_INDICATOR_VI_NORMAL = ""
        """,
    ),
    Company(
        "carapace",
        r"""
        $env.config.completions.external = {enable: true, max_results: 9, completer: {|spans| [] }}
        """,
    ),
    Company(
        "atuin",
        r"""
        $env.config.hooks.pre_execution = ($env.config.hooks.pre_execution? | default [] | append {||
        $env.ATUIN_OTHER = (commandline)
        })
        $env.config.hooks.pre_prompt = ($env.config.hooks.pre_prompt? | default [] | append {||
        let last = $env.LAST_EXIT_CODE
        hide-env --ignore-errors ATUIN_OTHER
        print -n $"<atuin ($last)>"
        })
        """,
        "<atuin STATUS>",
    ),
    Company(
        "config replaced",
        # Whole records of older versions' defaults, which many users keep.
        r"""
        $env.config = {show_banner: false, hooks: {pre_prompt: [{|| print -n $"<mine ($env.LAST_EXIT_CODE)>" }]}}
        """,
        "<mine STATUS>",
    ),
    Company(
        "cd that lists",
        r"""
        alias other_cd = cd
        def --env cd [dir: path] { other_cd $dir; print (glob '*' | length) }
        """,
    ),
    Company(
        "names",
        # Commands that shadow those used by the hook.
        r"""
        def whereami [] { pwd }
        def ls [path?: string] { glob "*" | sort }
        alias cat = open --raw
        def l [] { ls | length }
        """,
    ),
]
