"""Scenarios for real shells: written once, in neutral calls, and run by each shell with the hook in it.

A `Session` is what a user types, line by line. `run` feeds it to an interactive shell without a terminal, where bash
and zsh run their prompt hooks by themselves and fish is told of each prompt; `Terminal` types it through a
pseudo-terminal, with rc files. What is checked is what a child process gets, so `show` has `env` write it down.
"""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, Self
from unittest.mock import patch

import pexpect
import pytest

from vxenv.activation import consent
from vxenv.cli.install import hook_text
from vxenv.profiles.document import DIRECTORY_FILE

EXTRA: Final = "VXENV_TEST_BASHES"
PROMPT: Final = "@@PROMPT@@"
_PROMPTS: Final = r"@@PROMPT([0-9-]*)@@"
TIMEOUT: Final = 30
_NOISE = re.compile(
    r"^[^\n]*(: cannot set terminal process group \([^\n]*|: no job control in this shell)\n", re.MULTILINE
)
_MARK = re.compile("\x1d(.*?)\x1d\n")


class Home:
    """A home directory of its own, whose path holds a space and a quote, with vxenv's directories in it."""

    def __init__(self, root: str) -> None:
        """Make the home below `root`."""
        self.root = os.path.join(root, "o'hara s home")
        self.config = os.path.join(self.root, "config")
        self.state = os.path.join(self.root, "state")
        self.cache = os.path.join(self.root, "cache")
        os.makedirs(os.path.join(self.config, "profiles"))

    def path(self, *parts: str) -> str:
        """Return a path below the home directory."""
        return os.path.join(self.root, *parts)

    def environment(self) -> dict[str, str]:
        """Return the environment of a shell that starts here: nothing of whoever runs the tests but PATH."""
        return {
            "HOME": self.root,
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "PS1": "",
            "PS2": "",
            "XDG_CONFIG_HOME": self.path("xdg"),
            "XDG_DATA_HOME": self.path("xdg-data"),
            "VXENV_CONFIG_DIR": self.config,
            "VXENV_STATE_DIR": self.state,
            "VXENV_CACHE_DIR": self.cache,
        }

    def write(self, place: str, text: str | bytes) -> str:
        """Write `text` to `place` below the home directory, and return its path."""
        path = self.path(place)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode(errors="surrogateescape"))
        return path

    def profile(self, name: str, text: str) -> str:
        """Write the profile `name`."""
        return self.write(f"config/profiles/{name}.toml", text)

    def location(self, name: str, value: str) -> str:
        """Write the profile `name` which asks for the location `value` and for nothing else."""
        return self.profile(name, f'[vertex]\nregion = "{value}"\n')

    def settings(self, text: str) -> str:
        """Write the settings."""
        return self.write("config/config.toml", text)

    def directory(self, place: str, text: str, *, allowed: bool = True) -> str:
        """Write the directory file of `place`, allow it unless told otherwise, and return the directory."""
        file = self.write(os.path.join(place, DIRECTORY_FILE), text)
        if allowed:
            self.allow(file)
        return os.path.dirname(file)

    def allow(self, file: str) -> None:
        """Allow the directory file `file` as it is."""
        with open(file, "rb") as handle, patch.dict(os.environ, self.environment()):
            consent.allow(file, handle.read())

    def hook(self, kind: str) -> str:
        """Write the hook of a kind of shell, as `vxenv setup` would, and return its path."""
        with patch.dict(os.environ, self.environment()):
            return self.write(f"hook.{kind}", hook_text(kind))

    def plans(self, kind: str) -> list[str]:
        """Return the plans on disk for a kind of shell."""
        found = []
        for folder, _, names in os.walk(os.path.join(self.cache, "plans", kind)):
            if os.path.basename(folder) == "captured":  # what builtins printed, not plans
                continue
            found += [os.path.join(folder, name) for name in names if not name.startswith(".")]
        return sorted(found)


class Variable(NamedTuple):
    """How a variable stands in a shell: ``unset``, ``local`` or ``exported``, and its value."""

    how: str
    value: str


