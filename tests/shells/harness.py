"""Scenarios for real shells: written once, in neutral calls, and run by each shell with the hook in it.

A `Session` is what a user types, line by line. `run` feeds it to an interactive shell without a terminal, where bash
and zsh run their prompt hooks by themselves and fish is told of each prompt; `Terminal` types it through a
pseudo-terminal, with rc files. What is checked is what a child process gets, so `show` has `env` write it down.
"""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, Self

import pexpect
import pytest

from shells.drivers.base import Shell
from shells.home import Home
from terminals import end

_PROMPTS: Final = r"@@PROMPT([0-9-]*)@@"
TIMEOUT: Final = 30
_WHERE: Final = "\x1b[6n"
_NOISE = re.compile(
    r"^[^\n]*(: cannot set terminal process group \([^\n]*|: no job control in this shell)\n", re.MULTILINE
)
_MARK = re.compile("\x1d(.*?)\x1d\n")
# What steers a terminal.
ESCAPES: Final = re.compile(r"\x1b(?:\[[0-9;?>=]*[a-zA-Z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")


class Variable(NamedTuple):
    """How a variable stands in a shell: ``unset``, ``local`` or ``exported``, and its value."""

    how: str
    value: str


class Result(NamedTuple):
    """What a session left behind."""

    status: int
    stdout: str
    stderr: str
    shown: str

    def env(self, label: str) -> dict[str, str]:
        """Return the environment that `show` wrote down under `label`."""
        with open(os.path.join(self.shown, label), "rb") as file:
            words = file.read().decode(errors="surrogateescape").split("\0")
        # nushell tells children the status of the last command, and what script it runs.
        own = ("LAST_EXIT_CODE=", "PROCESS_PATH=", "CURRENT_FILE=", "FILE_PWD=")
        return dict(word.split("=", 1) for word in words if word and not word.startswith(own))

    def users(self, label: str) -> dict[str, str]:
        """Return the environment `label` without what every `cd` changes, and what `use -` needs to know."""
        own = ("PWD", "OLDPWD", "_", "SHLVL", "__VXENV_LAST")
        return {name: value for name, value in self.env(label).items() if name not in own}

    def get(self, label: str, *names: str) -> list[str | None]:
        """Return the values of some variables in the environment `label`, None for those not set."""
        environment = self.env(label)
        return [environment.get(name) for name in names]

    def variable(self, label: str) -> Variable:
        """Return how a variable stood in the shell itself when `stand` looked at it."""
        with open(os.path.join(self.shown, label), "rb") as file:
            text = file.read().decode(errors="surrogateescape")
        how = next(word for word in ("unset", "local", "exported") if text.startswith(word))
        return Variable(how, text.removeprefix(how))

    def text(self, label: str) -> str:
        """Return what a line wrote to `label`."""
        with open(os.path.join(self.shown, label), "rb") as file:
            return file.read().decode(errors="surrogateescape")

    def out(self, label: str) -> str:
        """Return what was printed on stdout after the mark `label`, up to the next."""
        return _between(self.stdout, label)

    def err(self, label: str) -> str:
        """Return what was printed on stderr after the mark `label`, up to the next."""
        return _between(self.stderr, label)

    def quiet(self) -> str:
        """Return all that was printed on either stream, but for marks."""
        return _MARK.sub("", self.stdout + self.stderr)


def _between(stream: str, label: str) -> str:
    pieces = _MARK.split(stream)
    labels = pieces[1::2]
    return pieces[2::2][labels.index(label)]


class Session:
    """What a user types into one shell, a prompt after each line; the hook is loaded before unless told otherwise."""

    def __init__(self, shell: Shell, home: Home, *, hook: bool = True, before: str = "") -> None:
        """Begin a session that runs the lines `before`, then loads the hook."""
        self.shell = shell
        self.home = home
        self.shown = home.path("shown")
        os.makedirs(self.shown, exist_ok=True)
        self.lines: list[str] = []
        self.typed: list[str] = []
        if before:
            self.lines.append(before)
            self.typed.append(before)
        if hook:
            self.mark("load")
            self.line(shell.source(home.hook(shell.kind)))

    def line(self, text: str) -> Self:
        """Type `text`."""
        self.lines.append(self.shell.prompted(text))
        self.typed.append(text)
        return self

    def per(self, **texts: str) -> Self:
        """Type what this kind of shell calls for, if anything."""
        text = texts.get(self.shell.kind, "")
        return self.line(text) if text else self

    def mark(self, label: str) -> Self:
        """Print a mark on both streams. It is no line: no prompt comes between this and the next line in fish."""
        self.lines.append(self.shell.say(f"\x1d{label}\x1d"))
        self.typed.append(self.lines[-1])
        return self

    def export(self, name: str, value: str) -> Self:
        """Export NAME."""
        return self.line(self.shell.export(name, value))

    def let(self, name: str, value: str) -> Self:
        """Set NAME, not exported."""
        return self.line(self.shell.let(name, value))

    def unset(self, *names: str) -> Self:
        """Unset variables."""
        for name in names:
            self.line(self.shell.unset(name))
        return self

    def cd(self, path: str) -> Self:
        """Change directory."""
        return self.line(self.shell.cd(path))

    def vxenv(self, *words: str) -> Self:
        """Call vxenv."""
        return self.line(" ".join(["vxenv", *map(self.shell.quote, words)]))

    def show(self, label: str) -> Self:
        """Have a child process write down its environment under `label`."""
        return self.line(self.shell.environment(self.place(label)))

    def stand(self, label: str, name: str) -> Self:
        """Write down under `label` how NAME stands in the shell itself."""
        return self.line(self.shell.variable(name, self.place(label)))

    def place(self, label: str) -> str:
        """Return the file that `label` stands for."""
        return os.path.join(self.shown, label)

    def shower(self, label: str) -> str:
        """Return the line of `show`, to be made part of another."""
        return self.shell.environment(self.place(label))

    def run(
        self,
        given: Mapping[str, str] | None = None,
        *,
        tracer: tuple[str, ...] = (),
        cwd: str | None = None,
        timeout: int = TIMEOUT,
        **more: str,
    ) -> Result:
        """Run the session without a terminal, with the variables `given` and `more` in its environment."""
        lines = [self.shell.preamble, self.shell.say("\x1dbegin\x1d"), *self.lines]
        script = self.home.write(f"script-{id(self)}.{self.shell.kind}", "\n".join([*filter(None, lines), ""]))
        command, standard_input = self.shell.command(script)
        with open(standard_input, "rb") as handle:
            done = subprocess.run(
                [*tracer, *command],
                stdin=handle,
                capture_output=True,
                cwd=cwd or self.home.root,
                env=self.home.environment() | dict(given or {}) | more,
                start_new_session=True,
                timeout=timeout,
                check=False,
            )
        # An interactive bash says that it exits, and so does tcsh.
        out, err = (_clean(stream).removesuffix("exit\n") for stream in (done.stdout, done.stderr))
        result = Result(done.returncode, out, err, self.shown)
        # pytest shows this when a test fails.
        sys.stdout.write(f"{self.shell.name}\n{result.stdout}\n--- stderr\n{result.stderr}\n")
        return result

    def play(self, **environment: str) -> Result:
        """Type the session at a terminal: for a shell that looks up all names of a script before it runs any of it."""
        errors = self.place("stderr")
        with terminal(self.shell, self.home, "", environment, errors=errors) as found:
            out = "".join(ESCAPES.sub("", found.line(line)) for line in self.typed)
        with open(errors, encoding="utf-8") as file:
            result = Result(0, out, file.read(), self.shown)
        sys.stdout.write(f"{self.shell.name}\n{result.stdout}\n--- stderr\n{result.stderr}\n")
        return result


