"""Provide typical rc code of fish, written for these tests in the manner of the named tools."""

from typing import Final

from shells.neighbours.base import Company

COMPANY: Final = [
    Company(
        "mise",
        r"""
        function other_prompt --on-event fish_prompt; set -gx OTHER $PWD; end
        function other_moved --on-variable PWD; set -gx OTHER $PWD; end
        function other_before --on-event fish_preexec; functions --erase other_nothing; end
        """,
    ),
    Company(
        "pyenv-virtualenv",
        "function virtual_hook --on-event fish_prompt; set -l ret $status; return $ret; end",
    ),
    Company("vi", "fish_vi_key_bindings"),
    Company("cd", "functions -c cd their_cd; function cd; their_cd $argv; and set -gx OTHER $PWD; end"),
]
