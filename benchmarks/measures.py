"""Define the measurements: one function for each `--only` name. Each takes a bench and returns rows."""

import os
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from report import Limit, Row
from scene import INSIDE, OUTSIDE, PYTHON, Home, installed
from spoken import SPOKEN, Counts
from timing import BenchmarkError, Figure, Printed, Round, batches, parse, rotated, rounds_of, run

_LARGE = "vxenv in a large store"
# The baseline subtracted from each loop: the same loop without a hook.
_BARE = {"prompt": "bare", "move": "bare_move", "move_alone": "bare_move_alone"}
_WORDS = {"prompt": "prompt", "move": "cd in, prompt, cd out, prompt", "move_alone": "cd in, cd out"}

_TRACED = "execve,clone,clone3,fork,vfork,open,openat"
_STARTED = re.compile(r"(clone3?|v?fork)\(")
_DIRECTORIES = 5  # first entries in one round


class Bench(NamedTuple):
    """The home, shells and amount of a measurement."""

    home: Home
    large: Home | None
    quick: bool

    def rounds(self, full: int, quick: int) -> int:
        """Return the number of rounds."""
        return quick if self.quick else full


def _checked(home: Home, command: list[str], environment: dict[str, str] | None = None) -> Printed:
    """Run a script of loops; raise an error if it did not switch."""
    environment = home.environment | (environment or {})
    printed = parse(run(command, environment, home.path).output)
    for name, wanted in (("inside", INSIDE), ("outside", OUTSIDE)):
        found = printed.words.get(name, {wanted})
        if found != {wanted}:
            shown = " ".join(command)
            raise BenchmarkError(f"the variables {name} are {found}, not {wanted!r}, in: env HOME={home.path} {shown}")
    return printed


def _factors(budget: Mapping[str, int]) -> tuple[Limit, ...]:
    return tuple(Limit(peer, 1 / by, f"1/{by} of {peer}") for peer, by in budget.items())


def _loops(bench: Bench, shell: str, counts: dict[str, Counts], rounds: int) -> dict[str, dict[str, Figure]]:
    """Time the loops in `shell`, each tool of `counts` in turn, round after round, minus the bare loop."""
    samples: dict[str, dict[str, list[Round]]] = {tool: {} for tool in counts}
    for turn in range(rounds):
        for tool in rotated(list(counts), turn):
            home, name = (bench.large, "vxenv") if tool == _LARGE else (bench.home, tool)
            if home is None:
                continue
            for loop, values in _checked(home, home.loops(name, shell, counts[tool])).took.items():
                samples[tool].setdefault(loop, []).append(batches(values))
    return {
        tool: {loop: Figure(tuple(by[loop]), tuple(by[bare])) for loop, bare in _BARE.items() if loop in by}
        for tool, by in samples.items()
    }


def _counts(tool: str, shell: str) -> Counts:
    spoken = SPOKEN[shell]
    return spoken.counts if tool in ("vxenv", _LARGE) else spoken.peer_counts


def loops(bench: Bench, *, prompt: bool, move: bool, large: bool) -> Iterator[Row]:
    """Time an unchanged prompt, `cd` into and out of a directory with a plan, and both in a large store."""
    for shell in bench.home.shells:
        tools = (bench.home.serving(shell) if prompt or move else ("vxenv",)) + ((_LARGE,) if large else ())
        counts = {tool: _counts(tool, shell) for tool in tools}
        found = _loops(bench, shell, counts, bench.rounds(15, 3))
        peers = {tool: found[tool] for tool in tools if tool not in ("vxenv", _LARGE)}
        own = found["vxenv"]
        if prompt:
            beside = {tool: by["prompt"] for tool, by in peers.items()}
            limits = _factors(SPOKEN[shell].prompt_budget)
            yield Row(f"prompt.{shell}", f"{shell}: {_WORDS['prompt']}", own["prompt"], beside, limits)
        if move:
            beside = {tool: by["move"] for tool, by in peers.items()}
            limits = _factors(SPOKEN[shell].move_budget)
            yield Row(f"cd.{shell}", f"{shell}: {_WORDS['move']}", own["move"], beside, limits)
            if "move_alone" in own:
                yield Row(f"cd-alone.{shell}", f"{shell}: {_WORDS['move_alone']}", own["move_alone"], {})
        if large:
            for loop in ("prompt", "move"):
                yield Row(
                    f"large-{loop}.{shell}",
                    f"{shell}: {_WORDS[loop]}; large store",
                    found[_LARGE][loop],
                    {"small store": own[loop]},
                    (Limit("small store", 1.1, "unchanged (1.1)"),),
                )


def processes(bench: Bench) -> Iterator[Row]:
    """Count the processes started by prompts and moves."""
    if not installed("strace"):
        return
    turns = 4
    trace = os.path.join(bench.home.path, "trace")
    for shell in bench.home.shells:
        found: dict[str, dict[str, float]] = {}
        for tool in bench.home.serving(shell):
            command = bench.home.loops(tool, shell, Counts(1, turns, turns, 1))
            _checked(bench.home, ["strace", "-f", "-qq", "-e", f"trace={_TRACED}", "-o", trace, *command])
            found[tool] = {loop: count / turns for loop, count in _started(trace, bench.home.marks).items()}
        for loop, words in _WORDS.items():
            if loop not in found["vxenv"]:
                continue
            figures = {tool: Figure(rounds_of([by[loop]])) for tool, by in found.items()}
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
    """Time a new shell that loads the hook, minus one that loads an empty file."""
    home = bench.home
    for shell in (shell for shell in home.shells if SPOKEN[shell].load):
        samples: dict[str, list[float]] = {tool: [] for tool in ("none", *home.serving(shell))}
        for tool in samples:
            run(home.start(tool, shell), home.environment, home.path)
        for turn in range(bench.rounds(50, 12)):
            for tool in rotated(list(samples), turn):
                samples[tool].append(run(home.start(tool, shell), home.environment, home.path).took)
        base = rounds_of(samples.pop("none"))
        figures = {tool: Figure(rounds_of(values), base) for tool, values in samples.items()}
        yield Row(
            f"start.{shell}",
            f"{shell}: new shell",
            figures.pop("vxenv"),
            figures,
            (Limit("direnv", 1 / 2, "1/2 of direnv"),),
        )


