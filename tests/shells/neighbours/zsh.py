"""Provide typical rc code of zsh, written for these tests in the manner of the named tools."""

from typing import Final

from shells.neighbours.base import Company

COMPANY: Final = [
    Company(
        "oh-my-zsh",
        r"""
        autoload -Uz add-zsh-hook
        setopt prompt_subst auto_cd auto_pushd pushd_minus extended_glob
        omz_status() { print -n "<omz $?>" }
        omz_moved() { export OTHER=$PWD }
        add-zsh-hook precmd omz_status
        add-zsh-hook chpwd omz_moved
        precmd() { : }
        chpwd() { : }
        """,
        "<omz STATUS>",
    ),
    Company(
        "starship",
        r"""
        zmodload zsh/parameter
        autoload -Uz add-zsh-hook
        star_precmd() { star_status=$? star_pipe=(${pipestatus[@]}); print -n "<star $star_status>" }
        star_preexec() { star_began=1 }
        add-zsh-hook precmd star_precmd
        add-zsh-hook preexec star_preexec
        """,
        "<star STATUS>",
    ),
    Company(
        "vscode",
        r"""
        autoload -Uz add-zsh-hook
        vsc_precmd() { builtin local s="$?"; builtin print -n "<D;$s>" }
        add-zsh-hook precmd vsc_precmd
        """,
        "<D;STATUS>",
    ),
    Company(
        "mise",
        r"""
        typeset -ag precmd_functions chpwd_functions
        other_hook() { export OTHER=$PWD }
        other_cmd() { print -n "<other $?>"; other_hook }
        if [[ -z $precmd_functions[(r)other_cmd] ]]; then precmd_functions=( other_cmd $precmd_functions ); fi
        if [[ -z $chpwd_functions[(r)other_hook] ]]; then chpwd_functions=( other_hook $chpwd_functions ); fi
        """,
        "<other STATUS>",
    ),
    Company(
        "pyenv-virtualenv",
        r"""
        virtual_hook() { local ret=$?; print -n "<virtual $ret>"; return $ret }
        typeset -g -a precmd_functions
        if [[ -z $precmd_functions[(r)virtual_hook] ]]; then precmd_functions=(virtual_hook $precmd_functions); fi
        """,
        "<virtual STATUS>",
    ),
    Company("vi", "bindkey -v; zle-keymap-select() { zle reset-prompt }; zle -N zle-keymap-select"),
]
