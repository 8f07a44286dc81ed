"""tools/shared_shell.py: the shared blocks of hooks, as committed and after a change."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Provide a copy of the hooks and of the tool."""
    shutil.copytree(ROOT / "shell", tmp_path / "shell")
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "shared_shell.py", tmp_path / "tools")
    return tmp_path


def run(checkout: Path, *words: str) -> tuple[int, str]:
    """Run the tool and return its status and output."""
    command = [sys.executable, str(checkout / "tools" / "shared_shell.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that occurs once in a file."""
    text = path.read_text()
    assert 1 == text.count(old)
    path.write_text(text.replace(old, new))


def test_hooks_are_in_step() -> None:
    """The committed copies are up to date."""
    assert (0, "") == run(ROOT, "--check")


@pytest.mark.parametrize("name", ["vxenv.zsh", "vxenv-cold.zsh", "vxenv.ksh"])
def test_changed_copy(checkout: Path, name: str) -> None:
    """An edited copy is reported with --check, and rewritten without."""
    path = checkout / "shell" / name
    before = path.read_text()
    line = f"function __vxenv_{'read_inputs' if 'cold' in name else 'apply_plan'} {{\n"
    replace(path, line, f"{line}  :\n")
    said = f"shell/{name}: shared blocks differ from the hook for bash\nhint: python tools/shared_shell.py\n"
    assert [(1, said), (0, ""), (0, "")] == [run(checkout, "--check"), run(checkout), run(checkout, "--check")]
    assert before == path.read_text()


def test_changed_source(checkout: Path) -> None:
    """A change in the bash hook is copied to the others; in the ksh hook builtins are quoted."""
    replace(
        checkout / "shell" / "vxenv.bash",
        "function __vxenv_apply_plan {\n",
        "function __vxenv_apply_plan {\n  if [[ -z $1 ]]; then return 1; fi # return\n",
    )
    assert (0, "") == run(checkout)
    for name, line in (("vxenv.zsh", "then return 1; fi # return"), ("vxenv.ksh", r"then \return 1; fi # return")):
        assert line in (checkout / "shell" / name).read_text()


@pytest.mark.parametrize("line", ["# shared: begin sync\n", "# shared: end sync\n"])
def test_markers_that_do_not_pair(checkout: Path, line: str) -> None:
    """An unpaired marker is an error, and nothing is written."""
    replace(checkout / "shell" / "vxenv.ksh", line, "")
    assert (1, "shared_shell: unpaired markers, or a name occurs twice\n") == run(checkout)
