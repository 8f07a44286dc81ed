"""Measure vxenv and its peers in one run on one machine, and check the budgets; see README.md."""

import argparse
import datetime as dt
import json
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Any

import measures
from measures import Bench
from report import Row, as_data, tables
from scale import scale
from scene import TOOLS, Home, installed
from spoken import SHELLS, SPOKEN
from timing import BenchmarkError
from tokens import usage

import vxenv

NAMES = ("prompt", "cd", "use", "processes", "start", "first", "commands", "scale", "usage")
ROUNDS = 15
# Arguments that print the version, other than --version.
_VERSION_WORDS = dict.fromkeys(("ksh", "mksh"), ("-c", 'echo "$KSH_VERSION"'))


def main() -> None:
    """Run the measurements in the arguments, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of loops [default: %(default)s]")
    parser.add_argument("--only", action="append", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--shell", action="append", choices=SHELLS, help="only in this shell")
    parser.add_argument("--json", metavar="FILE", help="write the results to FILE")
    options = parser.parse_args()
    # A signal has the same effect as a normal end: the child is ended, the home removed.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    start, load = time.monotonic(), os.getloadavg()[0]
    only = frozenset(options.only or NAMES)
    shells = tuple(shell for shell in options.shell or SHELLS if installed(SPOKEN[shell].program))
    tools = tuple(tool for tool in TOOLS if tool == "vxenv" or installed(tool))
    programs = _read_versions(
        (*tools[1:], *(("ccusage",) if "usage" in only else ()), *(SPOKEN[shell].program for shell in shells))
    )
    print(", ".join(f"{name} {version}" for name, version in programs.items()))
    with tempfile.TemporaryDirectory(prefix="vxenv-bench-") as root:
        home = Home(os.path.join(os.path.realpath(root), "small"), tools, shells)
        rows = list(_measure(Bench(home, options.rounds), only, os.path.realpath(root)))
        results = {
            "version": 1,
            "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
            "machine": _describe_machine(),
            "programs": programs,
            "rounds": options.rounds,
            "load": [round(load, 1), round(os.getloadavg()[0], 1)],
            "seconds": round(time.monotonic() - start),
        }
        # Before the homes are removed, which takes a while.
        print(*tables(rows, frozenset(TOOLS).difference(tools)), sep="\n")
        print("\n{seconds} s; load {load[0]} before, {load[1]} after".format_map(results), flush=True)
        if options.json:
            _write_results(options.json, results, rows)


def _write_results(path: str, results: dict[str, Any], rows: Sequence[Row]) -> None:
    """Write the results as JSON, with a line for each row."""
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in as_data(rows))
    head = json.dumps(results, indent=1, ensure_ascii=False).removesuffix("\n}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'{head},\n "rows": [\n  {lines}\n ]\n}}\n')


def _measure(bench: Bench, only: frozenset[str], root: str) -> Iterator[Row]:
    if only & {"prompt", "cd", "use"}:
        yield from measures.loops(bench, only)
    if "processes" in only:
        yield from measures.processes(bench)
    if "start" in only:
        yield from measures.start(bench)
    if "first" in only and "bash" in bench.home.shells:
        yield from measures.first(bench)
    if "commands" in only and "bash" in bench.home.shells:
        yield from measures.commands(bench)
    if "scale" in only:
        yield from scale(bench, root)
    if "usage" in only:
        yield from usage(bench, root)


def _describe_machine() -> dict[str, str | int | None]:
    """Describe this machine without its name."""
    release = re.match(r"\d+\.\d+", platform.release())
    return {
        "system": f"{platform.system()} {release[0] if release else ''}".strip(),
        "architecture": platform.machine(),
        "processor": _read_processor(),
        "processors": os.cpu_count(),
    }


def _read_processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = re.search(r"^model name\s*: (.*)", file.read(), re.MULTILINE)
    except OSError:
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return found[1] if found else platform.processor()


def _read_versions(programs: tuple[str, ...]) -> dict[str, str]:
    """Return the short version of each of `programs`."""
    found = {"vxenv": vxenv.__version__, "python": platform.python_version()}
    for program in programs:
        path = installed(program)
        if path:
            words = _VERSION_WORDS.get(program, ("--version",))
            said = subprocess.run([path, *words], capture_output=True, text=True, check=False).stdout
            # The first word that starts with a digit: the rest is names, licenses and builds.
            version = re.search(r"(?<![^\s,/])R?(\d[^\s,/(]*)", said)
            found[program] = version[1] if version else "?"
    return found


if __name__ == "__main__":
    try:
        main()
    except BenchmarkError as error:
        sys.exit(f"benchmarks: {error}")
