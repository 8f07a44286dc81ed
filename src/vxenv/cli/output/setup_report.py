"""What setup finds, asks about and does, as text and JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from vxenv.cli.output.differences import describe_files, render_key, render_toml_value, render_values
from vxenv.cli.output.terminal import render_own_text, report
from vxenv.config import find_config_path
from vxenv.files.transaction import Transaction
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.store import find_profile_path
from vxenv.setup.candidates import Candidate
from vxenv.setup.installation import Installation, Wishes

_MOST_NAMES = 3


def render_candidate(candidate: Candidate) -> list[str]:
    """Return a row for each key that `candidate` sets, and for each variable that it leaves out."""
    skipped = [f"  not taken: {_render_skipped(*row)}" for row in candidate.skipped]
    return [*render_values(candidate.values, candidate.where), *skipped]


def _render_skipped(variable: str, why: str) -> str:
    return f"{escape_text(variable)}  {render_own_text(why)}"


def show_installation(installation: Installation, tell: Callable[..., None]) -> None:
    """Show by `tell` which line goes where, and what could be a profile."""
    for path, line in installation.additions:
        shell = installation.shell
        tell(f"{shorten_path(path)} gets this line, so that each new {shell} has vxenv without starting a process:")
        tell(f"  {line}")
    for path in installation.loading_files:
        tell(f"{shorten_path(path)} loads vxenv already")
    for note in installation.search.notes:
        tell(note.text, *(render_candidate(note.candidate) if note.candidate else ()))


def describe_change(installation: Installation, wishes: Wishes, change: Transaction) -> dict[str, Any]:
    """Return what `change` would write as JSON; secrets hidden."""
    return {
        "dry_run": True,
        "shell": installation.shell,
        "lines": [{"file": path, "line": line} for path, line in installation.additions],
        "loaded": installation.loading_files,
        "profiles": [
            {
                "name": candidate.name,
                "from": render_own_text(candidate.title),
                "keys": [
                    {"key": render_key(key), "value": render_toml_value(key, value)}
                    for key, value in candidate.values.items()
                ],
                "not_taken": [_render_skipped(*row) for row in candidate.skipped],
            }
            for candidate in wishes.candidates
        ],
        "files": describe_files(installation.list_visible_files(change)),
    }


def render_results(installation: Installation, wishes: Wishes) -> Iterator[str]:
    """Yield a line for each thing that was done."""
    for path, _ in installation.additions:
        yield f"{shorten_path(path)}: the line is in  (back: vxenv setup --remove)"
    for name, _ in wishes.profiles:
        yield f"{name}: {shorten_path(find_profile_path(name))}"
    for lines in wishes.lines:
        numbers = ", ".join(map(str, lines.numbers))
        yield f"{shorten_path(lines.path)}: commented out, line {numbers}  (back: vxenv undo)"
    if wishes.block:
        yield f"{shorten_path(wishes.block.path)}: taken out, {', '.join(wishes.block.names)}  (back: vxenv undo)"
    if wishes.default:
        yield f"default: {wishes.default}"
    if wishes.wrapper:
        yield f"claude_wrapper: {shorten_path(find_config_path())}"


def render_names(names: Sequence[str]) -> str:
    """Return the first of `names`, and how many more there are."""
    more = len(names) - _MOST_NAMES
    if more <= 1:
        return ", ".join(map(escape_text, names))
    return f"{', '.join(names[:_MOST_NAMES])} and {more} more"


def report_next_steps(rows: Iterable[tuple[str, str]]) -> None:
    """Print commands to go on with, each with what it is for."""
    rows = list(rows)
    width = max(len(command) for command, _ in rows)
    report("", "Now:", *(f"  {command.ljust(width)}  # {why}" for command, why in rows))
