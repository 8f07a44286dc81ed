"""Drive tcsh in scenarios."""

from types import MappingProxyType

from shells.drivers.base import Shell
from shells.home import Home
from vxenv.shells import SHELLS

# tcsh has no such builtin.
COMMAND = "alias command '/usr/bin/env \\!*'"


class Tcsh(Shell):
    """The tcsh shell."""

    kind = "tcsh"
    errors = ">>&"
    arguments = ("-f", "-i")
    preamble = f"set prompt = ''; {COMMAND}"
    plans = False
    settling = "sleep 3"
    # Its count of processes in a directory is a pointer (sh.dir.h), and gcc assumes that it never returns to 0.
    keeps_directories = True
    failing = "sh -c 'exit 3'"
    status = "echo $status"
    cannot = MappingProxyType(
        dict.fromkeys(
            (
                "test_nothing_is_started",
                "test_nothing_is_started_by_a_new_shell",
                "test_nothing_else_is_started",
                "test_nothing_is_started_for_settings",
                "test_entering_says_what_is_retired",
                "test_new_shell_starts_no_process",
                "test_failure_is_not_tried_again",
                "test_worktrees_start_nothing",
            ),
            "tcsh cannot read a plan; Python starts when another directory file applies",
        )
        | {
            "test_plan_of_another_owner": "Python regenerates an edited plan for tcsh",
            "test_first_sight_starts_one_program": "in tcsh, the substitute for `command` is a program, which counts",
            "test_cd_and_claude_in_one_line": "an alias in tcsh takes effect from the next line on",
            "test_add_and_use": "vxenv does not read tcsh's rc files",
            "test_expiring_at_a_prompt": "in tcsh, Python reads the clock when another directory file applies",
            "test_loads_by_eval": "tcsh evaluates at most one line",
            "test_settings_that_are_gone": "an alias in tcsh cannot test for a file",
        }
    )

    def quote(self, text: str) -> str:
        """Return `text` as one word."""
        return SHELLS["tcsh"].quote(text)

    def source(self, path: str) -> str:
        """Return the line that sources a file."""
        return f"source {self.quote(path)}"

    def export(self, name: str, value: str) -> str:
        """Return the line that exports NAME."""
        return f"setenv {name} {self.quote(value)}"

    def let(self, name: str, value: str) -> str:
        """Return the line that sets NAME without exporting it."""
        return f"set {name} = {self.quote(value)}"

    def unset(self, name: str) -> str:
        """Return the line that unsets NAME."""
        return f"unsetenv {name}"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME, a separate shell variable, to `path`."""
        script = (
            f'if [ "${{{name}+x}}" ]; then printf exported%s "${name}"; '
            'elif [ "$1" = 1 ]; then printf local%s "$2"; else printf unset; fi'
        )
        return (
            f"set __vxenv_test = ''; if ( $?{name} ) eval 'set __vxenv_test = ${name}:q'; "
            f"/bin/sh -c {self.quote(script)} sh $?{name} $__vxenv_test:q >! {self.quote(path)}"
        )

    def alias(self, name: str, text: str) -> str:
        """Return the line that makes NAME an alias that prints `text`."""
        return f"alias {name} 'echo {text}'"

    def reporting(self, line: str) -> str:
        """Return `line`, and a line after it that prints its status."""
        return f"{line}; echo $status"

    def caught(self, line: str) -> str:
        """Return the line that captures and prints the output of `line`."""
        return f"echo `{line}`"

    def shown(self, *names: str) -> str:
        """Return the line that prints exported variables, separated by blanks; an unset one is an error."""
        return f'echo "<{" ".join(f"`printenv {name}`" for name in names)}>"'

    def all_into(self, line: str, path: str) -> str:
        """Return the line that writes the output of `line` on both streams to a file."""
        return f"{line} >& {self.quote(path)}"

    def looking(self, path: str) -> str:
        """Return the line that tests whether a file exists, without starting a process."""
        return f"if ( -e {path} ) true"

    def environment(self, path: str) -> str:
        """Return the line that writes the environment of a child process to `path`."""
        return f"/usr/bin/env env -0 >! {self.quote(path)}"

    def say(self, text: str) -> str:
        """Return the line that prints `text` on both streams."""
        word = self.quote(text)
        return f"printf '%s\\n' {word}; /bin/sh -c 'printf \"%s\\n\" \"$1\" >&2' sh {word}"

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file for its input."""
        return [self.program, *self.arguments], script

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        # tcsh draws a prompt more than once: each has a number. On a dumb terminal it would not read keys.
        home.write(".tcshrc", f'set prompt = "@@PROMPT$$-%h@@" prompt2 = ""\nset edit\n{COMMAND}\n{text}\n')
        return {}

    def terminal(self) -> list[str]:
        """Return the command for a terminal, with rc files."""
        return [self.program]
