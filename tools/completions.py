"""Writes into the files in completions/ what can be read from the commands; with --check, tells what differs.

Run by `make completions`. What is made stands between two lines of its own; the rest of each file is written by hand.
"""

import sys
from collections.abc import Callable, Iterable
from json import dumps
from pathlib import Path

from commands import Argument, Command, Option, UnknownKindError, commands
from vxenv.shells.pwsh import quote as pwsh_quoted

FOLDER = Path(__file__).parent.parent / "completions"
BEGIN = "# --- made by `make completions` from the commands; not by hand ---\n"
END = "# --- end of what is made ---\n"


def quoted(text: str) -> str:
    """Return `text` as one word of bash or zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


def fish_quoted(text: str) -> str:
    """Return `text` as one word of fish."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def elvish_quoted(text: str) -> str:
    """Return `text` as one word of elvish."""
    return "'" + text.replace("'", "''") + "'"


def taken(one: Argument | Option) -> str:
    """Return what a parameter takes, as one word: a kind, or choices behind =."""
    return "=" + " ".join(one.choices) if one.choices else one.kind


def groups(all_commands: Iterable[Command]) -> list[str]:
    """Return the commands that have commands of their own."""
    return [" ".join(one.words) for one in all_commands if one.subcommands and one.words]


def valued(all_commands: Iterable[Command]) -> list[tuple[str, Option]]:
    """Return each option that takes a value, with the command and itself as one text: ``lint --format``."""
    return [
        (" ".join([*command.words, word]), option)
        for command in all_commands
        for option in command.options
        if taken(option)
        for word in option.words
    ]


def bash(all_commands: list[Command]) -> str:
    """Return the tables for bash."""
    lines = ["function __vxenv_c_table {", "  case $1 in"]
    for command in all_commands:
        options = " ".join(word for option in command.options for word in option.words)
        arguments = [taken(one) + ("*" if one.rest else "") for one in command.arguments]
        parts = [f"options={quoted(options)}"]
        if command.subcommands:
            parts.append(f"commands={quoted(' '.join(name for name, _ in command.subcommands))}")
        if arguments:
            parts.append(f"arguments=({' '.join(map(quoted, arguments))})")
        lines.append(f"    {quoted(' '.join(command.words))}) {' '.join(parts)} ;;")
    lines += ["  esac", "}", "", "function __vxenv_c_value {", "  case $1 in"]
    lines += [f"    {quoted(text)}) kind={quoted(taken(option))} ;;" for text, option in valued(all_commands)]
    return "\n".join([*lines, "    *) kind='' ;;", "  esac", "}", ""])


def zsh(all_commands: list[Command]) -> str:
    """Return the specifications for zsh's _arguments."""
    lines = ["function __vxenv_c_specs {", "  case $1 in"]
    for command in all_commands:
        specs = [spec for option in command.options for spec in _zsh_option(option)]
        specs += [_zsh_argument(one, at) for at, one in enumerate(command.arguments, 1)]
        if command.subcommands:
            specs += ["1: :__vxenv_c_commands", "*:: :__vxenv_c_below"]
        lines += [f"    {quoted(' '.join(command.words))})", "      specs=("]
        lines += [*(f"        {quoted(spec)}" for spec in specs), "      )", "      ;;"]
    lines += ["  esac", "}", "", "function __vxenv_c_named {", "  case $1 in"]
    for command in all_commands:
        if command.subcommands:
            lines += [f"    {quoted(' '.join(command.words))})", "      named=("]
            lines += [f"        {quoted(name + ':' + said)}" for name, said in command.subcommands]
            lines += ["      )", "      ;;"]
    return "\n".join([*lines, "  esac", "}", ""])


def _zsh_action(one: Argument | Option) -> str:
    return f"({' '.join(one.choices)})" if one.choices else f"__vxenv_c_{one.kind}"


def _zsh_option(option: Option) -> list[str]:
    said = option.help
    for mark in ("\\", "[", "]", ":"):
        said = said.replace(mark, "\\" + mark)
    takes = f": :{_zsh_action(option)}" if taken(option) else ""
    before = "*" if option.multiple else f"({' '.join(option.words)})" if option.words[1:] else ""
    return [f"{before}{word}{'=' if takes and word.startswith('--') else ''}[{said}]{takes}" for word in option.words]


def _zsh_argument(one: Argument, at: int) -> str:
    return f"{'*' if one.rest else at}: :{_zsh_action(one)}"


