"""What scenarios ask of a shell, and how a POSIX shell says it."""

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

# Of a shell that completes nothing which a program could add to.
NO_COMPLETIONS: Final = dict.fromkeys(
    (
        "test_completions.py::test_each_word_has_its_candidates",
        "test_completions.py::test_directories",
        "test_completions.py::test_profiles_start_no_python",
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
    """One shell: how it is started, and how it spells what scenarios ask for."""

    kind = ""
    arguments: tuple[str, ...] = ()
    preamble = ""
    # A pattern of what Tab lists even where there is nothing else, because it must be quoted; Enter takes it then.
    listed = ""
    # What sends errors to the end of a file.
    errors = "2>>"
    # Whether a part of a line can run in a copy of the shell.
    subshells = True
    # Names of directories that its own `cd` does not go to.
    unreachable: frozenset[str] = frozenset()
    # Whether what a sourced file prints can be sent to a file.
    redirects = True
    # Whether it does not start with a variable that is not UTF-8.
    utf8 = False
    # How often it asks a terminal where the cursor is, behind each prompt.
    questions = 0
    # What does nothing, and starts nothing.
    nothing = ":"
    # What fails with the status 3, and what prints the status of the line before, where the shell keeps that.
    failing = "(exit 3)"
    status = "echo $?"
    # Whether what it has seen needs no Python any more.
    plans = True
    # Whether a builtin tells the time.
    clock = True
    # What waits until a file that was just written can be told by its times, where the hook goes by them.
    settling = ""
    # Whether the shell itself, hook or no hook, keeps memory of each directory that it started a program in.
    keeps_directories = False
    # By how many KiB its memory goes up and down by itself.
    swing = 0
    # Whether it has pushd and popd.
    stack = True
    # What this shell cannot do, by the name of the test, `file.py::test` where
    # several share one, or `test[parameters]`: why. Those tests
    # run all the same, and one that passes after all fails the build.
    cannot: Mapping[str, str] = MappingProxyType({})

    def __init__(self, program: str) -> None:
        """Use the shell `program`, a name or a path."""
        self.program = program
        self.name = os.path.basename(program)

    def __repr__(self) -> str:
        """Name the shell, for test ids."""
        return self.name

    def require(self) -> None:
        """Skip the test where the shell is missing; where CI is set, or it was asked for by path, fail."""
        if shutil.which(self.program) is None:
            missing = f"{self.program} is not installed"
            if os.environ.get("CI") or os.sep in self.program:
                pytest.fail(missing)
            pytest.skip(missing)

    def quote(self, text: str) -> str:
        """Return `text` as one word."""
        return shlex.quote(text)

    def within_quotes(self, text: str) -> str:
        """Return `text` as it stands between the quotes of a hook's first lines."""
        return self.quote(text)[1:-1]

    def source(self, path: str) -> str:
        """Return the line that sources a file."""
        return f". {self.quote(path)}"

    def loaded(self, hook: str, line: str) -> str:
        """Return the lines of a script that sources `hook`, and then runs `line`, which begins with a name of it."""
        return f"{self.source(hook)}\n{line}"

    def taking(self, word: str) -> str:
        """Return the key that takes `word`, the only candidate, once Tab was pressed."""
        return "\r" if self.listed and re.search(self.listed, word) else ""

    def export(self, name: str, value: str) -> str:
        """Return the line that exports NAME."""
        return f"export {name}={self.quote(value)}"

    def let(self, name: str, value: str) -> str:
        """Return the line that sets NAME, not exported."""
        return f"{name}={self.quote(value)}"

    def unset(self, name: str) -> str:
        """Return the line that unsets NAME."""
        return f"unset {name}"

    def both(self, first: str, second: str) -> str:
        """Return the line that runs `second` if `first` went well."""
        return f"{first} && {second}"

    def cd(self, path: str) -> str:
        """Return the line that changes directory."""
        return f"cd {self.quote(path)}"

    def to_and_fro(self, places: list[str], times: int) -> list[str]:
        """Return the lines that go to each place in turn, `times` times, with a prompt at each."""
        return [self.prompted(self.cd(place)) for place in places] * times

    def environment(self, path: str) -> str:
        """Return the line that writes the environment of a child process to `path`."""
        return f"command env -0 >{self.quote(path)}"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes to `path` how NAME stands in the shell itself."""
        raise NotImplementedError

    def alias(self, name: str, text: str) -> str:
        """Return the line that makes NAME an alias which prints `text`."""
        return f"alias {name}='echo {text}'"

    def reporting(self, line: str) -> str:
        """Return `line`, and the line that prints its status behind it."""
        return f"{line}; echo $?"

    def caught(self, line: str) -> str:
        """Return the line that prints what `line` prints, having caught it."""
        return f'echo "$({line})"'

    def shown(self, *names: str) -> str:
        """Return the line that prints exported variables, with a blank between."""
        return f'echo "<{" ".join("$" + name for name in names)}>"'

    def write(self, text: str, path: str) -> str:
        """Return the line that writes `text` to a file."""
        return f"printf %s {self.quote(text)} >{self.quote(path)}"

    def run(self, words: list[str], standard_input: str) -> str:
        """Return the line that runs a program, whose words may be anything."""
        return f"command {' '.join(map(self.quote, words))} <{self.quote(standard_input)}"

    def into(self, line: str, path: str) -> str:
        """Return the line that writes what `line` prints to a file."""
        return f"{line} >{self.quote(path)}"

    def all_into(self, line: str, path: str) -> str:
        """Return the line that writes what `line` prints on both streams to a file."""
        return f"{line} >{self.quote(path)} 2>&1"

    def looking(self, path: str) -> str:
        """Return the line that looks whether there is a file, and starts nothing."""
        return f"[[ -e {path} ]]"

    def say(self, text: str) -> str:
        """Return the line that prints `text` on both streams."""
        word = self.quote(text)
        return f"builtin printf '%s\\n' {word}; builtin printf '%s\\n' {word} >&2"

    def prompted(self, line: str) -> str:
        """Return `line` with what it takes for a prompt to follow it, without a terminal."""
        return line

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file to be its input."""
        return [self.program, *self.arguments], script

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return what the environment needs for it."""
        raise NotImplementedError

    def terminal(self) -> list[str]:
        """Return the command for a terminal, with rc files."""
        return [self.program, "-i"]
