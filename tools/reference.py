"""Writes the reference in docs/reference/ from the code and its catalogues; with --check, tells what differs.

Run by `make docs`.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from vxenv.checks.rules import EXPLANATIONS
from vxenv.cli.main import GROUPS, cli
from vxenv.domain.models import models
from vxenv.domain.variables import catalogue

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
MADE_BY = "<!-- made by `make docs` from the code; not by hand -->\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of Markdown; a bar within a cell is escaped."""
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def code(text: str) -> str:
    """Return `text` as code, or nothing where there is none."""
    return f"`{text}`" if text else ""


def commands() -> str:
    """Return the page of all commands, as `--help` has them."""
    context = click.Context(cli, info_name="vxenv", help_option_names=["-h", "--help"])
    parts = ["# Commands\n"]
    for title, names in GROUPS:
        parts.append(f"## {title}\n")
        for name in names:
            command = cli.get_command(context, name)
            if command is not None:
                parts += _helped(command, click.Context(command, parent=context, info_name=name))
    return "\n".join(parts)


def _helped(command: click.Command, context: click.Context) -> list[str]:
    # Of one width on whatever terminal it is made.
    context.terminal_width = context.max_content_width = 100
    lines = (line.rstrip() for line in command.get_help(context).splitlines())
    found = [f"### {context.command_path}\n", "```text\n" + "\n".join(lines) + "\n```\n"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                found += _helped(below, click.Context(below, parent=context, info_name=name))
    return found


def profile() -> str:
    """Return the page of what a profile can hold."""
    rows = [(code(one.key), code(one.type), code(one.name), one.doc) for one in catalogue().variables if one.key]
    return (
        "# A profile\n\nBeside these keys a profile can have `description`, `extends` (a name or a list), `protected`,"
        " and a table `[env]` of other variables: a string sets, `false` unsets.\n\n"
        + table(("key", "type", "variable", "what it does"), rows)
    )


def variables() -> str:
    """Return the page of all variables in the catalogue."""
    rows = [(code(one.name), code(one.key), one.cleared, one.doc) for one in catalogue().variables]
    return (
        f"# Variables\n\nAs known on {catalogue().date}. `cleared` says when an active stack that does not set a"
        " variable unsets it: always, with `skip_auth`, or never.\n\n"
        + table(("variable", "key", "cleared", "what it does"), rows)
    )


def known_models() -> str:
    """Return the page of all models in the catalogue."""
    rows = [
        (code(one.id), one.status, ", ".join(one.locations), one.context, str(one.retires or ""))
        for one in models().by_id.values()
    ]
    return (
        f"# Models\n\nAs known on {models().date}. `unverified`: Google lists it, nobody said where it is served."
        " `vxenv models` joins what you saw and what `catalogue.toml` adds.\n\n"
        + table(("model", "status", "served at", "context", "retires"), rows)
    )


def lint_rules() -> str:
    """Return the page of the rules of lint."""
    return "\n".join(["# Rules of lint\n", *(f"## {name}\n\n{said}\n" for name, said in EXPLANATIONS.items())])


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "profile.md": profile,
    "variables.md": variables,
    "models.md": known_models,
    "lint-rules.md": lint_rules,
}


def stale() -> dict[Path, str]:
    """Return the pages that are not as the code would have them, with what they should hold."""
    wanted = {FOLDER / name: MADE_BY + made() for name, made in PAGES.items()}
    return {p: text for p, text in wanted.items() if not p.exists() or p.read_text(encoding="utf-8") != text}


def main() -> int:
    """Write the pages, or with --check say which are not as they should be."""
    found = stale()
    if sys.argv[1:] == ["--check"]:
        for path in found:
            sys.stderr.write(f"docs/reference/{path.name} is not what the code says now; run: make docs\n")
        return 1 if found else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in found.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
