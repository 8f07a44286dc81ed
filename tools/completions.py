"""Generate parts of the files in completions/ from the commands; with --check, report differences.

Run by `make completions`. Generated text is between two marker lines; the rest of each file is written manually.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from json import dumps

from commands import Argument, Command, Option, UnknownKindError, commands
from generated import ROOT, update_files
from vxenv.shells import SHELLS

FOLDER = ROOT / "completions"
BEGIN = "# --- made by `make completions` from the commands; not by hand ---\n"
END = "# --- end of what is made ---\n"


def quote(shell: str, texts: Iterable[str]) -> str:
    """Return each of `texts` as a word of `shell`, separated by blanks."""
    return " ".join(map(SHELLS[shell].quote, texts))


def describe_value(parameter: Argument | Option) -> str:
    """Return the value of a parameter as one word: a kind, or choices after =."""
    return "=" + " ".join(parameter.choices) if parameter.choices else parameter.kind


def list_arguments(command: Command) -> list[str]:
    """Return the value of each argument of a command, with a star after one that takes all remaining words."""
    return [describe_value(argument) + "*" * argument.rest for argument in command.arguments]


def list_options(command: Command) -> list[str]:
    """Return the options of a command, in all their forms."""
    return [word for option in command.options for word in option.words]


def name_command(command: Command) -> str:
    """Return the words that call a command, as one text."""
    return " ".join(command.words)


def list_valued(all_commands: Iterable[Command]) -> list[tuple[str, Option]]:
    """Return each option that takes a value, with the command and itself as one text: ``lint --format``."""
    return [
        (" ".join([*command.words, word]), option)
        for command in all_commands
        for option in command.options
        if describe_value(option)
        for word in option.words
    ]


def build_tables(all_commands: list[Command]) -> dict[str, dict[str, list[str]]]:
    """Return the commands below each command, its options and its arguments, for shells that have tables."""
    return {
        "commands": {
            name_command(command): [name for name, _ in command.subcommands]
            for command in all_commands
            if command.subcommands
        },
        "options": {name_command(command): list_options(command) for command in all_commands},
        "arguments": {name_command(command): list_arguments(command) for command in all_commands if command.arguments},
    }


def render_bash(all_commands: list[Command]) -> str:
    """Return the tables for bash."""
    quote_word = SHELLS["bash"].quote
    lines = ["function __vxenv_c_table {", "  case $1 in"]
    for command in all_commands:
        parts = [f"options={quote_word(' '.join(list_options(command)))}"]
        if command.subcommands:
            parts.append(f"commands={quote_word(' '.join(name for name, _ in command.subcommands))}")
        if command.arguments:
            parts.append(f"arguments=({quote('bash', list_arguments(command))})")
        lines.append(f"    {quote_word(name_command(command))}) {' '.join(parts)} ;;")
    lines += ["  esac", "}", "", "function __vxenv_c_value {", "  case $1 in"]
    for text, option in list_valued(all_commands):
        lines.append(f"    {quote_word(text)}) kind={quote_word(describe_value(option))} ;;")
    return "\n".join([*lines, "    *) kind='' ;;", "  esac", "}", ""])


def render_zsh(all_commands: list[Command]) -> str:
    """Return the specifications for zsh's _arguments."""
    quote_word = SHELLS["zsh"].quote
    lines = ["function __vxenv_c_specs {", "  case $1 in"]
    for command in all_commands:
        specs = [spec for option in command.options for spec in _render_zsh_option(option)]
        for number, argument in enumerate(command.arguments, 1):
            specs.append(f"{'*' if argument.rest else number}: :{_render_zsh_action(argument)}")
        if command.subcommands:
            specs += ["1: :__vxenv_c_commands", "*:: :__vxenv_c_below"]
        lines += [f"    {quote_word(name_command(command))})", "      specs=("]
        lines += [*(f"        {quote_word(spec)}" for spec in specs), "      )", "      ;;"]
    lines += ["  esac", "}", "", "function __vxenv_c_named {", "  case $1 in"]
    for command in all_commands:
        if command.subcommands:
            lines += [f"    {quote_word(name_command(command))})", "      named=("]
            lines += [f"        {quote_word(f'{name}:{summary}')}" for name, summary in command.subcommands]
            lines += ["      )", "      ;;"]
    return "\n".join([*lines, "  esac", "}", ""])


