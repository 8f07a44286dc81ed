"""Render the findings, changes and results of setup as text and JSON."""

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
    """Return a row for each key that `candidate` sets, and for each skipped variable."""
    skipped = [f"  skipped: {_render_skipped(*row)}" for row in candidate.skipped]
    return [*render_values(candidate.values, candidate.where), *skipped]


def _render_skipped(variable: str, why: str) -> str:
    return f"{escape_text(variable)}  {render_own_text(why)}"


def show_installation(installation: Installation, tell: Callable[..., None]) -> None:
    """Print the lines to add, and notes about settings, with `tell`."""
    for path, line in installation.additions:
        tell(f"Add this line to {shorten_path(path)} to load vxenv in new shells:", f"  {line}")
    for path in installation.loading_files:
        tell(f"{shorten_path(path)} already loads vxenv")
    for note in installation.search.notes:
        tell(note.text, *(render_candidate(note.candidate) if note.candidate else ()))


def describe_change(installation: Installation, wishes: Wishes, change: Transaction) -> dict[str, Any]:
    """Return the changes as JSON, with secrets hidden."""
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
    """Yield a line for each completed change."""
    for path, _ in installation.additions:
        yield f"updated {shorten_path(path)} (revert: vxenv setup --remove)"
    for name, _ in wishes.profiles:
        yield f"created {shorten_path(find_profile_path(name))}"
    for lines in wishes.lines:
        yield f"commented out {render_lines(lines.numbers)} of {shorten_path(lines.path)} (undo: vxenv undo)"
    if wishes.block:
        names = join_words(wishes.block.names)
        yield f"removed {names} from {shorten_path(wishes.block.path)} (undo: vxenv undo)"
    if wishes.default:
        yield f"default: {wishes.default}"
    if wishes.wrapper:
        yield f"enabled claude_wrapper in {shorten_path(find_config_path())}"


def render_names(names: Sequence[str]) -> str:
    """Return the first of `names` and the number of others."""
    more = len(names) - _MOST_NAMES
    if more <= 1:
        return join_words(list(map(escape_text, names)))
    return f"{', '.join(map(escape_text, names[:_MOST_NAMES]))} and {more} more"


def render_lines(numbers: Sequence[int]) -> str:
    """Return ``line 3``, or ``lines 3, 4 and 5``."""
    return f"line{'s' * (len(numbers) > 1)} {join_words(list(map(str, numbers)))}"


def join_words(words: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def report_next_steps(rows: Iterable[tuple[str, str]]) -> None:
    """Print suggested commands, each with its purpose."""
    rows = list(rows)
    width = max(len(command) for command, _ in rows)
    lines = (f"  {command.ljust(width)}  # {why}" if why else f"  {command}" for command, why in rows)
    report("", "next steps:", *lines)