def _clean(stream: bytes) -> str:
    """Return what was printed from the first mark on, without what shells say of a missing terminal."""
    text = _NOISE.sub("", stream.decode(errors="surrogateescape"))
    _, mark, rest = text.partition("\x1dbegin\x1d\n")
    return mark + rest if mark else text


class Answering(pexpect.spawn):  # type: ignore[misc]  # pexpect ships no types
    """A program on a terminal that says where its cursor is, as some shells ask before they draw."""

    def read_nonblocking(self, size: int = 1, timeout: float | None = -1) -> str:
        """Read, and answer what is asked there."""
        found = str(super().read_nonblocking(size, timeout))
        for _ in range(found.count(_WHERE)):
            self.send("\x1b[1;1R")
        return found


class Terminal:
    """A shell behind a pseudo-terminal, with an rc file."""

    def __init__(
        self,
        shell: Shell,
        home: Home,
        rc: str | None = None,
        environment: Mapping[str, str] | None = None,
        *,
        echo: bool = False,
        errors: str = "",
    ) -> None:
        """Start the shell with `rc`, by default the line that loads the hook, and wait for its first prompt.

        What it prints on stderr goes to the file `errors`, if that is given.
        """
        self.shell = shell
        self.home = home
        self.shown = home.path("shown")
        os.makedirs(self.shown, exist_ok=True)
        text = shell.source(home.hook(shell.kind)) if rc is None else rc
        words = shell.terminal()
        if errors:
            words = ["/bin/sh", "-c", 'exec "$@" 2>"$0"', errors, *words]
        own = shell.rc(home, text)
        self.child = Answering(
            words[0],
            words[1:],
            env=home.environment() | own | dict(environment or {}),
            cwd=home.root,
            encoding="utf-8",
            codec_errors="surrogateescape",
            timeout=TIMEOUT,
            dimensions=(24, 2000),
            echo=echo,
        )
        self.number = ""
        self.first = self.wait()

    def wait(self) -> str:
        """Wait for a prompt; return what came before it."""
        before = ""
        while True:
            self.child.expect(_PROMPTS)
            before += str(self.child.before)
            number = str(self.child.match.group(1))
            if not number or number != self.number:
                self.number = number
                for _ in range(self.shell.questions):
                    self.child.expect_exact(_WHERE)
                return before.replace("\r\n", "\n")

    def line(self, text: str) -> str:
        """Type `text`, wait for the next prompt, and return what came in between, the echo included."""
        self.child.sendline(text)
        return self.wait()

    def env(self, label: str) -> dict[str, str]:
        """Have a child process write down its environment, and return it."""
        path = os.path.join(self.shown, label)
        self.line(self.shell.environment(path))
        return Result(0, "", "", self.shown).env(label)

    def close(self) -> None:
        """End the shell."""
        end(self.child)


@contextlib.contextmanager
def terminal(
    shell: Shell,
    home: Home,
    rc: str | None = None,
    environment: Mapping[str, str] | None = None,
    *,
    echo: bool = False,
    errors: str = "",
) -> Iterator[Terminal]:
    """Have a terminal for a while."""
    found = Terminal(shell, home, rc, environment, echo=echo, errors=errors)
    try:
        yield found
    finally:
        found.close()


def until(condition: str, path: str) -> None:
    """Wait until the file at `path` is there; `condition` says what it means."""
    limit = time.monotonic() + TIMEOUT
    while not os.path.exists(path):
        if time.monotonic() > limit:
            pytest.fail(f"still waiting: {condition}")
        time.sleep(0.01)
