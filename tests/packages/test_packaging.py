"""Test that the wheel built from the sdist is complete, and works when installed."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from vxenv.shells import SHELLS

ROOT = Path(__file__).parents[2]


def test_shell_files_and_catalogue_are_in_the_wheel(wheel: Path) -> None:
    """The wheel has the shell files, completions and schemas byte for byte, the catalogue and the typed marker."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for shell in ("bash", "zsh", "fish", "xonsh", "pwsh"):
            for name in filter(None, (SHELLS[shell].hook_file, SHELLS[shell].cold_file)):
                assert (ROOT / "shell" / name).read_bytes() == archive.read(f"vxenv/shell/{name}")
        for name in ("vxenv.bash", "_vxenv", "vxenv.fish", "vxenv.xsh", "vxenv.ps1"):
            assert (ROOT / "completions" / name).read_bytes() == archive.read(f"vxenv/completions/{name}")
        for path in (ROOT / "schemas").iterdir():
            assert path.read_bytes() == archive.read(f"vxenv/schemas/{path.name}")
    shared = {
        "bash-completion/completions/vxenv",
        "zsh/site-functions/_vxenv",
        "fish/vendor_completions.d/vxenv.fish",
        "nushell/vendor/autoload/vxenv.nu",
        "elvish/lib/vxenv/completions.elv",
        "elvish/lib/vxenv/prompt.elv",
        "man/man1/vxenv.1",
    }
    assert shared == {name.partition(".data/data/share/")[2] for name in names if ".data/data/share/" in name}
    assert {"vxenv/catalogue/data/variables.toml", "vxenv/py.typed"} <= names


def test_the_sdist_says_how_to_report(wheel: Path) -> None:
    """The sdist includes the security policy."""
    (sdist,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]

    assert {"SECURITY.md", "tests/lock/python.txt"} <= set(names)


@pytest.mark.long
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "ksh", "mksh", "tcsh", "elvish", "nushell", "xonsh"])
def test_installed_wheel_plays_the_session(wheel: Path, shell: str, tmp_path: Path) -> None:
    """`vxenv try` of the installed wheel switches manually and by directory in the real shell."""
    place = tmp_path / "it's installed"
    pip = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--target", str(place), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    environment = os.environ | {"PYTHONPATH": str(place), "HOME": str(tmp_path), "SHELL": f"/bin/{shell}"}
    words = [sys.executable, "-P", "-m", "vxenv", "try", "--shell", shell]
    done = subprocess.run(
        words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert "\x1b" not in done.stdout
    if f"{shell} is not installed" in done.stderr and not os.environ.get("CI"):
        pytest.skip(f"{shell} is not installed")
    assert 0 == done.returncode, done.stderr
    assert "us-east5+sonnet  acme-dev · us-east5 · sonnet" in done.stdout
    assert "eu-client  acme-eu · eu · claude-opus-5  (~/client-a/.vxenv.toml)" in done.stdout
