"""How each shell is measured: a row a shell, with a script of loops beside it (``loops.SHELL``)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_UNBOUND: Final[Mapping[str, int]] = MappingProxyType({})


class Counts(NamedTuple):
    """How many batches a script makes of each loop, and of how many turns; `alone` is 1 for moves without prompts."""

    batches: int
    prompts: int
    moves: int
    alone: int


class Spoken(NamedTuple):
    """One shell.

    `start` are the arguments that keep the user's files out, `load` those for a shell that loads FILE and is done.
    `prompts` has what each tool runs before a prompt, as its own hook says; a tool that is not in it does not serve
    this shell. `before` has what it runs before a command, where that matters. `evaluated` is how a peer's users load
    it: ``{}`` is the peer's command, which knows the shell by `name` if that is not its own. Budgets are the divisors
    for each peer, and may be left out. A batch of `counts` is short enough not to be interrupted.
    """

    program: str
    start: tuple[str, ...]
    load: tuple[str, ...]
    prompts: Mapping[str, str]
    evaluated: str = 'eval "$({})"'
    name: str = ""
    before: Mapping[str, str] = _NOTHING
    prompt_budget: Mapping[str, int] = _UNBOUND
    move_budget: Mapping[str, int] = _UNBOUND
    counts: Counts = Counts(25, 20, 2, 1)
    peer_counts: Counts = Counts(5, 1, 1, 0)


SPOKEN: Final[Mapping[str, Spoken]] = {
    "bash": Spoken(
        "bash",
        ("--norc", "-i"),
        ("--rcfile", "FILE", "-i", "-c", "exit"),
        {"vxenv": "__vxenv_prompt", "direnv": "_direnv_hook", "mise": "_mise_hook_prompt_command"},
        prompt_budget={"direnv": 60, "mise": 40},
        move_budget={"direnv": 80, "mise": 40},
    ),
    "zsh": Spoken(
        "zsh",
        ("-f", "-i"),
        ("-f", "-i", "-c", '. "$0"; exit', "FILE"),
        {"vxenv": "__vxenv_prompt", "direnv": "_direnv_hook", "mise": "_mise_hook_precmd"},
        prompt_budget={"direnv": 60, "mise": 40},
        move_budget={"direnv": 80, "mise": 40},
    ),
    "fish": Spoken(
        "fish",
        ("-N", "-i"),
        ("-N", "-i", "-C", "source FILE", "-c", "exit"),
        {"vxenv": "__vxenv_prompt", "direnv": "__direnv_export_eval", "mise": "__mise_env_eval_on_prompt"},
        evaluated="{} | source",
        before={"vxenv": "bench_empty", "direnv": "__direnv_export_eval_2", "mise": "__mise_env_eval_2"},
        prompt_budget={"direnv": 40, "mise": 20},
        move_budget={"direnv": 40, "mise": 20},
        # Longer ones, so as not to drown in asking for the time, which fish cannot tell by itself.
        counts=Counts(8, 50, 5, 1),
        peer_counts=Counts(3, 8, 2, 0),
    ),
}
SHELLS: Final = tuple(SPOKEN)