def fish(all_commands: list[Command]) -> str:
    """Return the lines of `complete` for fish."""
    lines = [
        f"set -g __vxenv_c_groups {' '.join(map(fish_quoted, groups(all_commands)))}".rstrip(),
        "set -g __vxenv_c_valued \\",
        " \\\n".join(f"    {fish_quoted(text)}" for text, _ in valued(all_commands)),
    ]
    for command in all_commands:
        inside = " ".join(["__vxenv_c_in", *command.words])
        lines.append("")
        lines += [
            f"complete -c vxenv -n {fish_quoted(inside)} -k -f -a {name} -d {fish_quoted(said)}"
            for name, said in reversed(command.subcommands)
        ]
        lines += [f"complete -c vxenv -n {fish_quoted(inside)} {_fish_option(option)}" for option in command.options]
        for at, one in enumerate(command.arguments):
            where = " ".join(["__vxenv_c_from" if one.rest else "__vxenv_c_at", str(at), *command.words])
            lines.append(f"complete -c vxenv -n {fish_quoted(where)} {_fish_taken(one)}")
    return "\n".join([*lines, ""])


def _fish_option(option: Option) -> str:
    names = [f"-l {word[2:]}" if word.startswith("--") else f"-s {word[1:]}" for word in option.words]
    takes = f" -r {_fish_taken(option)}" if taken(option) else ""
    return f"{' '.join(names)}{takes} -d {fish_quoted(option.help)}"


def _fish_taken(one: Argument | Option) -> str:
    if one.choices:
        return f"-f -a {fish_quoted(' '.join(one.choices))}"
    also_files = "-F " if one.kind in ("sides", "targets") else "-f "
    return "-F" if one.kind == "files" else f"{also_files}-k -a {fish_quoted(f'(__vxenv_c_{one.kind})')}"


def elvish(all_commands: list[Command]) -> str:
    """Return the tables for elvish, whose words are quoted as in vxenv's own dialect."""
    below = {" ".join(one.words): [name for name, _ in one.subcommands] for one in all_commands if one.subcommands}
    options = {" ".join(one.words): [word for option in one.options for word in option.words] for one in all_commands}
    arguments = {
        " ".join(one.words): [taken(argument) + ("*" if argument.rest else "") for argument in one.arguments]
        for one in all_commands
        if one.arguments
    }
    lines = []
    for table, rows in (("commands", below), ("options", options), ("arguments", arguments)):
        lines.append(f"var __vxenv_c_{table} = [")
        lines += [f"  &{elvish_quoted(name)}=[{' '.join(map(elvish_quoted, row))}]" for name, row in rows.items()]
        lines.append("]")
    lines.append("var __vxenv_c_valued = [")
    lines += [f"  &{elvish_quoted(text)}={elvish_quoted(taken(option))}" for text, option in valued(all_commands)]
    return "\n".join([*lines, "]", ""])


def xonsh(all_commands: list[Command]) -> str:
    """Return the table for xonsh."""
    lines = ["__vxenv_c_table = {"]
    for command in all_commands:
        # A text of JSON is one of Python.
        lines += [f"    {dumps(' '.join(command.words))}: (", "        {"]
        lines += [f"            {dumps(name)}: {dumps(said)}," for name, said in command.subcommands]
        lines += ["        },", "        {"]
        lines += [
            f"            {dumps(word)}: ({dumps(taken(option))}, {dumps(option.help)}),"
            for option in command.options
            for word in option.words
        ]
        lines += [
            "        },",
            f"        {dumps([taken(one) + '*' * one.rest for one in command.arguments])},",
            "    ),",
        ]
    return "\n".join([*lines, "}", ""])


def tcsh(all_commands: list[Command]) -> str:
    """Return the tables for tcsh, as functions of sh within its quotes, and where words are files.

    Kinds, choices and words hold nothing that either shell reads.
    """
    lines = ["set __vxenv_c_tables = '", "table() {", '  options="" commands="" arguments=""', "  case $1 in"]
    for command in all_commands:
        options = " ".join(word for option in command.options for word in option.words)
        names = " ".join(name for name, _ in command.subcommands)
        arguments = "|".join(taken(one) + ("*" if one.rest else "") for one in command.arguments)
        parts = f'options="{options}" commands="{names}" arguments="{arguments}"'
        lines.append(f'    "{" ".join(command.words)}") {parts} ;;')
    lines += ["  esac", "}", "value() {", "  case $1 in"]
    lines += [f'    "{text}") kind="{taken(option)}" ;;' for text, option in valued(all_commands)]
    lines += ['    *) kind="" ;;', "  esac", "}", ""]
    return "\\\n".join(lines) + "'\n" + _tcsh_rules(all_commands)


