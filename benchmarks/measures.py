"""Define the measurements: a function for each `--only` name, of a bench, which yields rows; scale.py has one."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from report import Limit, Row
from scene import INSIDE, OUTSIDE, Home, installed
from spoken import SPOKEN, Counts
from timing import BenchmarkError, Figure, Printed, Round, batches, parse, rotated, rounds_of, run

# The baseline subtracted from each loop: the same loop without a hook.
_BARE = {"prompt": "bare", "move": "bare_move", "move_alone": "bare_move_alone"}
WORDS = {
    "prompt": "prompt",
    "move": "cd in, prompt, cd out, prompt",
    "move_alone": "cd in, cd out",
    "use": "vxenv use NAME",
}

# What scripts print: the variables in both directories, the stack after `use`, and completed words.
_PRINTED = {
    "inside": INSIDE,
    "outside": OUTSIDE,
    "used": "prod",
    "completed": "client",
    "completed_key": "vertex.region=",
}
_TRACED = "execve,clone,clone3,fork,vfork,open,openat"
_STARTED = re.compile(r"(clone3?|v?fork)\(")
_DIRECTORIES = 5  # first entries in one round


class Bench(NamedTuple):
    """A home, and the amount of measurement."""

    # The home with every tool's hook.
    home: Home
    # The number of rounds of loops; other work is scaled to it.
    rounds: int

    def times(self, factor: float) -> int:
        """Return the number of rounds of work that is repeated `factor` times as often as a loop."""
        return max(2, round(self.rounds * factor))


class Runner(NamedTuple):
    """What takes its turn in a round of loops."""

    # The home in which it runs.
    home: Home
    # vxenv or a peer.
    tool: str
    # The amount of work in a round.
    counts: Counts


def check_run(home: Home, command: list[str], environment: dict[str, str] | None = None) -> Printed:
    """Run a script of loops; raise an error if it did not switch."""
    environment = home.environment | (environment or {})
    printed = parse(run(command, environment, home.path).output)
    for name, wanted in _PRINTED.items():
        found = printed.words.get(name, {wanted})
        if found != {wanted}:
            shown = " ".join(command)
            raise BenchmarkError(f"{name}: {found}, expected {wanted!r}, from: env HOME={home.path} {shown}")
    return printed


def _factors(budget: Mapping[str, int]) -> tuple[Limit, ...]:
    return tuple(Limit(peer, 1 / by, f"1/{by} of {peer}") for peer, by in budget.items())


def time_loops(shell: str, runners: Mapping[str, Runner], rounds: int) -> dict[str, dict[str, Figure]]:
    """Time the loops in `shell`, each runner in turn, round after round, minus the loops without a hook."""
    samples: dict[str, dict[str, list[Round]]] = {name: {} for name in runners}
    for turn in range(rounds):
        for name in rotated(list(runners), turn):
            home, tool, counts = runners[name]
            for loop, values in check_run(home, home.loops(tool, shell, counts)).took.items():
                samples[name].setdefault(loop, []).append(batches(values))
    return {
        name: {
            loop: Figure(tuple(by[loop]), tuple(by.get(_BARE.get(loop, ""), (Round(0, 0),))))
            for loop in WORDS
            if loop in by
        }
        for name, by in samples.items()
    }


def loops(bench: Bench, only: Collection[str]) -> Iterator[Row]:
    """Time an unchanged prompt, `cd` into and out of a directory with a plan, and `use` of a stack with a plan."""
    for shell in bench.home.shells:
        spoken = SPOKEN[shell]
        runners = {
            tool: Runner(bench.home, tool, spoken.counts if tool == "vxenv" else spoken.peer_counts)
            for tool in bench.home.serving(shell)
        }
        found = time_loops(shell, runners, bench.rounds)
        own = found.pop("vxenv")
        for name, loop, budget in (
            ("prompt", "prompt", spoken.prompt_budget),
            ("cd", "move", spoken.move_budget),
            ("cd", "move_alone", {}),
            ("use", "use", {}),
        ):
            if name in only and loop in own:
                beside = {tool: by[loop] for tool, by in found.items() if loop in by}
                yield Row(f"{loop}.{shell}", f"{shell}: {WORDS[loop]}", own[loop], beside, _factors(budget))


def processes(bench: Bench) -> Iterator[Row]:
    """Count the processes started by prompts and moves."""
    if not installed("strace"):
        return
    turns = 4
    trace = os.path.join(bench.home.path, "trace")
    for shell in bench.home.shells:
        found: dict[str, dict[str, float]] = {}
        for tool in bench.home.serving(shell):
            uses = turns // 2 if tool == "vxenv" and SPOKEN[shell].counts.uses else 0
            command = bench.home.loops(tool, shell, Counts(1, turns, turns, 1, uses))
            check_run(bench.home, ["strace", "-f", "-qq", "-e", f"trace={_TRACED}", "-o", trace, *command])
            found[tool] = {loop: count / turns for loop, count in _started(trace, bench.home.marks).items()}
        for loop, words in WORDS.items():
            if loop not in found["vxenv"]:
                continue
            figures = {tool: Figure(rounds_of([by[loop]])) for tool, by in found.items() if loop in by}
            yield Row(
                f"processes-{loop}.{shell}",
                f"{shell}: processes, {words}",
                figures.pop("vxenv"),
                figures,
                (Limit("", 0, "0"),),
                counted=True,
            )


def _started(trace: str, marks: str) -> dict[str, int]:
    """Return the number of processes started after each mark, up to the last one."""
    counts: dict[str, int] = {}
    mark = ""
    with open(trace, encoding="utf-8", errors="replace") as file:
        for line in file:
            _, _, call = line.partition(" ")
            if f'"{marks}/' in call:
                mark = call.split(f'"{marks}/')[1].partition('"')[0]
                counts.setdefault(mark, 0)
            elif mark and _STARTED.match(call.lstrip()) and "CLONE_THREAD" not in call:
                counts[mark] += 1
    return counts


def start(bench: Bench) -> Iterator[Row]:
    """Time a new shell that loads the hook, without and with a default profile, minus one that loads an empty file."""
    home = bench.home
    selecting = home.default_environment()
    for shell in (shell for shell in home.shells if SPOKEN[shell].load):
        runs = {tool: (home.start(tool, shell), home.environment) for tool in ("none", *home.serving(shell))}
        runs["default"] = (home.start("vxenv", shell), selecting)
        samples: dict[str, list[float]] = {name: [] for name in runs}
        for command, environment in runs.values():
            run(command, environment, home.path)
        for turn in range(bench.times(3)):
            for name in rotated(list(samples), turn):
                command, environment = runs[name]
                samples[name].append(run(command, environment, home.path).took)
        base = rounds_of(samples.pop("none"))
        figures = {name: Figure(rounds_of(values), base) for name, values in samples.items()}
        own = {"start": figures.pop("vxenv"), "start_default": figures.pop("default")}
        for kind, words in (("start", "new shell"), ("start_default", "new shell with a default profile")):
            limits = (Limit("direnv", 1 / 2, "1/2 of direnv"),)
            yield Row(f"{kind}.{shell}", f"{shell}: {words}", own[kind], figures, limits)


def first(bench: Bench) -> Iterator[Row]:
    """Time the first entry of an allowed directory, which starts Python once."""
    home = bench.home
    root = os.path.join(home.path, "first")
    home.fill(0, _DIRECTORIES, root)
    places = [os.path.join(root, "000", name) for name in sorted(os.listdir(os.path.join(root, "000")))]
    command = home.script("first.bash", home.outside("vxenv"), *places)
    samples: dict[str, list[float]] = {}
    for turn in range(bench.times(1 / 2)):
        cache = {"VXENV_CACHE_DIR": os.path.join(home.path, f"first-cache-{turn}")}
        for name, values in check_run(home, command, cache).took.items():
            samples.setdefault(name, []).extend(values)
    figures = {name: Figure(rounds_of(values)) for name, values in samples.items()}
    tomllib = "python -c 'import tomllib'"
    yield Row(
        "first.cd",
        "cd into a directory not seen before",
        figures["first"],
        {tomllib: figures["tomllib"], "python -I -S -c 'import tomllib'": figures["tomllib_isolated"]},
        (Limit(tomllib, 2, "2"),),
    )
    yield Row(
        "first.use",
        "vxenv use of a stack not seen before",
        figures["use"],
        {"cd into such a directory": figures["first"]},
        (Limit("cd into such a directory", 1.25, "1.25"),),
    )


def commands(bench: Bench) -> Iterator[Row]:
    """Time commands that users type, and Tab."""
    home = bench.home
    printed = check_run(home, home.script("commands.bash", home.completions("bash"), str(bench.rounds)))
    figures = {name: Figure(rounds_of(values)) for name, values in printed.took.items()}
    click, bare = "python -c 'import click'", "python -c pass"
    for name, words in (
        ("list", "vxenv list"),
        ("show", "vxenv show NAME"),
        ("status", "vxenv status"),
        ("help", "vxenv --help"),
        ("version", "vxenv --version"),
    ):
        yield Row(f"command.{name}", words, figures[name], {click: figures["click"]}, (Limit(click, 2, "2"),))
    tab = "Tab on a key of a profile"
    yield Row("command.tab", tab, figures["tab"], {bare: figures["bare"]}, (Limit(bare, 1.5, "1.5"),))
    # It reads every file involved, and takes longer than everyday commands.
    half = (Limit("", 5e5, "under 0.5 s"),)
    yield Row("command.doctor", "vxenv doctor", figures["doctor"], {click: figures["click"]}, half)
    words = "vxenv statusline --format '{cost_today}', after an answer"
    brief = (Limit("", 3e4, "under 30 ms"),)
    yield Row("command.statusline", words, figures["statusline"], {bare: figures["bare"]}, brief)
