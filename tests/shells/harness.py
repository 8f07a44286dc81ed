"""Run scenarios in real shells: written once in neutral calls, then run by each shell with the hook loaded.

A `Session` holds the lines that a user types. `run` feeds them to an interactive shell without a terminal, where bash
and zsh run their prompt hooks and fish receives an event for each prompt; `Terminal` types them through a
pseudo-terminal, with rc files. Assertions check the environment of child processes, which `show` records with `env`.
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
TIMEOUT: Final = 60
_WHERE: Final = "\x1b[6n"
_NOISE = re.compile(
    r"^[^\n]*(: cannot set terminal process group \([^\n]*|: no job control in this shell)\n", re.MULTILINE
)
_MARK = re.compile("\x1d(.*?)\x1d\n")
# Terminal control sequences.
ESCAPES: Final = re.compile(r"\x1b(?:\[[0-9;?>=]*[a-zA-Z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")


class Variable(NamedTuple):
    """The state of a variable in a shell (``unset``, ``local`` or ``exported``) and its value."""

    how: str
    value: str


class Result(NamedTuple):
    """The output and recorded environments of a session."""

    status: int
    stdout: str
    stderr: str
    shown: str

    def env(self, label: str) -> dict[str, str]:
        """Return the environment that `show` recorded under `label`."""
        with open(os.path.join(self.shown, label), "rb") as file:
            words = file.read().decode(errors="surrogateescape").split("\0")
        # nushell passes the last command's status and the running script's path to children.
        own = ("LAST_EXIT_CODE=", "PROCESS_PATH=", "CURRENT_FILE=", "FILE_PWD=")
        return dict(word.split("=", 1) for word in words if word and not word.startswith(own))

    def users(self, label: str) -> dict[str, str]:
        """Return the environment `label` without the variables that `cd` or `use -` maintain."""
        own = ("PWD", "OLDPWD", "_", "SHLVL", "__VXENV_LAST")
        return {name: value for name, value in self.env(label).items() if name not in own}

    def get(self, label: str, *names: str) -> list[str | None]:
        """Return the values of some variables in the environment `label`, None for unset ones."""
        environment = self.env(label)
        return [environment.get(name) for name in names]

    def variable(self, label: str) -> Variable:
        """Return the state of a variable that `stand` recorded in the shell itself."""
        with open(os.path.join(self.shown, label), "rb") as file:
            text = file.read().decode(errors="surrogateescape")
        how = next(word for word in ("unset", "local", "exported") if text.startswith(word))
        return Variable(how, text.removeprefix(how))

    def text(self, label: str) -> str:
        """Return the text that a line wrote to `label`."""
        with open(os.path.join(self.shown, label), "rb") as file:
            return file.read().decode(errors="surrogateescape")

    def out(self, label: str) -> str:
        """Return the stdout text between the mark `label` and the next mark."""
        return _between(self.stdout, label)

    def err(self, label: str) -> str:
        """Return the stderr text between the mark `label` and the next mark."""
        return _between(self.stderr, label)

    def quiet(self) -> str:
        """Return the text printed on both streams, without the marks."""
        return _MARK.sub("", self.stdout + self.stderr)


def _between(stream: str, label: str) -> str:
    pieces = _MARK.split(stream)
    labels = pieces[1::2]
    return pieces[2::2][labels.index(label)]


class Session:
    """The lines typed into one shell, with a prompt after each; the hook is loaded first by default."""

    def __init__(self, shell: Shell, home: Home, *, hook: bool = True, before: str = "") -> None:
        """Start a session that runs the lines `before`, then loads the hook."""
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
        """Type the text given for this kind of shell, if any."""
        text = texts.get(self.shell.kind, "")
        return self.line(text) if text else self

    def mark(self, label: str) -> Self:
        """Print a mark on both streams. It is not a line: fish shows no prompt between it and the next line."""
        self.lines.append(self.shell.say(f"\x1d{label}\x1d"))
        self.typed.append(self.lines[-1])
        return self

    def export(self, name: str, value: str) -> Self:
        """Export NAME."""
        return self.line(self.shell.export(name, value))

    def let(self, name: str, value: str) -> Self:
        """Set NAME without exporting it."""
        return self.line(self.shell.let(name, value))

    def unset(self, *names: str) -> Self:
        """Unset variables."""
        for name in names:
            self.line(self.shell.unset(name))
        return self

    def cd(self, path: str) -> Self:
        """Change the directory."""
        return self.line(self.shell.cd(path))

    def vxenv(self, *words: str) -> Self:
        """Call vxenv."""
        return self.line(" ".join(["vxenv", *map(self.shell.quote, words)]))

    def show(self, label: str) -> Self:
        """Record the environment of a child process under `label`."""
        return self.line(self.shell.environment(self.place(label)))

    def stand(self, label: str, name: str) -> Self:
        """Record the state of NAME in the shell itself under `label`."""
        return self.line(self.shell.variable(name, self.place(label)))

    def place(self, label: str) -> str:
        """Return the path of the file for `label`."""
        return os.path.join(self.shown, label)

    def shower(self, label: str) -> str:
        """Return the line that `show` types, for use in another line."""
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
        # Interactive bash and tcsh print "exit" at the end.
        out, err = (_clean(stream).removesuffix("exit\n") for stream in (done.stdout, done.stderr))
        result = Result(done.returncode, out, err, self.shown)
        # pytest shows this output when a test fails.
        sys.stdout.write(f"{self.shell.name}\n{result.stdout}\n--- stderr\n{result.stderr}\n")
        return result

    def play(self, **environment: str) -> Result:
        """Type the session at a terminal, for a shell that resolves all names of a script before running it."""
        errors = self.place("stderr")
        with terminal(self.shell, self.home, "", environment, errors=errors) as found:
            out = "".join(ESCAPES.sub("", found.line(line)) for line in self.typed)
        with open(errors, encoding="utf-8") as file:
            result = Result(0, out, file.read(), self.shown)
        sys.stdout.write(f"{self.shell.name}\n{result.stdout}\n--- stderr\n{result.stderr}\n")
        return result


def _clean(stream: bytes) -> str:
    """Return the output from the first mark on, without shell messages about a missing terminal."""
    text = _NOISE.sub("", stream.decode(errors="surrogateescape"))
    _, mark, rest = text.partition("\x1dbegin\x1d\n")
    return mark + rest if mark else text


class Answering(pexpect.spawn):  # type: ignore[misc]  # pexpect ships no types
    """A program on a terminal that answers the cursor position queries some shells send before drawing."""

    def read_nonblocking(self, size: int = 1, timeout: float | None = -1) -> str:
        """Read output, and answer cursor position queries in it."""
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

        Its stderr goes to the file `errors`, if given.
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
        """Wait for a prompt; return the text before it."""
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
        """Type `text`, wait for the next prompt, and return the text in between, including the echo."""
        self.child.sendline(text)
        return self.wait()

    def env(self, label: str) -> dict[str, str]:
        """Record the environment of a child process, and return it."""
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
    """Provide a terminal, and close it afterwards."""
    found = Terminal(shell, home, rc, environment, echo=echo, errors=errors)
    try:
        yield found
    finally:
        found.close()


def until(condition: str, path: str) -> None:
    """Wait until the file at `path` exists; `condition` describes it in the failure message."""
    limit = time.monotonic() + TIMEOUT
    while not os.path.exists(path):
        if time.monotonic() > limit:
            pytest.fail(f"still waiting: {condition}")
        time.sleep(0.01)
