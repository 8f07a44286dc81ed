"""Provide typical .tcshrc code, written for these tests in the manner of the named tools."""

from typing import Final

from shells.neighbours.base import Company

COMPANY: Final = [
    Company(
        "title",
        # tcsh has one of each of these aliases: one set after the hook replaces it, cwdcmd too.
        r"""
        alias precmd 'printf "<title %s>" $status'
        alias postcmd 'set began = $status'
        """,
    ),
    Company(
        "direnv",
        # Its program's output is evaluated before each prompt.
        r"""
        alias precmd 'eval `echo setenv DIRENV_OTHER x`'
        """,
    ),
    Company(
        "starship",
        # It runs a program for each prompt, with the status.
        r"""
        setenv STAR_SHELL tcsh
        alias precmd 'set star_status = $status; set star_prompt = `printf "star %s" $star_status`'
        """,
    ),
    Company(
        "conda",
        r"""
        setenv CONDA_SHLVL 0
        alias conda 'setenv CONDA_PREFIX /base; setenv CONDA_SHLVL 1; : \!*'
        conda activate base
        """,
    ),
    Company("cwdcmd", """alias cwdcmd 'set moved = $cwd:q'"""),
    Company("cd that lists", "alias cd 'chdir \\!* && ls'\nalias pushd 'pushd \\!* && ls'"),
    Company("safety", "alias rm 'rm -i'\nalias cp 'cp -i'\nalias mv 'mv -i'\nset noclobber rmstar ignoreeof"),
    Company("completion", "set autolist = ambiguous complete = enhance autoexpand filec"),
    Company("noglob", "set noglob"),
    Company("history", "set histlit savehist = ( 100 merge ) history = 200"),
    Company("backslash_quote", "set backslash_quote"),
    Company("implicitcd", "set implicitcd = verbose cdpath = ( .. ~ )"),
    Company("vi", "bindkey -v"),
]