def _render_zsh_action(parameter: Argument | Option) -> str:
    return f"({' '.join(parameter.choices)})" if parameter.choices else f"__vxenv_c_{parameter.kind}"


def _render_zsh_option(option: Option) -> Iterator[str]:
    summary = option.help
    for mark in ("\\", "[", "]", ":"):
        summary = summary.replace(mark, "\\" + mark)
    takes = f": :{_render_zsh_action(option)}" if describe_value(option) else ""
    before = "*" if option.multiple else f"({' '.join(option.words)})" if option.words[1:] else ""
    for word in option.words:
        yield f"{before}{word}{'=' if takes and word.startswith('--') else ''}[{summary}]{takes}"


def render_fish(all_commands: list[Command]) -> str:
    """Return the lines of `complete` for fish."""
    quote_word = SHELLS["fish"].quote
    groups = [name_command(command) for command in all_commands if command.subcommands and command.words]
    lines = [
        f"set -g __vxenv_c_groups {quote('fish', groups)}".rstrip(),
        "set -g __vxenv_c_valued \\",
        " \\\n".join(f"    {quote_word(text)}" for text, _ in list_valued(all_commands)),
    ]
    for command in all_commands:
        start = f"complete -c vxenv -n {quote_word(' '.join(['__vxenv_c_in', *command.words]))}"
        lines.append("")
        lines += [
            f"{start} -k -f -a {name} -d {quote_word(summary)}" for name, summary in reversed(command.subcommands)
        ]
        lines += [f"{start} {_render_fish_option(option)}" for option in command.options]
        for number, argument in enumerate(command.arguments):
            where = ["__vxenv_c_from" if argument.rest else "__vxenv_c_at", str(number), *command.words]
            lines.append(f"complete -c vxenv -n {quote_word(' '.join(where))} {_render_fish_value(argument)}")
    return "\n".join([*lines, ""])


def _render_fish_option(option: Option) -> str:
    names = [f"-l {word[2:]}" if word.startswith("--") else f"-s {word[1:]}" for word in option.words]
    takes = f" -r {_render_fish_value(option)}" if describe_value(option) else ""
    return f"{' '.join(names)}{takes} -d {SHELLS['fish'].quote(option.help)}"


def _render_fish_value(parameter: Argument | Option) -> str:
    quote_word = SHELLS["fish"].quote
    if parameter.choices:
        return f"-f -a {quote_word(' '.join(parameter.choices))}"
    also_files = "-F " if parameter.kind in ("sides", "targets") else "-f "
    return "-F" if parameter.kind == "files" else f"{also_files}-k -a {quote_word(f'(__vxenv_c_{parameter.kind})')}"


def render_elvish(all_commands: list[Command]) -> str:
    """Return the tables for elvish."""
    quote_word = SHELLS["elvish"].quote
    lines = []
    for table, rows in build_tables(all_commands).items():
        lines.append(f"var __vxenv_c_{table} = [")
        lines += [f"  &{quote_word(name)}=[{quote('elvish', row)}]" for name, row in rows.items()]
        lines.append("]")
    lines.append("var __vxenv_c_valued = [")
    for text, option in list_valued(all_commands):
        lines.append(f"  &{quote_word(text)}={quote_word(describe_value(option))}")
    return "\n".join([*lines, "]", ""])


def render_xonsh(all_commands: list[Command]) -> str:
    """Return the table for xonsh: JSON text is valid Python."""
    lines = ["__vxenv_c_table = {"]
    for command in all_commands:
        lines += [f"    {dumps(name_command(command))}: (", "        {"]
        lines += [f"            {dumps(name)}: {dumps(summary)}," for name, summary in command.subcommands]
        lines += ["        },", "        {"]
        lines += [
            f"            {dumps(word)}: ({dumps(describe_value(option))}, {dumps(option.help)}),"
            for option in command.options
            for word in option.words
        ]
        lines += ["        },", f"        {dumps(list_arguments(command))},", "    ),"]
    return "\n".join([*lines, "}", ""])


