"""Test the hook's files with linters and the shells' own parsers, as files and as loaded text."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from shells.drivers import BASHES, Shell
from shells.harness import Session
from shells.home import Home
from vxenv.assets import read_asset
from vxenv.setup.hook_text import render_hook
from vxenv.shells import SHELLS

CHECKS = {
    "bash": ("-n",),
    "zsh": ("-n",),
    "fish": ("--no-execute",),
    "ksh": ("-n",),
    "mksh": ("-n",),
    "tcsh": ("-n",),
    "elvish": ("-compileonly",),
    "nushell": ("--no-config-file",),
    "xonsh": ("check", "--quiet"),
}


def hook_files(home: Home, kind: str) -> list[str]:
    """Provide copies of the committed files of a hook."""
    shell = SHELLS[kind]
    files = {f"vxenv.{shell.extension}": shell.hook_file, shell.cold_file: shell.cold_file}
    return [home.write(name, read_asset("shell", file)) for name, file in files.items() if name]


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish", "ksh"])
def test_each_function_is_defined_once(kind: str) -> None:
    """Each function is defined once; differences between shells or versions are in branches."""
    text = read_asset("shell", SHELLS[kind].hook_file)
    if SHELLS[kind].is_split:  # without the functions that load the other file, and those in functions
        stubs = r"^if (\[\[ -n \$__vxenv_cold \]\]; then|test -n \"\$__vxenv_cold\")\n.*?^(fi|end)\n"
        text = re.sub(stubs, "", text, flags=re.MULTILINE | re.DOTALL)
        text += read_asset("shell", SHELLS[kind].cold_file)
    found = re.findall(r"^( *)function ([\w.]+)(?= |$)", text, re.MULTILINE)
    for_all = [name for indent, name in found if not indent]
    assert [] == [name for name in for_all if for_all.count(name) > 1]
    assert set() == set(for_all) & {name for indent, name in found if indent}


def test_parses_as_committed(shell: Shell, home: Home) -> None:
    """The committed files parse without their preamble."""
    for file in hook_files(home, shell.kind):
        command = [shell.program, *CHECKS[shell.kind], file]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=home.environment())
        assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_completions_parse_as_committed(shell: Shell, home: Home) -> None:
    """The committed completions parse."""
    name = SHELLS[shell.kind].completions_file
    file = home.write(name, read_asset("completions", name))
    command = [shell.program, *CHECKS[shell.kind], file]
    if shell.kind == "nushell":  # it is data in this file
        command = [shell.program, "-c", f"open {shell.quote(file)} | ignore"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=home.environment())
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_parses_with_its_preamble(shell: Shell, home: Home) -> None:
    """The files that `vxenv setup` writes parse, and the text that `vxenv init` prints."""
    with home.entered():
        whole = home.write(f"whole.{SHELLS[shell.kind].extension}", render_hook(shell.kind))
    hook = Path(home.hook(shell.kind))
    for file in (whole, hook, *hook.parent.glob("cold-*")):
        command = [shell.program, *CHECKS[shell.kind], str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=home.environment())
        assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_shellcheck(home: Home) -> None:
    """The bash files pass shellcheck; only the names of their preamble may be undefined."""
    require_shellcheck()
    command = ["shellcheck", "--shell=bash", "--exclude=SC2154", *hook_files(home, "bash")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stdout)


def test_shellcheck_of_completions(home: Home) -> None:
    """The completions for bash pass shellcheck."""
    require_shellcheck()
    command = ["shellcheck", "--shell=bash", home.write("vxenv.bash", read_asset("completions", "vxenv.bash"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stdout)


def require_shellcheck() -> None:
    """Skip the test where shellcheck is missing; fail where CI is set."""
    if shutil.which("shellcheck") is None:
        if os.environ.get("CI"):
            pytest.fail("shellcheck is not installed")
        pytest.skip("shellcheck is not installed")


def test_loads_in_silence(shell: Shell, home: Home) -> None:
    """Loading the hook and its first prompt print nothing on either stream."""
    assert "" == Session(shell, home).line("true").run().quiet()


@pytest.mark.parametrize("flags", [["-e"], ["-u"], ["-eu", "-o", "pipefail"]], ids=" ".join)
@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
def test_loads_in_scripts(shell: Shell, home: Home, flags: list[str]) -> None:
    """A strict script that sources the hook continues silently."""
    script = home.write("script", f"{shell.source(home.hook(shell.kind))}\ncd /\nprintf 'here\\n'\n")
    done = subprocess.run(
        [shell.program, "--norc", *flags, script], capture_output=True, text=True, check=False, env=home.environment()
    )
    assert (0, "here\n", "") == (done.returncode, done.stdout, done.stderr)


def test_loads_by_eval(shell: Shell, home: Home) -> None:
    """The text works when evaluated, as in rc files."""
    home.location("eu", "europe-west1")
    project = home.directory("p", 'profile = "eu"\n')
    hook = shell.quote(home.hook(shell.kind))
    lines = {
        "fish": f"command cat {hook} | source",
        "elvish": f"eval (command cat {hook} | slurp)",
        "xonsh": f"exec($(cat {hook}))",
    }
    line = lines.get(shell.kind, f'eval "$(command cat {hook})"')
    result = Session(shell, home, hook=False).mark("a").line(line).mark("b").cd(project).show("in").run()
    assert "" == result.out("a") + result.err("a")
    assert ["europe-west1"] == result.get("in", "CLOUD_ML_REGION")