def first(bench: Bench) -> Iterator[Row]:
    """Time the first entry of an allowed directory, which starts Python once."""
    home = bench.home
    root = os.path.join(home.path, "first")
    home.fill(0, _DIRECTORIES, root)
    places = [os.path.join(root, name) for name in sorted(os.listdir(root))]
    command = home.script("first.bash", home.outside("vxenv"), *places)
    samples: dict[str, list[float]] = {}
    for turn in range(bench.rounds(8, 2)):
        cache = {"VXENV_CACHE_DIR": os.path.join(home.path, f"first-cache-{turn}")}
        for name, values in _checked(home, command, cache).took.items():
            samples.setdefault(name, []).extend(values)
    figures = {name: Figure(rounds_of(values)) for name, values in samples.items()}
    yield Row(
        "first",
        "cd into a directory not seen before",
        figures["first"],
        {
            "python -c 'import tomllib'": figures["tomllib"],
            "python -I -S -c 'import tomllib'": figures["tomllib_isolated"],
        },
        (Limit("python -c 'import tomllib'", 3, "3"),),
    )


def commands(bench: Bench) -> Iterator[Row]:
    """Time commands that users type."""
    home = bench.home
    printed = _checked(home, home.script("commands.bash", "client", "prod", str(bench.rounds(20, 4))))
    if printed.words["profile"] != {"client"}:
        raise BenchmarkError(f"vxenv use client left {printed.words['profile']}")
    click = "python -c 'import click'"
    figures = {name: Figure(rounds_of(values)) for name, values in printed.took.items()}
    for name, words in (("use", "vxenv use NAME"), ("list", "vxenv list"), ("show", "vxenv show NAME")):
        yield Row(f"command.{name}", words, figures[name], {click: figures["click"]}, (Limit(click, 2.5, "2.5"),))
    # It reads every file involved, and takes longer than everyday commands.
    half = (Limit("", 5e5, "under 0.5 s"),)
    yield Row("command.doctor", "vxenv doctor", figures["doctor"], {click: figures["click"]}, half)


def large_commands(bench: Bench) -> Iterator[Row]:
    """Time `vxenv list` and `vxenv doctor` with a great many profiles."""
    if bench.large is None:
        return
    for words, limit, text in ((("list",), 1e6, "under 1 s"), (("doctor", "prod"), 5e5, "under 0.5 s")):
        samples: dict[str, list[float]] = {"large": [], "small": []}
        for turn in range(bench.rounds(7, 3)):
            for name in rotated(list(samples), turn):
                home = bench.large if name == "large" else bench.home
                samples[name].append(_took(home, *words))
        figures = {name: Figure(rounds_of(values)) for name, values in samples.items()}
        yield Row(
            f"large-{words[0]}",
            f"vxenv {' '.join(words)}; large store",
            figures["large"],
            {"small store": figures["small"]},
            (Limit("", limit, text),),
        )


def author(bench: Bench) -> Iterator[Row]:
    """Time commands that change profiles with a great many profiles, beside the same with few."""
    if bench.large is None:
        return
    samples: dict[str, dict[str, list[float]]] = {}
    for turn in range(bench.rounds(7, 3)):
        works = {
            "set": ("set", "prod", f"models.opus=claude-opus-{turn}"),
            "copy": ("copy", "prod", f"copied-{turn}"),
            "rename": ("rename", f"copied-{turn}", f"renamed-{turn}"),
            "remove": ("remove", f"renamed-{turn}"),
        }
        for work, words in works.items():
            for home, name in ((bench.large, "large"), (bench.home, "small"))[:: 1 if turn % 2 else -1]:
                samples.setdefault(work, {"large": [], "small": []})[name].append(_took(home, *words))
        samples.setdefault("set '*'", {"large": []})["large"].append(
            _took(bench.large, "set", "*", f"models.haiku=claude-haiku-{turn}")
        )
    for work, by in samples.items():
        figures = {name: Figure(rounds_of(values)) for name, values in by.items()}
        beside = {"small store": figures["small"]} if "small" in figures else {}
        yield Row(f"author.{work}", f"vxenv {work}; large store", figures["large"], beside)


def _took(home: Home, *words: str) -> float:
    # doctor finds neither Claude Code nor credentials here, and exits with 1.
    codes = (0, 1) if "doctor" in words else (0,)
    command = [PYTHON, "-X", "utf8", "-P", "-m", "vxenv", *words]
    return run(command, home.environment, home.path, codes=codes).took


def enlarge(home: Home, *, quick: bool) -> None:
    """Fill a home with 1,000 profiles, 10,000 allowed directories and as many plans; a tenth of the latter if `quick`.

    Creating them takes seconds, and removing them on a busy disk most of a minute.
    """
    many = 1_000 if quick else 10_000
    home.fill(1_000, many, os.path.join(home.path, "vxenv", "many"))
    for shell in home.shells:
        _checked(home, home.loops("vxenv", shell, Counts(1, 1, 1, 0)))
    home.crowd(many)