class Shell:
    """One shell: how it is started, and how it spells what scenarios ask for."""

    kind = ""
    arguments: tuple[str, ...] = ()
    preamble = ""

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

    def source(self, path: str) -> str:
        """Return the line that sources a file."""
        return f". {self.quote(path)}"

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

    def environment(self, path: str) -> str:
        """Return the line that writes the environment of a child process to `path`."""
        return f"command env -0 >{self.quote(path)}"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes to `path` how NAME stands in the shell itself."""
        raise NotImplementedError

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


class Bash(Shell):
    """Bash."""

    kind = "bash"
    arguments = ("--norc", "--noediting", "-i")

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes to `path` how NAME stands in the shell itself."""
        return (
            f'{{ case "$(declare -p {name} 2>/dev/null)" in "declare -"*x*" {name}"*) printf exported;; '
            f'"declare -"*) printf local;; *) printf unset;; esac; printf %s "${{{name}-}}"; }} >{self.quote(path)}'
        )

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return what the environment needs for it."""
        home.write(".bashrc", f"PS1='{PROMPT}' PS2=''\n{text}\n")
        return {}


class Zsh(Shell):
    """zsh."""

    kind = "zsh"
    arguments = ("-f", "-i")
    preamble = "PS1='' PS2=''; unsetopt prompt_sp prompt_cr"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes to `path` how NAME stands in the shell itself."""
        return (
            f"{{ case ${{(t){name}-unset}} in *export*) builtin print -n exported;; unset) builtin print -n unset;; "
            f"*) builtin print -n local;; esac; builtin print -rn -- ${{{name}-}}; }} >|{self.quote(path)}"
        )

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return what the environment needs for it."""
        home.write(".zshrc", f"PS1='{PROMPT}' PS2=''; unsetopt prompt_sp prompt_cr\n{text}\n")
        return {"ZDOTDIR": home.root}

    def terminal(self) -> list[str]:
        """Return the command for a terminal, with rc files."""
        return [self.program, "--no-globalrcs", "-i"]


class Fish(Shell):
    """fish."""

    kind = "fish"
    arguments = ("--no-config", "-i")

    def quote(self, text: str) -> str:
        """Return `text` as one word."""
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def source(self, path: str) -> str:
        """Return the line that sources a file."""
        return f"source {self.quote(path)}"

    def export(self, name: str, value: str) -> str:
        """Return the line that exports NAME."""
        return f"set -gx {name} {self.quote(value)}"

    def let(self, name: str, value: str) -> str:
        """Return the line that sets NAME, not exported."""
        return f"set -gu {name} {self.quote(value)}"

    def unset(self, name: str) -> str:
        """Return the line that unsets NAME."""
        return f"set -e {name}"

    def both(self, first: str, second: str) -> str:
        """Return the line that runs `second` if `first` went well."""
        return f"{first}; and {second}"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes to `path` how NAME stands in the shell itself."""
        return (
            f"begin; if set -qx {name}; printf exported; else if set -q {name}; printf local; else; printf unset; end"
            f'; printf %s "${name}"; end >{self.quote(path)}'
        )

    def prompted(self, line: str) -> str:
        """Return `line` with what it takes for a prompt to follow it, without a terminal."""
        return f"{line}\nemit fish_prompt"

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file to be its input."""
        return [self.program, *self.arguments, script], os.devnull

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return what the environment needs for it."""
        # fish draws a prompt more than once: each has a number.
        number = "function __number --on-event fish_prompt; set -ga __numbers 1; end"
        prompt = "function fish_prompt; printf '@@PROMPT%s-%s@@' $fish_pid (count $__numbers); end"
        home.write("xdg/fish/config.fish", f"set -g __numbers\n{number}\n{prompt}\n{text}\n")
        return {"fish_greeting": ""}


_KINDS: Final[dict[str, type[Shell]]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}
BASHES: Final[tuple[Shell, ...]] = (Bash("bash"), *map(Bash, filter(None, os.environ.get(EXTRA, "").split(":"))))
ZSH: Final = Zsh("zsh")
FISH: Final = Fish("fish")
SHELLS: Final[tuple[Shell, ...]] = (*BASHES, ZSH, FISH)


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
        return dict(word.split("=", 1) for word in words if word)

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
        if before:
            self.lines.append(before)
        if hook:
            self.mark("load")
            self.line(shell.source(home.hook(shell.kind)))

    def line(self, text: str) -> Self:
        """Type `text`."""
        self.lines.append(self.shell.prompted(text))
        return self

    def per(self, *, bash: str = "", zsh: str = "", fish: str = "") -> Self:
        """Type what this kind of shell calls for, if anything."""
        text = {"bash": bash, "zsh": zsh, "fish": fish}[self.shell.kind]
        return self.line(text) if text else self

    def mark(self, label: str) -> Self:
        """Print a mark on both streams. It is no line: no prompt comes between this and the next line in fish."""
        self.lines.append(self.shell.say(f"\x1d{label}\x1d"))
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
                timeout=TIMEOUT,
                check=False,
            )
        # An interactive bash says that it exits.
        result = Result(done.returncode, _clean(done.stdout), _clean(done.stderr).removesuffix("exit\n"), self.shown)
        # pytest shows this when a test fails.
        sys.stdout.write(f"{self.shell.name}\n{result.stdout}\n--- stderr\n{result.stderr}\n")
        return result


def _clean(stream: bytes) -> str:
    """Return what was printed from the first mark on, without what shells say of a missing terminal."""
    text = _NOISE.sub("", stream.decode(errors="surrogateescape"))
    _, mark, rest = text.partition("\x1dbegin\x1d\n")
    return mark + rest if mark else text


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
    ) -> None:
        """Start the shell with `rc`, by default the line that loads the hook, and wait for its first prompt."""
        self.shell = shell
        self.home = home
        self.shown = home.path("shown")
        os.makedirs(self.shown, exist_ok=True)
        text = shell.source(home.hook(shell.kind)) if rc is None else rc
        words = shell.terminal()
        own = shell.rc(home, text)
        self.child = pexpect.spawn(
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
        self.child.close(force=True)


@contextlib.contextmanager
def terminal(
    shell: Shell,
    home: Home,
    rc: str | None = None,
    environment: Mapping[str, str] | None = None,
    *,
    echo: bool = False,
) -> Iterator[Terminal]:
    """Have a terminal for a while."""
    found = Terminal(shell, home, rc, environment, echo=echo)
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
