"""Describe the measurement of each shell: one row per shell, with a script of loops beside it (``loops.SHELL``)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_UNBOUND: Final[Mapping[str, int]] = MappingProxyType({})


class Counts(NamedTuple):
    """The amount of work in a script of loops."""

    # Batches of each loop but `use`.
    batches: int
    # Prompts in a batch.
    prompts: int
    # Moves in a batch.
    moves: int
    # 1 for moves without prompts.
    alone: int
    # Batches of two switches with `vxenv use`.
    uses: int


class Spoken(NamedTuple):
    """One shell.

    `start` are the arguments that skip the user's files, `load` those for a shell that loads FILE and exits;
    it is empty if that needs a terminal. `prompts` has the code that each tool runs before a prompt, from
    its own hook, or ``-`` if the shell itself can report it; other tools do not support this shell.
    `before` has the code run before a command, if relevant. `evaluated` is the usual way to load
    a peer, and `loads` that of one tool if different: ``COMMAND`` is the peer's command, which gets
    `name` if the shell has another name there, and ``FILE`` a file with its output. Budgets are the divisors
    for each peer, and may be omitted. A batch of `counts` is short enough not to be interrupted. `loops` is the
    script's suffix if it is not the shell's name; a `constant` hook must be written into the script.
    """

    program: str
    start: tuple[str, ...]
    load: tuple[str, ...]
    prompts: Mapping[str, str]
    evaluated: str = 'eval "$(COMMAND)"'
    loads: Mapping[str, str] = _NOTHING
    name: str = ""
    before: Mapping[str, str] = _NOTHING
    prompt_budget: Mapping[str, int] = _UNBOUND
    move_budget: Mapping[str, int] = _UNBOUND
    counts: Counts = Counts(25, 20, 2, 1, 0)
    peer_counts: Counts = Counts(5, 1, 1, 0, 0)
    loops: str = ""
    constant: bool = False


_MISE_IN_ELVISH: Final = """
var mise: = (ns [&edit:=$edit:])
eval (slurp < FILE) &ns=$mise: &on-end={|after| set mise: = $after }
mise:activate
"""
_DIRENV_IN_NUSHELL: Final = """
$env.config.hooks.pre_prompt = ($env.config.hooks.pre_prompt | append {||
    direnv export json | from json | default {} | load-env
})
"""

SPOKEN: Final[Mapping[str, Spoken]] = {
    "bash": Spoken(
        "bash",
        ("--norc", "-i"),
        ("--rcfile", "FILE", "-i", "-c", "exit"),
        {"vxenv": "__vxenv_prompt", "direnv": "_direnv_hook", "mise": "_mise_hook_prompt_command"},
        prompt_budget={"direnv": 60, "mise": 40},
        move_budget={"direnv": 60, "mise": 30},
        counts=Counts(25, 20, 2, 1, 5),
    ),
    "zsh": Spoken(
        "zsh",
        ("-f", "-i"),
        ("-f", "-i", "-c", '. "$0"; exit', "FILE"),
        {"vxenv": "__vxenv_prompt", "direnv": "_direnv_hook", "mise": "_mise_hook_precmd"},
        prompt_budget={"direnv": 60, "mise": 40},
        move_budget={"direnv": 60, "mise": 30},
        counts=Counts(25, 20, 2, 1, 5),
    ),
    "fish": Spoken(
        "fish",
        ("-N", "-i"),
        ("-N", "-i", "-C", "source FILE", "-c", "exit"),
        {"vxenv": "__vxenv_prompt", "direnv": "__direnv_export_eval", "mise": "__mise_env_eval_on_prompt"},
        evaluated="COMMAND | source",
        before={"vxenv": "bench_empty", "direnv": "__direnv_export_eval_2", "mise": "__mise_env_eval_2"},
        prompt_budget={"direnv": 40, "mise": 20},
        move_budget={"direnv": 25, "mise": 15},
        # Longer batches, because fish has no builtin for the time and must start a program.
        counts=Counts(8, 50, 5, 1, 5),
        peer_counts=Counts(3, 8, 2, 0, 0),
    ),
    "tcsh": Spoken(
        "tcsh",
        ("-f",),
        ("-f", "-c", "set prompt = ''; source FILE"),
        # vxenv starts Python at a change of directory here, as direnv starts itself at each prompt.
        {"vxenv": "__vxenv_prompt", "direnv": "precmd"},
        evaluated="eval `COMMAND`",
        counts=Counts(5, 50, 2, 1, 0),
        peer_counts=Counts(3, 8, 2, 0, 0),
    ),
    "elvish": Spoken(
        "elvish",
        ("-norc",),
        (),
        {"vxenv": "-", "direnv": "-", "mise": "-"},
        loads={
            # As later versions print it: this elvish has no `except`.
            "direnv": "eval (e:sed 's/ except / catch /' < FILE | slurp) &ns=(ns [&edit:=$edit:])",
            "mise": _MISE_IN_ELVISH,
        },
    ),
    "nushell": Spoken(
        "nu",
        ("--no-config-file", "-i"),
        ("--no-config-file", "-i", "FILE"),
        {"vxenv": "-", "direnv": "-", "mise": "-"},
        # direnv prints nothing for nushell: this code is from nushell's own book.
        loads={"direnv": _DIRENV_IN_NUSHELL, "mise": 'use "FILE"'},
        name="nu",
        constant=True,
    ),
    "xonsh": Spoken(
        "xonsh",
        ("--no-rc",),
        ("--no-rc", "-DXONSH_INTERACTIVE=1", "FILE"),
        {"vxenv": "on_pre_prompt_format", "mise": "on_pre_prompt"},
        evaluated="execx($(COMMAND))",
    ),
    # Neither peer supports these two.
    "ksh": Spoken("ksh", ("-i",), ("-i", "-c", ". FILE"), {"vxenv": "__vxenv_prompt"}),
    "mksh": Spoken("mksh", ("-i",), ("-i", "-c", ". FILE"), {"vxenv": "__vxenv_prompt"}, loops="ksh"),
}
SHELLS: Final = tuple(SPOKEN)
