"""Define the calls of scenarios, and their POSIX shell implementation."""

import os
import re
import shlex
import shutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import pytest

from shells.home import Home

PROMPT: Final = "@@PROMPT@@"

# A shell without programmable completion.
NO_COMPLETIONS: Final = dict.fromkeys(
    (
        "test_completions.py::test_each_word_has_its_candidates",
        "test_completions.py::test_directories",
        "test_completions.py::test_profiles_start_no_python",
        "test_completions.py::test_profiles_of_sources",
        "test_completions.py::test_strange_files_in_the_store",
        "test_completions.py::test_where_the_store_is",
        "test_completions.py::test_an_empty_and_a_missing_store",
        "test_completions.py::test_a_thousand_profiles",
        "test_setup.py::test_completions",
        "test_lint.py::test_completions_parse_as_committed",
    ),
    "ksh93 and mksh have no programmable completion",
)


class Shell:
    """One shell: its start and the syntax of scenario calls."""

    kind = ""
    arguments: tuple[str, ...] = ()
    preamble = ""
    # Candidates that Tab lists even in an empty place because they need quotes; Enter accepts them.
    listed = ""
    # Redirection of errors to the end of a file.
    errors = "2>>"
    # Whether part of a line can run in a subshell.
    subshells = True
    # Directory names that its own `cd` cannot enter.
    unreachable: frozenset[str] = frozenset()
    # Whether the output of a sourced file can be redirected to a file.
    redirects = True
    # Whether it fails to start with a variable that is not UTF-8.
    utf8 = False
    # Number of cursor position queries after each prompt.
    questions = 0
    # A line that does nothing and starts nothing.
    nothing = ":"
    # A line that fails with status 3, and one that prints the previous line's status, if the shell keeps it.
    failing = "(exit 3)"
    status = "echo $?"
    # Whether known directories need no Python.
    plans = True
    # Whether a builtin returns the time.
    clock = True
    # A line that waits until a just written file has a reliable time, for hooks that compare times.
    settling = ""
    # Whether the shell itself, without the hook too, keeps memory for each directory in which it started a program.
    keeps_directories = False
    # Usual variation of its memory in KiB.
    swing = 0
    # Whether it has pushd and popd.
    stack = True
    # Known limits of this shell: reasons by the name of the test, `file.py::test` where
    # several share one, or `test[parameters]`. These tests
    # still run, and one that passes unexpectedly fails the build.
    cannot: Mapping[str, str] = MappingProxyType({})

    def __init__(self, program: str) -> None:
        """Use the shell `program`, a name or a path."""
        self.program = program
        self.name = os.path.basename(program)

    def __repr__(self) -> str:
        """Name the shell, for test ids."""
        return self.name

    def require(self) -> None:
        """Skip the test if the shell is missing; fail in CI, or if the shell was given by path."""
        if shutil.which(self.program) is None:
            missing = f"{self.program} is not installed"
            if os.environ.get("CI") or os.sep in self.program:
                pytest.fail(missing)
            pytest.skip(missing)

    def quote(self, text: str) -> str:
        """Return `text` as one word."""
        return shlex.quote(text)

    def within_quotes(self, text: str) -> str:
        """Return `text` as written between the quotes of a hook's first lines."""
        return self.quote(text)[1:-1]

    def source(self, path: str) -> str:
        """Return the line that sources a file."""
        return f". {self.quote(path)}"

    def loaded(self, hook: str, line: str) -> str:
        """Return the lines of a script that sources `hook`, and then runs `line`, which calls one of its functions."""
        return f"{self.source(hook)}\n{line}"

    def taking(self, word: str) -> str:
        """Return the key that accepts `word`, the only candidate, after Tab."""
        return "\r" if self.listed and re.search(self.listed, word) else ""

    def export(self, name: str, value: str) -> str:
        """Return the line that exports NAME."""
        return f"export {name}={self.quote(value)}"

    def let(self, name: str, value: str) -> str:
        """Return the line that sets NAME without exporting it."""
        return f"{name}={self.quote(value)}"

    def unset(self, name: str) -> str:
        """Return the line that unsets NAME."""
        return f"unset {name}"

    def both(self, first: str, second: str) -> str:
        """Return the line that runs `second` if `first` succeeds."""
        return f"{first} && {second}"

    def cd(self, path: str) -> str:
        """Return the line that changes directory."""
        return f"cd {self.quote(path)}"

    def to_and_fro(self, places: list[str], times: int) -> list[str]:
        """Return the lines that visit each place in turn, `times` times, with a prompt at each."""
        return [self.prompted(self.cd(place)) for place in places] * times

    def environment(self, path: str) -> str:
        """Return the line that writes the environment of a child process to `path`."""
        return f"command env -0 >{self.quote(path)}"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME in the shell itself to `path`."""
        raise NotImplementedError

    def alias(self, name: str, text: str) -> str:
        """Return the line that makes NAME an alias that prints `text`."""
        return f"alias {name}='echo {text}'"

    def reporting(self, line: str) -> str:
        """Return `line`, and a line after it that prints its status."""
        return f"{line}; echo $?"

    def caught(self, line: str) -> str:
        """Return the line that captures and prints the output of `line`."""
        return f'echo "$({line})"'

    def shown(self, *names: str) -> str:
        """Return the line that prints exported variables, separated by blanks."""
        return f'echo "<{" ".join("$" + name for name in names)}>"'

    def write(self, text: str, path: str) -> str:
        """Return the line that writes `text` to a file."""
        return f"printf %s {self.quote(text)} >{self.quote(path)}"

    def run(self, words: list[str], standard_input: str) -> str:
        """Return the line that runs a program with any words."""
        return f"command {' '.join(map(self.quote, words))} <{self.quote(standard_input)}"

    def into(self, line: str, path: str) -> str:
        """Return the line that writes the output of `line` to a file."""
        return f"{line} >{self.quote(path)}"

    def all_into(self, line: str, path: str) -> str:
        """Return the line that writes the output of `line` on both streams to a file."""
        return f"{line} >{self.quote(path)} 2>&1"

    def looking(self, path: str) -> str:
        """Return the line that tests whether a file exists, without starting a process."""
        return f"[[ -e {path} ]]"

    def say(self, text: str) -> str:
        """Return the line that prints `text` on both streams."""
        word = self.quote(text)
        return f"builtin printf '%s\\n' {word}; builtin printf '%s\\n' {word} >&2"

    def prompted(self, line: str) -> str:
        """Return `line` in a form that is followed by a prompt without a terminal."""
        return line

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file for its input."""
        return [self.program, *self.arguments], script

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        raise NotImplementedError

    def terminal(self) -> list[str]:
        """Return the command for a terminal, with rc files."""
        return [self.program, "-i"]
