"""Writes docs/reference from the commands, the catalogue and the rules; with --check, tells what differs.

Run by `make docs`.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from commands import Command, commands
from facts import ENVIRONMENT, EXITS, EXPORTED
from helptext import whole
from vxenv.catalogue.classes import ASK, CLASSES, REFUSE, SET, WARN, get_policy, list_patterns
from vxenv.catalogue.locations import load_locations
from vxenv.catalogue.models import load_models
from vxenv.catalogue.tables import CLASSES_TABLE
from vxenv.catalogue.type_docs import TYPE_DOCS
from vxenv.catalogue.variables import Variable, list_tables, load_variables
from vxenv.checks.lint.rules import EXPLANATIONS
from vxenv.cli.main import GROUPS, list_names
from vxenv.profiles.document import PROFILE_KEYS

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
NOTE = "<!-- made by `make docs`; not by hand -->\n"
MAY = {SET: "yes", ASK: "after a question", WARN: "with a warning of `lint`", REFUSE: "no"}
TOP = {
    "description": "a string, shown by `list` and completions",
    "extends": "a name or a list of names of profiles that this one builds on; this one wins, later over earlier",
    "protected": "true: `use` asks first, or needs `--yes`",
}
SECRETS = (
    ("`gcloud:PROJECT/NAME`, `gcloud:PROJECT/NAME/VERSION`", "`gcloud secrets versions access`"),
    ("`keyring:SERVICE/USER`", "`secret-tool lookup`, on macOS `security find-generic-password`"),
    ("`op://VAULT/ITEM/FIELD`", "`op read`"),
    ("`pass:PATH`", "`pass show`: the first line"),
)
SETTINGS = {
    "default": "a profile's name or a list: what is active where no directory asks for a profile",
    "quiet": "true: no line when the profile changes",
    "allow_prefixes": "a list of directories below which every directory file counts as allowed",
    "claude_wrapper": "true: `claude` is given the active profile as `--settings`",
    "picker": '`"builtin"` or `"fzf"`: what asks where `use` is given no name',
}


def cell(text: str) -> str:
    """Return `text` as what stands in a cell of a table."""
    return " ".join(text.replace("|", "\\|").split()) or "-"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(map(cell, line))} |\n" for line in lines)


def defined(head: tuple[str, str], rows: dict[str, str]) -> str:
    """Return a table of names and what they mean."""
    return table(head, ((f"`{name}`", text) for name, text in rows.items()))


def command_page() -> str:
    """Return the page of commands: what `--help` says of each, without the lines' ends, which differ by click."""
    found = {one.words: one for one in commands()}
    also = "All but `--version` may stand behind the command as well."
    parts = [f"# Commands\n\n{whole(())}\n\n## Options of vxenv itself\n\n{also}\n\n{_options(found[()])}"]
    for title, names in GROUPS:
        parts.append(f"\n## {title}\n")
        for words, command in found.items():
            if words and words[0] in names:
                arguments = "".join(f" [{one.name.upper()}]{'...' * one.rest}" for one in command.arguments)
                parts.append(f"\n### vxenv {' '.join(words)}\n\n```text\nvxenv {' '.join(words)}{arguments}\n\n")
                also = "".join(f"The same: `vxenv {alias}`.\n\n" for alias in list_names(" ".join(words))[1:])
                parts.append(f"{whole(words)}\n```\n\n{also}{_options(command)}")
    return "".join(parts)


def _options(command: Command) -> str:
    rows = [
        (" ".join(f"`{word}`" for word in one.words), ", ".join(one.choices), one.help)
        for one in command.options
        if "--help" not in one.words
    ]
    return table(("option", "one of", "what it does"), rows) if rows else ""


def profile() -> str:
    """Return the page about profiles, directory files and config.toml."""
    parts = [
        (
            "# Profiles\n\nA profile is `profiles/NAME.toml` in vxenv's configuration directory. Keys that do not"
            " exist and values that cannot be right\nare errors.\n\n## Top\n\n"
        ),
        defined(("key", "value"), {key: TOP[key] for key in PROFILE_KEYS}),
    ]
    for name, keys in list_tables().items():
        rows = ((f"`{_bare(field)}`", _type(one), f"`{one.name}`", one.doc) for field, one in keys.items())
        parts.append(f"\n## [{name}]\n\n{table(('key', 'value', 'variable', 'what it does'), rows)}")
    parts.append(
        '\n## [env]\n\nAny other variable by its name: a string sets it, `false` unsets it, and `{ secret = "…" }`\n'
        "refers to a secret that lies elsewhere, which only `vxenv exec` reads:\n\n"
        + table(("reference", "read by"), SECRETS)
        + "\nNo variable that selects a project, a location or a model can be one, and no directory file has any:\n"
        "[how to keep secrets out of profiles](../how-to/secrets.md).\n"
        "\n## Directory files\n\n`.vxenv.toml` has the same tables, and `description`, and `profile`, a name or a"
        " list\nof names, at the top.\n"
        "\n## config.toml\n\n" + defined(("key", "value"), SETTINGS)
    )
    return "".join(parts)


