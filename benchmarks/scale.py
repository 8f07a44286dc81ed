"""Measure how times grow with profiles, allowed directories, the depth of a tree and plans."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from measures import WORDS, Bench, Runner, check_run, time_loops
from report import Limit, Row
from scene import PYTHON, TABS, Home
from spoken import SPOKEN, Counts
from timing import Figure, Round, batches, rotated, rounds_of, run

_SHELLS = ("bash", "zsh", "fish")
_SMALL = "small"
_UNCHANGED = (Limit(_SMALL, 1.1, "unchanged (1.1)"),)
# In their order: the changes of a turn are undone by later ones, or have another name in the next turn.
_COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("list",),
    "doctor": ("doctor", "prod"),
    "set": ("set", "prod", "models.opus=claude-opus-TURN"),
    "copy": ("copy", "prod", "copied-TURN"),
    "rename": ("rename", "copied-TURN", "renamed-TURN"),
    "remove": ("remove", "renamed-TURN"),
    "deny": ("deny", "vxenv/client"),
    "allow": ("allow", "vxenv/client"),
}


class Case(NamedTuple):
    """A home in which one thing is large."""

    # The words for its column.
    words: str
    # Profiles besides the two of every home.
    profiles: int = 0
    # Allowed directories besides the one of every home.
    directories: int = 0
    # Levels below the allowed directory.
    levels: int = 6
    # Plans for each shell besides its own.
    plans: int = 0


CASES = {
    "profiles-1000": Case("1,000 profiles", profiles=1_000),
    "profiles-10000": Case("10,000 profiles", profiles=10_000),
    "directories-100000": Case("100,000 allowed directories", directories=100_000),
    "levels-60": Case("60 levels", levels=60),
    "plans-500": Case("500 plans", plans=500),
}


def scale(bench: Bench, root: str) -> Iterator[Row]:
    """Time prompts, moves, `use`, Tab and commands in homes below `root` that are large in one way each.

    Creating them takes up to a minute, and removing them on a busy disk as long.
    """
    shells = tuple(shell for shell in bench.home.shells if shell in _SHELLS)
    homes = {_SMALL: bench.home, **{name: _create_home(root, name, shells) for name in CASES}}
    for shell in shells:
        runners = {name: Runner(home, "vxenv", SPOKEN[shell].counts) for name, home in homes.items()}
        found = time_loops(shell, runners, bench.times(1 / 2))
        for loop in ("prompt", "move", "use"):
            figures = {name: by[loop] for name, by in found.items()}
            yield from _compare(loop, shell, f"{shell}: {WORDS[loop]}", figures, _UNCHANGED)
    for shell in (shell for shell in shells if shell in TABS):
        yield from _compare("tab", shell, f"{shell}: Tab on a profile", _time_tab(bench, homes, shell))
    samples: dict[str, dict[str, list[float]]] = {work: {name: [] for name in homes} for work in _COMMANDS}
    for turn in range(bench.times(1 / 3)):
        for work, words in _COMMANDS.items():
            for name in rotated(list(homes), turn):
                samples[work][name].append(_time_command(homes[name], words, turn))
    for work, by in samples.items():
        figures = {name: Figure(rounds_of(values)) for name, values in by.items()}
        yield from _compare(work, "", f"vxenv {work}", figures)


def _create_home(root: str, name: str, shells: tuple[str, ...]) -> Home:
    case = CASES[name]
    home = Home(os.path.join(root, name), ("vxenv",), shells, case.levels)
    home.fill(case.profiles, case.directories, os.path.join(home.path, "vxenv", "many"))
    if case.plans:
        for shell in shells:
            check_run(home, home.loops("vxenv", shell, Counts(1, 1, 1, 0, 0)))
        home.crowd(case.plans)
    return home


def _compare(
    work: str, shell: str, words: str, figures: dict[str, Figure], limits: tuple[Limit, ...] = ()
) -> Iterator[Row]:
    """Yield a row for each case, beside the small home."""
    for name, case in CASES.items():
        # A prompt searches each level.
        kept = () if name == "levels-60" and work != "use" else limits
        half = (Limit("", 5e5, "under 0.5 s"),) if (work, name) == ("list", "profiles-1000") else ()
        title = f"scale.{work}.{shell}.{name}"
        yield Row(title, f"{words}; {case.words}", figures[name], {_SMALL: figures[_SMALL]}, kept + half)


def _time_tab(bench: Bench, homes: dict[str, Home], shell: str) -> dict[str, Figure]:
    took: dict[str, list[Round]] = {name: [] for name in homes}
    base: dict[str, list[Round]] = {name: [] for name in homes}
    for turn in range(bench.times(1 / 3)):
        for name in rotated(list(homes), turn):
            home = homes[name]
            times = check_run(home, home.script(f"tab.{shell}", home.completions(shell), "3")).took
            took[name].append(batches(times["tab"]))
            base[name].append(batches(times.get("bare", [0])))
    return {name: Figure(tuple(rounds), tuple(base[name])) for name, rounds in took.items()}


def _time_command(home: Home, words: tuple[str, ...], turn: int) -> float:
    # doctor finds neither Claude Code nor credentials here, and exits with 1.
    codes = (0, 1) if "doctor" in words else (0,)
    command = [PYTHON, "-X", "utf8", "-P", "-m", "vxenv", *(word.replace("TURN", str(turn)) for word in words)]
    return run(command, home.environment, home.path, codes=codes).took
