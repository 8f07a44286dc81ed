"""Test that modules, hooks, completions and drivers of shells match, and that a hook imports its own shell only."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

import vxenv.shells
from completions import RENDERERS
from shells import drivers
from shells.test_exports import COMMANDS
from vxenv.cli.commands import completions, init
from vxenv.shells import EXPORTED, HOOKED, SHELLS, load_shell

ROOT: Final = Path(__file__).parent.parent
# PowerShell cannot be installed for the tests: test_pwsh.py parses its code with its grammar.
WITHOUT_DRIVER: Final = {"pwsh"}


def test_each_shell_has_a_module() -> None:
    """Each module of a shell is listed, and its shell has the module's name."""
    modules = [path.stem for path in Path(vxenv.shells.__path__[0]).glob("*.py")]
    defining = {name for name in modules if hasattr(import_module(f"vxenv.shells.{name}"), "SHELL")}

    assert {*HOOKED, *EXPORTED} == defining
    assert [*EXPORTED] == [load_shell(name).name for name in EXPORTED]


def test_each_shell_has_a_hook() -> None:
    """The files in shell/ are the hooks of the shells, and the files they source."""
    sourced = {f"vxenv-{name}.{shell.extension}" for shell in SHELLS.values() for name in shell.sourced_files}
    sourced |= {shell.cold_file for shell in SHELLS.values()} - {""}
    files = {path.name for path in (ROOT / "shell").glob("vxenv*")}

    assert files == {shell.hook_file for shell in SHELLS.values()} | sourced


def test_each_shell_has_completions() -> None:
    """The files in completions/ are those of the shells, and each has a generated part."""
    files = {path.name for path in (ROOT / "completions").iterdir()}

    assert files == {shell.completions_file for shell in SHELLS.values()} - {""}
    assert {name for name, shell in SHELLS.items() if shell.completions_file} == set(RENDERERS)


def test_each_shell_has_a_driver() -> None:
    """Each shell has a driver for the scenarios, and loads its export format."""
    assert {*SHELLS} - WITHOUT_DRIVER == {driver.kind for driver in drivers.SHELLS}
    assert {*EXPORTED} - WITHOUT_DRIVER == set(COMMANDS)


@pytest.mark.parametrize("name", SHELLS)
def test_help_names_each_shell(name: str) -> None:
    """Help has a line for the rc file of each shell, and for its completions, if any."""
    assert f"vxenv init {name}" in str(init.init.help)
    assert bool(SHELLS[name].completions_file) == (f"vxenv completions {name}" in str(completions.completions.help))


@pytest.mark.parametrize("name", HOOKED)
def test_a_shell_is_imported_alone(name: str) -> None:
    """Loading a shell imports only its own module and those it derives from."""
    code = f"import sys, vxenv.shells\nvxenv.shells.load_shell({name!r})\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    parents = {cls.__module__.rpartition(".")[2] for cls in type(load_shell(name)).__mro__}

    assert parents & {*HOOKED} == {*HOOKED} & {module.removeprefix("vxenv.shells.") for module in ran.stdout.split()}
