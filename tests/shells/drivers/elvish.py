"""Drive elvish in scenarios."""

import os
from collections.abc import Mapping
from types import MappingProxyType

from shells.drivers.base import Shell
from shells.home import Home
from vxenv.shells import SHELLS

# Functions that scenarios call by these names in every shell.
_NAMES = "fn command {|program @rest| (external $program) $@rest }; fn true { }"
# Without a terminal elvish has no `edit:`, and reads a script as a whole. The script therefore repeats the steps for
# typed lines: each line is evaluated in one namespace, an exception is shown,
# the functions before a prompt are called.
_LOOP = """
var at-prompt: = (ns [&before-readline=[] &completion:=(ns [&arg-completer=[&]]) &add-var~=$nop~])
var typed: = (ns [&edit:=$at-prompt: &command~=$command~ &true~=$true~])
var added = [&]
set at-prompt:add-var~ = {|name value| set added[$name] = $value }
# Without what elvish shows besides: the typed line, in colours.
fn say-exception {|e| echo 'Exception: '(to-string $e[reason]) >&2 }
fn type-line {|code|
  try {
    eval $code &ns=$typed: &on-end={|after| set typed: = $after }
  } catch e {
    say-exception $e
  }
  if (not-eq $added [&]) {
    var all = $added
    keys $typed: | each {|name| if (not (has-key $all $name)) { set all[$name] = $typed:[$name] } }
    set typed: = (ns $all)
    set added = [&]
  }
  for f $at-prompt:before-readline { try { $f } catch e { say-exception $e } }
}
"""


class Elvish(Shell):
    """The elvish shell."""

    kind = "elvish"
    arguments = ("-norc",)
    preamble = _NAMES + _LOOP
    subshells = False
    swing = 8 * 1024  # between two garbage collections
    failing = "sh -c 'exit 3'"
    status = ""
    listed = "[ =']"
    nothing = "nop"
    clock = False
    cannot: Mapping[str, str] = MappingProxyType(
        {
            "test_plan_of_another_owner": "elvish cannot read the owner of a file",
            "test_logical_path_counts": "elvish has no logical working directory",
            "test_parses_as_committed": "elvish resolves variables when it parses, which needs the preamble",
            "test_completions_parse_as_committed": "elvish resolves `edit:` when it parses; only terminals have it",
            "test_virtual_environment": "virtual environments have no activation file for elvish",
            "test_add_and_use": "vxenv does not read elvish's rc file",
            "test_every_way_of_moving": "elvish has no `pushd`, `popd` or `cd -`",
            "test_pushd_below_and_between": "elvish has no `pushd` or `popd`",
            "test_expiring_at_a_prompt": "elvish has no clock; the hook runs `date` once per shell",
            "test_use_from_a_script_line": "elvish resolves all names in a file before it runs the file",
        }
    )

    def quote(self, text: str) -> str:
        """Return `text` as one word."""
        return SHELLS["elvish"].quote(text)

    def source(self, path: str) -> str:
        """Return the line that sources a file."""
        return f"eval (slurp < {self.quote(path)})"

    def loaded(self, hook: str, line: str) -> str:
        """Return the lines of a script that sources `hook`, and then runs `line`: `eval` defines no names outside."""
        return f"var hook: = (ns [&])\n{self.source(hook)} &on-end={{|names| set hook: = $names }}\nhook:{line}"

    def export(self, name: str, value: str) -> str:
        """Return the line that exports NAME."""
        return f"set-env {name} {self.quote(value)}"

    def let(self, name: str, value: str) -> str:
        """Return the line that sets NAME without exporting it."""
        return f"var {name} = {self.quote(value)}"

    def unset(self, name: str) -> str:
        """Return the line that unsets NAME."""
        return f"unset-env {name}"

    def both(self, first: str, second: str) -> str:
        """Return the line that runs `second` if `first` succeeds: a failure ends the line."""
        return f"{first}; {second}"

    def environment(self, path: str) -> str:
        """Return the line that writes the environment of a child process to `path`."""
        return f"e:env -0 > {self.quote(path)}"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME in the shell itself to `path`."""
        place = self.quote(path)
        look = self.quote(f"print local${name} > {place}")
        return (
            f"print unset > {place}; nop ?(eval {look}); "
            f"if (has-env {name}) {{ print exported(get-env {name}) > {place} }}"
        )

    def alias(self, name: str, text: str) -> str:
        """Return the line that makes NAME print `text`; elvish has functions only."""
        return f"fn {name} {{ echo {text} }}"

    def reporting(self, line: str) -> str:
        """Return `line`, and a line after it that prints its status."""
        return f"try {{ {line} }} catch e {{ echo $e[reason][exit-status] }} else {{ echo 0 }}"

    def caught(self, line: str) -> str:
        """Return the line that captures and prints the output of `line`."""
        return f"echo ({line})"

    def shown(self, *names: str) -> str:
        """Return the line that prints exported variables, separated by blanks."""
        words = "' '".join(f"$E:{name}" for name in names)
        return f"echo '<'{words}'>'"

    def looking(self, path: str) -> str:
        """Return the line that tests whether a file exists, without starting a process."""
        return f"use path; nop (path:is-regular {path})"

    def say(self, text: str) -> str:
        """Return the line that prints `text` on both streams."""
        word = self.quote(text)
        return f"echo {word}; echo {word} >&2"

    def prompted(self, line: str) -> str:
        """Return `line` in a form that is followed by a prompt without a terminal."""
        return f"type-line {self.quote(line)}"

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file for its input."""
        return [self.program, *self.arguments, script], os.devnull

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        # The prompt is drawn more than once, and in pieces: so it is printed, once, before it is drawn.
        number = "var prompts = 0; set edit:prompt = { }; set edit:rprompt = { }"
        prompt = "{ set prompts = (+ $prompts 1); print '@@PROMPT'$pid'-'$prompts'@@' }"
        home.write(
            ".config/elvish/rc.elv",
            f"{number}\n{_NAMES}\n{text}\nset edit:before-readline = [$@edit:before-readline {prompt}]\n",
        )
        return {}

    def terminal(self) -> list[str]:
        """Return the command for a terminal, with rc files."""
        return [self.program]
