"""The base class of shells: their facts, files and code. Each shell has a module in this package."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vxenv.env_diff import EnvDiff, Op
from vxenv.shells.home import find_config_home, find_home
from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent


class Playback(NamedTuple):
    """A session that a shell plays without input."""

    # Contents of the script.
    script: str
    # Arguments with which the shell runs the script.
    arguments: tuple[str, ...]
    # Text to append to the rc file.
    rc: str = ""


class Shell:
    """A shell; subclasses override the differences."""

    # Name in commands, messages and the hook.
    name: str
    # Place of the shell's prompt functions, for messages.
    prompts: str
    # The function of the hook called there.
    called = "__vxenv_prompt"
    # The command that loads the hook from `vxenv init`.
    init = 'eval "$({program} init {shell})"'

    # Commands as typed by users. {value} is quoted; {directory} is a word, {text} the same quoted like values.
    export_command = "export {name}={value}"
    unset_command = "unset {name}"
    prepend_command = 'export PATH={directory}:"$PATH"'
    redirection = ">"
    source_command = "source {file}"
    which_command = "type -a {program}"

    # Unsets a variable in code without failing if it is not set, if `unset_command` would fail.
    unset_code = ""
    # Assigns a variable of the hook, and the names of the closed variables.
    constant_code = "__vxenv_{name}={value}"
    closed_code = "__vxenv_closed=({names})"
    # Sources {place} if it exists; {guard} skips that in other shells that read the same rc file.
    load_code = "if {guard}[ -r {place} ]; then . {place}; fi"
    load_guard = ""
    # Rc files of interactive shells in the configuration and home directories, the usual one first.
    config_rc_files: tuple[str, ...] = ()
    home_rc_files: tuple[str, ...] = ()
    # True if the hook contains the completions.
    hook_completes = False
    # True if values of variables must be UTF-8.
    text_only = False
    # Process names unknown to shellingham.
    processes: tuple[str, ...] = ()
    # True if variables can be imported from its rc files.
    has_readable_rc = False
    # Escapes a quote inside single quotes; "" if nothing does.
    single_quote_escape = ""
    # True if the hook's COLD code is a second file, read at its first need.
    is_split = False
    # Files that the hook sources: the part of their names between "vxenv-" and the extension.
    sourced_files: tuple[str, ...] = ()
    # The completion file installed by packages of vxenv, relative to a data directory.
    packaged_completions = ""
    # Matches a line that only loads the hook from `vxenv init`; {init} stands for the call.
    init_pattern = r"""eval[ \t]+"\$\([^()\n"]*{init}\)\""""
    # For `vxenv try`: rc lines that set a prompt ("" if unsupported), and directories to create.
    sample_prompt = ""
    sample_directories: tuple[str, ...] = ()

    @property
    def program(self) -> str:
        """The program that runs the shell."""
        return self.name

    @property
    def extension(self) -> str:
        """The extension of its files, which some shells require."""
        return self.name

    @property
    def hook_file(self) -> str:
        """The hook's file in ``shell``."""
        return f"vxenv.{self.extension}"

    @property
    def cold_file(self) -> str:
        """The second file of the hook in ``shell``, or ""."""
        return f"vxenv-cold.{self.extension}" if self.is_split else ""

    @property
    def completions_file(self) -> str:
        """The file in ``completions``, or "" if the shell has no programmable completion."""
        return f"vxenv.{self.extension}"

    # Code

    def quote(self, value: str) -> str:
        """Return `value` as one word."""
        raise NotImplementedError

    def render_operation(self, operation: Op) -> str:
        """Return the command that exports or unsets a variable."""
        name, value = operation
        if value is None:
            return (self.unset_code or self.unset_command).format(name=name)
        return self.export_command.format(name=name, value=self.quote(value))

    def render_assignments(self, delta: EnvDiff) -> str:
        """Return the code for the operations in `delta`."""
        return "".join(f"{self.render_operation(operation)}\n" for operation in delta)

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook; `closed` are the names of the closed variables."""
        items = constants.items()
        lines = [self.constant_code.format(name=name, value=self.quote(value)) for name, value in items]
        return "\n".join([*lines, self.render_closed(closed), ""])

    def render_closed(self, names: Iterable[str]) -> str:
        """Return the line in front of the hook that depends on the names of the closed variables."""
        return self.render_closed_names(names)

    def render_closed_names(self, names: Iterable[str]) -> str:
        """Return the line that assigns the names of the closed variables."""
        return self.closed_code.format(names=" ".join(names))

    def render_heading(self, seal: str, who: str) -> str:
        """Return the first line of a plan for `who`, which the hook compares before it evaluates the rest.

        The secret `seal` is at both ends, since `who` contains a path, which may contain newlines.
        """
        return f"vxenv plan {seal} {who} {seal}\n"

    def render_file_tests(self, inputs: Inputs | LineInputs) -> list[str]:
        """Return the conditions of `test` for files that must exist, be missing, be symlinks, or not be symlinks."""
        tests = [f"-f {self.quote(path)}" for path in (*inputs.files, *inputs.present)]
        tests += [f"! -f {self.quote(path)}" for path in inputs.absent]
        tests += [f"! -L {self.quote(path)}" for path in inputs.regular]
        return tests + [f"-L {self.quote(path)}" for path in inputs.links]

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan without its heading, in a form that reveals truncation."""
        raise NotImplementedError

    def render_playback(self, commands: Sequence[str], rc: str, script: str) -> Playback:  # noqa: ARG002 - nushell's
        """Return the session for `commands`, given the paths of the rc file and of the script."""
        lines: list[str] = []
        for command in commands:
            lines += [f"printf '\\n%s\\n' {self.quote('$ ' + command)}", command, "__vxenv_prompt"]
        return Playback("\n".join([*lines, "true", ""]), ("-i", script))

    # Files

    def find_rc_files(self, environment: Mapping[str, str]) -> list[str]:
        """Return the files that an interactive shell reads, the usual one first. They may not exist."""
        config, home = find_config_home(environment), find_home(environment)
        names = [os.path.join(config, name) for name in self.config_rc_files]
        return names + [os.path.join(home, name) for name in self.home_rc_files]

    def find_load_places(self, environment: Mapping[str, str], *, mac: bool) -> list[str]:  # noqa: ARG002 - bash's
        """Return the files that need the load line. They may not exist."""
        return self.find_rc_files(environment)[:1]

    def is_shared(self, path: str) -> bool:
        """Return True if other shells may read the rc file at `path` too."""
        return os.path.basename(path) in (".profile", ".cshrc")

    def find_completion_places(self, environment: Mapping[str, str]) -> Iterator[str]:
        """Yield the paths where the shell looks for completions of vxenv. They may not exist."""
        if self.packaged_completions:
            folders = [environment.get("XDG_DATA_HOME") or os.path.join(find_home(environment), ".local", "share")]
            folders += (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
            yield from (os.path.join(path, self.packaged_completions) for path in folders if os.path.isabs(path))

    # The load line, and reading it

    def render_load(self, path: str, below: str, *, shared: bool) -> str:
        """Return the command that sources `path` if it exists; `below` is its path from the home directory, or "".

        With `shared`, other shells that read the same rc file skip the command.
        """
        guard = self.load_guard if shared else ""
        return self.load_code.format(guard=guard, place=self.quote_place(path, below))

    def quote_place(self, path: str, below: str) -> str:
        """Return `path` as one word, relative to ``$HOME`` if `below` is its path from there."""
        if not below:
            return self.quote(path)
        return f'"$HOME/{below}"' if is_plain(below) else f'"$HOME"/{self.quote(below)}'

    def find_sourced_files(self, line: str, environment: Mapping[str, str]) -> Iterator[str]:
        """Yield the files that `line` of an rc file sources, "" for an unknown one."""
        from vxenv.shells.sourced_file import find_sourced_files  # noqa: PLC0415 - hooks do not need it

        return find_sourced_files(line, environment, self.single_quote_escape)


def is_plain(text: str) -> bool:
    """Return True if no character of `text` is special in double quotes in any shell."""
    return text.isascii() and all(character.isalnum() or character in "._/+-" for character in text)