def _bare(field: str) -> str:
    return field if field.replace("_", "").isalnum() else f'"{field}"'


def _type(variable: Variable) -> str:
    return TYPE_DOCS.get(variable.type, variable.type)


def variables() -> str:
    """Return the page of variables."""
    known = load_variables()
    parts = [
        (
            f"# Variables\n\nAs known on {known.date}. *Cleared* says whether an active profile that does not set the"
            " variable unsets it:\nalways, never, or while Google's authentication is skipped.\n"
        )
    ]
    for family in dict.fromkeys(one.family for one in known.variables):
        rows = (
            (f"`{one.name}`", f"`{one.key}`" if one.key else "`[env]`", one.cleared, one.doc, one.wins)
            for one in known.variables
            if one.family == family
        )
        parts.append(
            f"\n## {family}\n\n{table(('variable', 'key', 'cleared', 'what it does', 'what beats it'), rows)}"
        )
    return "".join(parts)


def classes() -> str:
    """Return the page of the classes of variables."""
    head = ("class", "what it is about", "a profile sets it", "a directory file sets it")
    policies = {name: get_policy(name) for name in CLASSES}
    rows = ((f"`{name}`", one.doc, MAY[one.own], MAY[one.directory]) for name, one in policies.items())
    parts = [
        "# Classes of variables\n\nWhat may set a variable follows from its class. `vxenv vars NAME` shows the class"
        " of one.\n\nIn the names below, `*` stands for any characters; a name in full wins over a pattern; of"
        " patterns, those of\n`reserved` win, then those of `steering`, then the longest. Names match in any case,"
        " except those with a small letter.\nVariables of [variables.md](variables.md) that no row names have the"
        " class of their family there; a variable that nothing\nnames is `unknown`.\n\n" + table(head, rows)
    ]
    for name in CLASSES:
        listed = [
            (effect.replace("{value}", "its value"), _list(sorted(patterns)))
            for effect, patterns in list_patterns(name).items()
        ]
        families = _list(family for family, one in CLASSES_TABLE["families"].items() if one == name)
        if listed:
            parts.append(f"\n## {name}\n\n" + (f"Families: {families}\n\n" if families else ""))
            parts.append(table(("what it does", "variables"), listed))
    return "".join(parts)


def model_page() -> str:
    """Return the page of models and locations."""
    known, places = load_models(), load_locations()
    head = ("id", "status", "known locations", "context", "retires", "variable", "note")
    rows = (
        (
            f"`{one.id}`", one.status, ", ".join(one.locations), one.context,
            str(one.retires or ""), f"`{one.region_variable}`" if one.region_variable else "", one.note,
        )
        for one in known.by_id.values()
    )  # fmt: skip
    return (
        f"# Models and locations\n\nAs known on {known.date}; `vxenv probe` asks Google what your project can use.\n\n"
        f"## Models\n\n{table(head, rows)}"
        f"\n## Locations\n\n- `global`\n- multi-regions: {_list(places.multi_regions)}\n"
        f"- regions: {_list(places.regions)}\n"
    )


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def rules() -> str:
    """Return the page of lint's rules."""
    parts = [
        "# Rules of lint\n\n`vxenv lint --explain RULE` says the same. `# vxenv: ignore RULE` silences one on a key.\n"
    ]
    parts += [f"\n## {name}\n\n{text}\n" for name, text in sorted(EXPLANATIONS.items())]
    return "".join(parts)


def codes() -> str:
    """Return the page of exit codes and of vxenv's own variables."""
    return (
        "# Exit codes and environment\n\n## Exit codes\n\n"
        + defined(("code", "meaning"), EXITS)
        + "\n`vxenv exec` ends with the code of the program that it ran.\n\n## What vxenv reads\n\n"
        + defined(("variable", "meaning"), ENVIRONMENT)
        + "\n## What vxenv exports\n\n"
        + defined(("variable", "meaning"), EXPORTED)
        + "\nVariables that begin with `__VXENV_` are its own, and may change with any version.\n"
    )


PAGES = {
    "commands.md": command_page,
    "profile.md": profile,
    "variables.md": variables,
    "variable-classes.md": classes,
    "models.md": model_page,
    "lint-rules.md": rules,
    "exit-codes-and-environment.md": codes,
}


def main() -> int:
    """Write the pages, or with --check say which are not as they should be."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = 0
    for name, page in PAGES.items():
        path, wanted = FOLDER / name, NOTE + page()
        if path.exists() and path.read_text(encoding="utf-8") == wanted:
            continue
        if sys.argv[1:] == ["--check"]:
            sys.stderr.write(f"docs/reference/{name} is not what the code says now; run: make docs\n")
            stale = 1
        else:
            path.write_text(wanted, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
