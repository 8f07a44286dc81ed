"""Test the wheel with each installer: the program, its version, and a first shell."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from email import message_from_bytes
from pathlib import Path

import pytest

from vxenv import __version__

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


def ran(words: list[object], env: Mapping[str, str]) -> str:
    """Run a program that must succeed, and return its output."""
    done = subprocess.run(list(map(str, words)), env=env, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def house(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provide a directory with the wheel and its dependencies, for installers without a network."""
    folder = tmp_path_factory.mktemp("house")
    words = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", folder, "--only-binary", ":all:", wheel]
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)
    if done.returncode:
        missing = f"no registry to take dependencies from: {done.stderr}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Provide the environment of a separate home, for installers too."""
    home = tmp_path / "home"
    home.mkdir()
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "PIP_NO_INDEX": "1",
        "UV_NO_INDEX": "1",
        "UV_OFFLINE": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIPX_HOME": str(home / "pipx"),
        "PIPX_BIN_DIR": str(home / "bin"),
        "PYTHONUSERBASE": str(home / "user"),
        "UV_TOOL_DIR": str(home / "uv"),
        "UV_TOOL_BIN_DIR": str(home / "bin"),
        "UV_CACHE_DIR": str(home / "cache"),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_CONFIG": "1",
    }


def installer(name: str) -> Path:
    """Return the installer `name` of this environment; skip if it is missing, but fail in CI."""
    found = shutil.which(name, path=f"{BIN}:{os.environ['PATH']}")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return Path(found)


def with_pip(wheel: Path, env: dict[str, str]) -> Path:
    """Install into a virtual environment."""
    place = Path(env["HOME"], "it's a venv")
    ran([sys.executable, "-m", "venv", place], env)
    ran([place / "bin" / "python", "-m", "pip", "install", "--quiet", wheel], env)
    return place / "bin" / "vxenv"


def with_pip_user(wheel: Path, env: dict[str, str]) -> Path:
    """Install into the user's own directory; only a Python that reads it can do this."""
    place = Path(env["HOME"], "seeing")
    ran([sys.executable, "-m", "venv", "--system-site-packages", place], env)
    words = ["install", "--user", "--quiet", "--ignore-installed", wheel]
    ran([place / "bin" / "python", "-m", "pip", *words], env)
    return Path(env["PYTHONUSERBASE"], "bin", "vxenv")


def with_pipx(wheel: Path, env: dict[str, str]) -> Path:
    """Install with pipx."""
    words = ["install", "--quiet", "--python", sys.executable, wheel]
    ran([installer("pipx"), *words], env)
    return Path(env["PIPX_BIN_DIR"], "vxenv")


def with_uv(wheel: Path, env: dict[str, str]) -> Path:
    """Install with uv."""
    words = ["tool", "install", "--quiet", "--python", sys.executable, wheel]
    ran([installer("uv"), *words], env)
    return Path(env["UV_TOOL_BIN_DIR"], "vxenv")


WAYS: list[Callable[[Path, dict[str, str]], Path]] = [with_pip, with_pip_user, with_pipx, with_uv]


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_installed(
    way: Callable[[Path, dict[str, str]], Path], house: Path, wheel: Path, environment: dict[str, str]
) -> None:
    """With each installer, three commands lead to a profile in a new shell, and upgrades find their files."""
    program = way(wheel, environment | {"PIP_FIND_LINKS": str(house), "UV_FIND_LINKS": str(house)})
    env = {name: value for name, value in environment.items() if not name.startswith(("PIP_", "UV_", "PIPX_"))}
    # The PATH of a shell with the installer's directory.
    env["PATH"] = f"{program.parent}:/usr/bin:/bin"
    assert f"vxenv {__version__}\n" == ran([program, "--version"], env)
    ran([program, "add", "work", "--project", "acme-prod", "--region", "eu"], env)
    ran([program, "setup", "--shell", "bash", "--yes"], env)
    words = "vxenv use work; command env; vxenv off; vxenv setup --shell bash --remove --yes"
    shell = ran(["bash", "--rcfile", Path(env["HOME"], ".bashrc"), "-i", "-c", words], env)
    assert {"CLOUD_ML_REGION=eu", "ANTHROPIC_VERTEX_PROJECT_ID=acme-prod"} <= set(shell.splitlines())
    assert not Path(env["HOME"], ".bashrc").exists()


def test_module_without_the_script(wheel: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """`python -m vxenv` works without the script on PATH."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", tmp_path / "there", wheel]
    ran([*pip], environment)
    env = environment | {"PYTHONPATH": str(tmp_path / "there")}

    assert f"vxenv {__version__}\n" == ran([sys.executable, "-P", "-m", "vxenv", "--version"], env)


def test_metadata(wheel: Path) -> None:
    """The wheel has its version, its license and its requirements, and includes the license text."""
    with zipfile.ZipFile(wheel) as archive:
        place = f"vxenv-{__version__}.dist-info"
        told = message_from_bytes(archive.read(f"{place}/METADATA"))
        licence = archive.read(f"{place}/licenses/LICENSE")
    classifiers = told.get_all("Classifier") or []

    assert (__version__, "MIT", ">=3.11", True) == (
        told["Version"],
        told["License-Expression"],
        told["Requires-Python"],
        "Typing :: Typed" in classifiers,
    )
    assert (ROOT / "LICENSE").read_bytes() == licence
    assert "text/markdown" == told["Description-Content-Type"]


def test_sdist_is_whole(wheel: Path) -> None:
    """The sdist includes everything needed to build and test vxenv."""
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ["LICENSE", "README.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "shell/vxenv.fish"]

    assert [] == [name for name in [*wanted, "tests/shells/harness.py", "src/vxenv/py.typed"] if name not in names]