def render_tcsh(all_commands: list[Command]) -> str:
    """Return the tables for tcsh, as sh functions within its quotes, and the words that complete files.

    Kinds, choices and words hold nothing that either shell reads.
    """
    lines = ["set __vxenv_c_tables = '", "table() {", '  options="" commands="" arguments=""', "  case $1 in"]
    for command in all_commands:
        options = " ".join(list_options(command))
        names = " ".join(name for name, _ in command.subcommands)
        parts = f'options="{options}" commands="{names}" arguments="{"|".join(list_arguments(command))}"'
        lines.append(f'    "{name_command(command)}") {parts} ;;')
    lines += ["  esac", "}", "value() {", "  case $1 in"]
    lines += [f'    "{text}") kind="{describe_value(option)}" ;;' for text, option in list_valued(all_commands)]
    lines += ['    *) kind="" ;;', "  esac", "}", ""]
    return "\\\n".join(lines) + "'\n" + _render_tcsh_rules(all_commands)


def _render_tcsh_rules(all_commands: list[Command]) -> str:
    kinds: dict[str, set[str]] = {}
    for option in (option for command in all_commands for option in command.options):
        for word in option.words:
            kinds.setdefault(word, set()).add(option.kind)
    # A rule is for every command, so words that mean other values elsewhere are left to the script.
    before = {word: "f" for word, meanings in kinds.items() if meanings == {"files"}}
    before |= {
        command.words[-1]: "f" if command.arguments[0].kind == "files" else "d"
        for command in all_commands
        if command.arguments and command.arguments[0].kind in ("files", "folders") and len(command.words) == 1
    }
    # After -- comes another command line.
    rules = ["n/--/c/", "N/--/f/", *(f"n/{word}/{kind}/" for word, kind in before.items())]
    # After a key, which ends in = or a dot, no blank is added.
    rules += ["N/set/`__vxenv_c`//", "p/*/`__vxenv_c`/"]
    return "complete vxenv \\\n" + " \\\n".join(f"  {SHELLS['tcsh'].quote(rule)}" for rule in rules) + "\n"


def render_pwsh(all_commands: list[Command]) -> str:
    """Return the table for PowerShell, in case-sensitive dictionaries that keep their order."""
    quote_word = SHELLS["pwsh"].quote
    dictionary = "[Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)"
    lines = [f"$global:__vxenv_c_table = {dictionary}"]
    for command in all_commands:
        row = f"$global:__vxenv_c_table[{quote_word(name_command(command))}]"
        arguments = ", ".join(map(quote_word, list_arguments(command)))
        lines.append(f"{row} = @{{ commands = {dictionary}; options = {dictionary}; arguments = @({arguments}) }}")
        lines += [f"{row}['commands'][{quote_word(name)}] = {quote_word(text)}" for name, text in command.subcommands]
        for option in command.options:
            value = f"@({quote_word(describe_value(option))}, {quote_word(option.help)})"
            lines += [f"{row}['options'][{quote_word(word)}] = {value}" for word in option.words]
    return "\n".join([*lines, ""])


def render_nushell(all_commands: list[Command]) -> str:
    """Return the tables for nushell, as JSON in a text without escapes."""
    tables: dict[str, dict[str, list[str]] | dict[str, str]] = {
        **build_tables(all_commands),
        "valued": {text: describe_value(option) for text, option in list_valued(all_commands)},
    }
    texts = [
        f"{dumps(table)}: {{\n" + ",\n".join(f"    {dumps(name)}: {dumps(row)}" for name, row in rows.items()) + "\n}"
        for table, rows in tables.items()
    ]
    return "const __vxenv_c_tables = r##'{\n" + ",\n".join(texts) + "\n}'##\n"


RENDERERS: dict[str, Callable[[list[Command]], str]] = {
    "bash": render_bash,
    "zsh": render_zsh,
    "fish": render_fish,
    "elvish": render_elvish,
    "xonsh": render_xonsh,
    "tcsh": render_tcsh,
    "pwsh": render_pwsh,
    "nushell": render_nushell,
}


def replace_generated(text: str, generated: str) -> str:
    """Return the file `text` with its generated part replaced by `generated`."""
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for what is generated: a line {BEGIN.strip()!r}, and {END.strip()!r}")
    return head + begin + generated + end + tail


def main() -> int:
    """Write the files, or with --check report the outdated ones."""
    texts = {}
    try:
        all_commands = commands(typed=True)
        for shell, render in RENDERERS.items():
            path = FOLDER / SHELLS[shell].completions_file
            texts[path] = replace_generated(path.read_text(encoding="utf-8"), render(all_commands))
    except UnknownKindError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return update_files(texts, "completions")


if __name__ == "__main__":
    sys.exit(main())