def _tcsh_rules(all_commands: list[Command]) -> str:
    before = {word: "f" for command in all_commands for option in command.options if option.kind == "files"
              for word in option.words}  # fmt: skip
    before |= {
        command.words[-1]: "f" if command.arguments[0].kind == "files" else "d"
        for command in all_commands
        if command.arguments and command.arguments[0].kind in ("files", "folders") and len(command.words) == 1
    }
    # Behind -- stands a command line of its own.
    rules = ["n/--/c/", "N/--/f/", *(f"n/{word}/{kind}/" for word, kind in before.items())]
    # Behind a key, which ends in = or a dot, comes no blank.
    rules += ["N/set/`__vxenv_c`//", "p/*/`__vxenv_c`/"]
    return "complete vxenv \\\n" + " \\\n".join(f"  {quoted(rule)}" for rule in rules) + "\n"


def pwsh(all_commands: list[Command]) -> str:
    """Return the table for PowerShell, in dictionaries that tell small letters from capitals and keep their order."""
    lines = ["$global:__vxenv_c_table = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)"]
    for command in all_commands:
        row = f"$global:__vxenv_c_table[{pwsh_quoted(' '.join(command.words))}]"
        dictionary = "[Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)"
        arguments = ", ".join(pwsh_quoted(taken(one) + "*" * one.rest) for one in command.arguments)
        lines.append(f"{row} = @{{ commands = {dictionary}; options = {dictionary}; arguments = @({arguments}) }}")
        lines += [
            f"{row}['commands'][{pwsh_quoted(name)}] = {pwsh_quoted(said)}" for name, said in command.subcommands
        ]
        lines += [
            f"{row}['options'][{pwsh_quoted(word)}] = @({pwsh_quoted(taken(option))}, {pwsh_quoted(option.help)})"
            for option in command.options
            for word in option.words
        ]
    return "\n".join([*lines, ""])


def nushell(all_commands: list[Command]) -> str:
    """Return the tables for nushell, as JSON in a text without escapes."""
    rows: dict[str, dict[str, str] | dict[str, list[str]]] = {
        "commands": {" ".join(one.words): [name for name, _ in one.subcommands] for one in all_commands
                     if one.subcommands},
        "options": {" ".join(one.words): [word for option in one.options for word in option.words]
                    for one in all_commands},
        "arguments": {" ".join(one.words): [taken(argument) + ("*" if argument.rest else "")
                                            for argument in one.arguments]
                      for one in all_commands if one.arguments},
        "valued": {text: taken(option) for text, option in valued(all_commands)},
    }  # fmt: skip
    tables = [
        f"{dumps(table)}: {{\n" + ",\n".join(f"    {dumps(name)}: {dumps(row)}" for name, row in found.items()) + "\n}"
        for table, found in rows.items()
    ]
    return "const __vxenv_c_tables = r##'{\n" + ",\n".join(tables) + "\n}'##\n"


MADE: dict[str, Callable[[list[Command]], str]] = {
    "vxenv.bash": bash,
    "_vxenv": zsh,
    "vxenv.fish": fish,
    "vxenv.elv": elvish,
    "vxenv.xsh": xonsh,
    "vxenv.tcsh": tcsh,
    "vxenv.ps1": pwsh,
    "vxenv.nu": nushell,
}


def renewed(text: str, made: str) -> str:
    """Return the file `text` with `made` in place of what was made before."""
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for what is made: a line {BEGIN.strip()!r}, and {END.strip()!r}")
    return head + begin + made + end + tail


def stale() -> dict[Path, str]:
    """Return the files that are not as the commands would have them, with what they should hold."""
    all_commands = commands(typed=True)
    found = {}
    for name, made in MADE.items():
        path = FOLDER / name
        text = path.read_text(encoding="utf-8")
        wanted = renewed(text, made(all_commands))
        if text != wanted:
            found[path] = wanted
    return found


def main() -> int:
    """Write the files, or with --check say which are not as they should be."""
    try:
        found = stale()
    except UnknownKindError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if sys.argv[1:] == ["--check"]:
        for path in found:
            sys.stderr.write(f"completions/{path.name} is not what the commands are now; run: make completions\n")
        return 1 if found else 0
    for path, text in found.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
