"""What is particular to one shell: its facts, its files and its code. A module beside this one for each shell."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vxenv.env_diff import EnvDiff, Op
from vxenv.shells.home import find_config_home, find_home
from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent


class Playback(NamedTuple):
    """A session that a shell plays by itself."""

    # What goes to the script's file.
    script: str
    # The arguments of the program that run it.
    arguments: tuple[str, ...]
    # What is added to the rc file.
    rc: str = ""


class Shell:
    """One shell; a subclass overrides what differs from most of them."""

    # What commands, messages and the hook call the shell.
    name: str
    # Where the shell keeps what is called before a prompt, in words for a message.
    prompts: str
    # The hook's function that is called there.
    called = "__vxenv_prompt"
    # The command that loads the hook from `vxenv init`.
    init = 'eval "$({program} init {shell})"'

    # Commands, as they are typed. A value is quoted; a directory is a word, or a text quoted as values are.
    export_command = "export {name}={value}"
    unset_command = "unset {name}"
    prepend_command = 'export PATH={directory}:"$PATH"'
    redirection = ">"
    source_command = "source {file}"
    which_command = "type -a {program}"

    # The command that unsets a variable in code, where it must not mind one that is not set.
    unset_code = ""
    # What sets a variable of the hook's own, and what sets the names of the closed variables.
    constant_code = "__vxenv_{name}={value}"
    closed_code = "__vxenv_closed=({names})"
    # The command that sources {place} if it exists, and what makes it skip that in other shells with the same rc file.
    load_code = "if {guard}[ -r {place} ]; then . {place}; fi"
    load_guard = ""
    # The rc files of an interactive shell below the user's configuration and home directories, the usual one first.
    config_rc_files: tuple[str, ...] = ()
    home_rc_files: tuple[str, ...] = ()
    # Whether the hook's text holds the completions, too.
    hook_completes = False
    # Whether variables must be UTF-8.
    text_only = False
    # Names of its processes that shellingham does not know.
    processes: tuple[str, ...] = ()
    # Whether variables can be imported from its rc files.
    has_readable_rc = False
    # What escapes a quote between single quotes, if anything does.
    single_quote_escape = ""
    # Files that the hook sources by itself, by what their names have between "vxenv-" and the extension.
    sourced_files: tuple[str, ...] = ()
    # The file of completions that a package of vxenv installs, below a data directory.
    packaged_completions = ""
    # A regular expression for a line that only loads the hook from `vxenv init`; {init} stands for the call.
    init_pattern = r"""eval[ \t]+"\$\([^()\n"]*{init}\)\""""
    # For `vxenv try`: lines of the rc file that set a prompt, "" where it cannot be tried, and directories to create.
    sample_prompt = ""
    sample_directories: tuple[str, ...] = ()

    @property
    def program(self) -> str:
        """The program that runs the shell."""
        return self.name

    @property
    def extension(self) -> str:
        """What the names of its files end in: some shells load no others."""
        return self.name

    @property
    def hook_file(self) -> str:
        """The file of the hook, in ``shell``."""
        return f"vxenv.{self.extension}"

    @property
    def completions_file(self) -> str:
        """The file in ``completions``, "" where the shell completes nothing that a program could add to."""
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
        """Return the code that exports and unsets what `delta` says."""
        return "".join(f"{self.render_operation(operation)}\n" for operation in delta)

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook's file; `closed` are the names of the closed variables."""
        items = constants.items()
        lines = [self.constant_code.format(name=name, value=self.quote(value)) for name, value in items]
        return "\n".join([*lines, self.closed_code.format(names=" ".join(closed)), ""])

    def render_heading(self, seal: str, who: str) -> str:
        """Return the first line of a plan for `who`, which the hook compares before it evaluates the rest.

        The secret `seal` stands at both ends, so that a key, which may hold any text, cannot end it early.
        """
        return f"vxenv plan {seal} {who} {seal}\n"

    def render_file_tests(self, inputs: Inputs | LineInputs) -> list[str]:
        """Return the words of `test` for what must be so of files: that they exist or not, and are symlinks or not."""
        tests = [f"-f {self.quote(path)}" for path in (*inputs.files, *inputs.present)]
        tests += [f"! -f {self.quote(path)}" for path in inputs.absent]
        tests += [f"! -L {self.quote(path)}" for path in inputs.regular]
        return tests + [f"-L {self.quote(path)}" for path in inputs.links]

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan behind its heading, in a form that is evidently incomplete where it was cut short."""
        raise NotImplementedError

    def render_playback(self, commands: Sequence[str], rc: str, script: str) -> Playback:  # noqa: ARG002 - nushell's
        """Return how the shell plays `commands`, given the paths of its rc file and of the script."""
        lines: list[str] = []
        for command in commands:
            lines += [f"printf '\\n%s\\n' {self.quote('$ ' + command)}", command, "__vxenv_prompt"]
        return Playback("\n".join([*lines, "true", ""]), ("-i", script))

    # Files

    def find_rc_files(self, environment: Mapping[str, str]) -> list[str]:
        """Return the files that an interactive shell reads, the usual one first; they need not exist."""
        config, home = find_config_home(environment), find_home(environment)
        names = [os.path.join(config, name) for name in self.config_rc_files]
        return names + [os.path.join(home, name) for name in self.home_rc_files]

    def find_load_places(self, environment: Mapping[str, str], *, mac: bool) -> list[str]:  # noqa: ARG002 - bash's
        """Return the files that need the load line so that each new shell has the hook; they need not exist."""
        return self.find_rc_files(environment)[:1]

    def is_shared(self, path: str) -> bool:
        """Tell whether other shells may read the rc file at `path`, too."""
        return os.path.basename(path) in (".profile", ".cshrc")

    def find_completion_places(self, environment: Mapping[str, str]) -> Iterator[str]:
        """Yield where the shell looks for the completions of a command by itself; the files need not exist."""
        if self.packaged_completions:
            folders = [environment.get("XDG_DATA_HOME") or os.path.join(find_home(environment), ".local", "share")]
            folders += (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
            yield from (os.path.join(path, self.packaged_completions) for path in folders if os.path.isabs(path))

    # The load line, and reading it

    def render_load(self, path: str, below: str, *, shared: bool) -> str:
        """Return the command that sources `path` if it exists, `below` being its path from the home directory or "".

        With `shared` other shells read the same rc file, and must skip the command.
        """
        guard = self.load_guard if shared else ""
        return self.load_code.format(guard=guard, place=self.quote_place(path, below))

    def quote_place(self, path: str, below: str) -> str:
        """Return `path` as one word, relative to ``$HOME`` where it is `below` that."""
        if not below:
            return self.quote(path)
        return f'"$HOME/{below}"' if is_plain(below) else f'"$HOME"/{self.quote(below)}'

    def find_sourced_files(self, line: str, environment: Mapping[str, str]) -> Iterator[str]:
        """Yield the files that a `line` of an rc file sources, "" for one that cannot be told."""
        from vxenv.shells.sourced_file import find_sourced_files  # noqa: PLC0415 - the hook does not need it

        return find_sourced_files(line, environment, self.single_quote_escape)


def is_plain(text: str) -> bool:
    """Tell whether no shell gives a meaning to any character of `text` between double quotes."""
    return text.isascii() and all(character.isalnum() or character in "._/+-" for character in text)
