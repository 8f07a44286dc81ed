"""Drive nushell in scenarios."""

import os
from collections.abc import Mapping
from types import MappingProxyType

from shells.drivers.base import Shell
from shells.home import Home
from vxenv.shells import SHELLS

# Commands that scenarios call by these names in every shell, and the hooks run after each line before a prompt.
_NAMES = "def --wrapped command [program, ...rest] { ^$program ...$rest }\n"
_PROMPT = "for hook in $env.config.hooks.pre_prompt { if ($hook | describe) == closure { do --env $hook } }"
_TEXT = "nushell does not start if a variable is not UTF-8, even without the hook"


class _Unreachable(frozenset[str]):
    """The directory names that nushell's own `cd` changes before it enters them."""

    def __contains__(self, name: object) -> bool:
        """Return whether `cd` changes `name`: control characters, a newline at the end, and dots, which it expands."""
        text = str(name)
        return text.strip(".") == "" or text.endswith("\n") or any(one < " " and one != "\n" for one in text)


class Nushell(Shell):
    """The nushell shell."""

    kind = "nushell"
    arguments = ("--no-config-file", "-i")
    preamble = _NAMES
    subshells = False
    nothing = "null"
    failing = "^sh -c 'exit 3'"
    status = "print $env.LAST_EXIT_CODE"
    questions = 2
    errors = "e>> "
    unreachable = _Unreachable()
    utf8 = True
    redirects = False
    cannot: Mapping[str, str] = MappingProxyType(
        {
            "test_plan_of_another_owner": "nushell shows a file's owner only in `ls`, which users can redefine",
            "test_every_way_of_moving": "nushell has no `pushd` or `popd`",
            "test_names_that_are_not_utf8": "nushell's paths are UTF-8 text",
            "test_covered_value_that_is_not_utf8": _TEXT,
            "test_covered_bytes": _TEXT,
            "test_parses_as_committed": "nushell resolves constants when it parses, which needs the preamble",
            "test_loads_by_eval": "nushell cannot evaluate code at run time",
            "test_cd_says_what_it_says": "nushell has no `pushd`, `popd` or `dirs`, and its `cd` does not accept `--`",
            "test_add_and_use": "vxenv does not read nushell's rc file",
            "test_both_hooks": "direnv has no hook for nushell",
            "test_without_a_terminal": "nushell cannot redirect input",
            "test_pushd_below_and_between": "nushell has no `pushd` or `popd`",
        }
    )

    def quote(self, text: str) -> str:
        """Return `text` as one word."""
        return SHELLS["nushell"].quote(text)

    def source(self, path: str) -> str:
        """Return the line that sources a file."""
        return f"source {self.quote(path)}"

    def export(self, name: str, value: str) -> str:
        """Return the line that exports NAME."""
        return f"$env.{name} = {self.quote(value)}"

    def let(self, name: str, value: str) -> str:
        """Return the line that sets NAME without exporting it."""
        return f"$env.{name} = [{self.quote(value)}]"

    def unset(self, name: str) -> str:
        """Return the line that unsets NAME."""
        # In a script the first call reveals the inherited variable; typed lines have one layer only.
        return f"hide-env --ignore-errors {name}; hide-env --ignore-errors {name}"

    def both(self, first: str, second: str) -> str:
        """Return the line that runs `second` if `first` succeeds: a failure ends the line."""
        return f"{first}; {second}"

    def environment(self, path: str) -> str:
        """Return the line that writes the environment of a child process to `path`."""
        return f"^env -0 o> {self.quote(path)}"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME in the shell itself to `path`."""
        return (
            f"(match ($env.{name}? | describe) {{ 'nothing' => 'unset', 'string' => ('exported' + $env.{name}), "
            f"_ => ('local' + ($env.{name} | to text --no-newline)) }}) | save --force --raw {self.quote(path)}"
        )

    def alias(self, name: str, text: str) -> str:
        """Return the line that makes NAME an alias that prints `text`."""
        return f"alias {name} = print {text}"

    def reporting(self, line: str) -> str:
        """Return `line`, and a line after it that prints its status."""
        return f"try {{ {line}; print 0 }} catch {{|e| print $e.exit_code }}"

    def caught(self, line: str) -> str:
        """Return the line that captures and prints the output of `line`."""
        return f"print (do {{ {line} }})"

    def shown(self, *names: str) -> str:
        """Return the line that prints exported variables, separated by blanks."""
        return f"print $'<{' '.join(f'($env.{name}?)' for name in names)}>'"

    def write(self, text: str, path: str) -> str:
        """Return the line that writes `text` to a file."""
        return f"{self.quote(text)} | save --force --raw {self.quote(path)}"

    def run(self, words: list[str], standard_input: str) -> str:
        """Return the line that runs a program with any words."""
        given = "" if standard_input == os.devnull else f"open --raw {self.quote(standard_input)} | "
        return f"{given}^{' '.join(map(self.quote, words))}"

    def into(self, line: str, path: str) -> str:
        """Return the line that writes the output of `line` to a file."""
        return f"{line} | save --force --raw {self.quote(path)}"

    def looking(self, path: str) -> str:
        """Return the line that tests whether a file exists, without starting a process."""
        return f"'{path}' | path exists | ignore"

    def say(self, text: str) -> str:
        """Return the line that prints `text` on both streams."""
        word = self.quote(text)
        return f"print {word}; print --stderr {word}"

    def prompted(self, line: str) -> str:
        """Return `line` in a form that is followed by a prompt without a terminal."""
        if line.startswith("source "):
            return f"{line}\n{_PROMPT}"
        return f"try {{ {line} }} catch {{|e| print --stderr $e.rendered }}\n{_PROMPT}"

    def to_and_fro(self, places: list[str], times: int) -> list[str]:
        """Return the lines that visit each place in turn, as one loop: a script keeps each line's variables."""
        return ["\n".join([f"for _ in 1..{times} {{", *(self.prompted(self.cd(place)) for place in places), "}"])]

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file for its input."""
        return [self.program, *self.arguments, script], os.devnull

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        number = "$env.config.show_banner = false\n$env.prompts = 0\n$env.PROMPT_COMMAND = ''\n"
        prompt = "{|| $env.prompts = ($env.prompts | into int) + 1; print -n $'@@PROMPT($nu.pid)-($env.prompts)@@' }"
        more = f"$env.config.hooks.pre_prompt = ($env.config.hooks.pre_prompt? | default [] | append {prompt})\n"
        home.write(".config/nushell/config.nu", f"{number}{_NAMES}{text}\n{more}")
        return {}

    def terminal(self) -> list[str]:
        """Return the command for a terminal, with rc files."""
        return [self.program]
