"""Tests of doctor called by each shell's function: the hook, its line in the rc file, its prompt command."""

import json
import subprocess
from typing import Any

import pytest

from shells.drivers import Shell
from shells.harness import Session, terminal
from shells.home import Home

# The line that removes the hook from the prompt in each shell.
OUT = {
    "bash": "PROMPT_COMMAND=:",
    "zsh": "precmd_functions=()",
    "fish": "functions -e __vxenv_prompt",
    "ksh": "unset -f PS1.get",
    "mksh": "PS1=",
    "tcsh": "unalias precmd",
    "elvish": "set edit:before-readline = []",
    "nushell": "$env.config.hooks.pre_prompt = []",
    "xonsh": "_ = [events.on_pre_prompt_format.discard(one) for one in list(events.on_pre_prompt_format)]",
}


def shell_checks(text: str) -> dict[str, Any]:
    """Return the states of the shell's checks in the output of `doctor --json`."""
    found = json.loads(text[text.index("{") : text.rindex("}") + 1])["checks"]
    names = ("rc", "hook", "line")
    return {one["name"]: one["state"] for one in found if one["group"] == "shell" and one["name"] in names}


def test_a_hook_that_is_loaded(shell: Shell, home: Home) -> None:
    """All checks pass if the rc file loads the hook and the prompt calls it."""
    with terminal(shell, home) as found:
        said = shell_checks(found.line("vxenv doctor --json"))

    assert {"rc": "ok", "hook": "ok", "line": "ok"} == said


def test_a_hook_that_is_out_of_line(shell: Shell, home: Home) -> None:
    """A hook removed from the prompt is a failure, and loading it again fixes that."""
    hook = shell.source(home.hook(shell.kind))
    session = Session(shell, home).line(OUT[shell.kind]).mark("out").vxenv("-q", "doctor", "--json")
    session.mark("again").line(hook).mark("in").vxenv("doctor", "--json").mark("end")
    result = session.run()

    assert ("failed", "ok") == tuple(shell_checks(result.out(label))["line"] for label in ("out", "in"))


def test_no_line_in_the_rc_file(shell: Shell, home: Home) -> None:
    """A hook that no rc file loads is a warning."""
    result = Session(shell, home).mark("here").vxenv("doctor", "--json").mark("end").run()

    assert {"rc": "warning", "hook": "ok", "line": "ok"} == shell_checks(result.out("here"))


@pytest.mark.parametrize("words", [("status",), ("doctor", "--quiet")], ids=" ".join)
def test_no_variable_is_left(shell: Shell, home: Home, words: tuple[str, ...]) -> None:
    """Variables that the function passes to vxenv are not set in the shell or for other programs."""
    result = Session(shell, home).vxenv(*words).show("after").run()

    assert [None, None] == result.get("after", "__VXENV_PROMPTS", "__VXENV_HOOK")


def test_the_exit_code_is_the_shells(shell: Shell, home: Home) -> None:
    """The function returns the exit code of a failure, here a missing parent profile."""
    home.profile("p", 'extends = "gone"\n')
    lines = {
        "fish": "not vxenv doctor -q p; and echo failed",
        "elvish": "try { vxenv doctor -q p } catch { echo failed }",
        **dict.fromkeys(("tcsh", "xonsh"), "vxenv doctor -q p || echo failed"),
        "nushell": "try { vxenv doctor -q p } catch { print failed }",
    }
    line = lines.get(shell.kind, "! vxenv doctor -q p && echo failed")
    result = Session(shell, home).mark("run").line(line).mark("end").run()

    assert "failed" == result.out("run").splitlines()[-1]


def test_a_script_has_no_prompt(shell: Shell, home: Home) -> None:
    """A script that loads the hook gets no check of the prompt."""
    script = home.write("script", f"{shell.loaded(home.hook(shell.kind), 'vxenv doctor --json')}\n")
    ran = subprocess.run(
        [shell.program, script], env=home.environment(), capture_output=True, text=True, check=False, cwd=home.root
    )

    assert "line" not in shell_checks(ran.stdout), ran
