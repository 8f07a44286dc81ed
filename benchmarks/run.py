"""Measure vxenv and its peers in one run on one machine, and check the budgets; see README.md."""

import argparse
import json
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import measures
from measures import Bench
from report import Row, as_data, tables
from scene import TOOLS, Home, installed
from spoken import SHELLS, SPOKEN
from timing import BenchmarkError

NAMES = ("prompt", "cd", "processes", "start", "first", "commands", "large", "author")


def main() -> None:
    """Run the measurements in the arguments, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: under a minute")
    parser.add_argument("--only", action="append", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--shell", action="append", choices=SHELLS, help="only in this shell")
    parser.add_argument("--json", metavar="FILE", help="write every round's values to FILE")
    options = parser.parse_args()
    # A signal has the same effect as a normal end: the child is ended, the home removed.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    start = time.monotonic()
    only = frozenset(options.only or NAMES)
    shells = tuple(shell for shell in options.shell or SHELLS if installed(SPOKEN[shell].program))
    tools = tuple(tool for tool in TOOLS if tool == "vxenv" or installed(tool))
    programs = _versions((*(SPOKEN[shell].program for shell in shells), *tools[1:]))
    print(", ".join(f"{name} {version}" for name, version in programs.items()))
    with tempfile.TemporaryDirectory(prefix="vxenv-bench-") as root:
        home = Home(os.path.join(os.path.realpath(root), "small"), tools, shells)
        large = None
        if only & {"large", "author"}:
            large = Home(os.path.join(os.path.realpath(root), "large"), ("vxenv",), shells)
            measures.enlarge(large, quick=options.quick)
        rows = list(_measured(Bench(home, large, options.quick), only))
    load = os.getloadavg()[0]
    took = time.monotonic() - start
    print(*tables(rows, frozenset(TOOLS).difference(tools)), sep="\n")
    print(f"\n{took:.0f} s; load {load:.1f} on {os.cpu_count()} processors")
    if options.json:
        document = {"version": 1, "programs": programs, "load": load, "seconds": took, "rows": as_data(rows)}
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(document, file, indent=1)


def _measured(bench: Bench, only: frozenset[str]) -> Iterator[Row]:
    if only & {"prompt", "cd", "large"}:
        yield from measures.loops(bench, prompt="prompt" in only, move="cd" in only, large="large" in only)
    if "processes" in only:
        yield from measures.processes(bench)
    if "start" in only:
        yield from measures.start(bench)
    if "first" in only and "bash" in bench.home.shells:
        yield from measures.first(bench)
    if "commands" in only and "bash" in bench.home.shells:
        yield from measures.commands(bench)
    if "large" in only:
        yield from measures.large_commands(bench)
    if "author" in only:
        yield from measures.author(bench)


def _versions(programs: tuple[str, ...]) -> dict[str, str]:
    """Return the short version of each of `programs`."""
    found = {"python": platform.python_version()}
    for program in programs:
        path = installed(program)
        if path:
            said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
            # The first word that starts with a digit: the rest is names, licenses and builds.
            found[program] = next((word for word in re.split("[,/ ]+", said) if word[:1].isdigit()), "?").strip()
    return found


if __name__ == "__main__":
    try:
        main()
    except BenchmarkError as error:
        sys.exit(f"benchmarks: {error}")
