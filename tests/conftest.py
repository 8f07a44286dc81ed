"""Provide a home for every test, and helpers to write profiles and to run the command line."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from client import agreement
from commandline import Run, run_anywhere, run_process
from shells import outcomes
from vxenv.catalogue.variables import load_variables

# Tests are not timed, because slow machines must pass. No database: a run leaves nothing behind.
settings.register_profile("vxenv", deadline=None, database=None)
settings.load_profile("vxenv")

SHELLS = Path(__file__).with_name("shells")
HOME = "it's a home"


def pytest_configure(config: pytest.Config) -> None:
    """Collect the results of each shell and version here, because the controlling process reads no conftest below."""
    outcomes.begin(config)
    agreement.begin(config)
    # Under nohup and in background jobs of scripts, Ctrl-C is ignored, and programs started by tests inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Shells installed by `make shells` beside the tests' Python precede those of the machine.
    os.environ["PATH"] = os.pathsep.join([os.path.join(sys.prefix, "shells"), os.environ["PATH"]])


@pytest.fixture(autouse=True)
def _isolated(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Provide each test with its own home, and remove all variables that vxenv reads.

    Its path holds a space and a quote, and unquoted uses fail. The tests of the shells have their own.
    """
    if request.path.is_relative_to(SHELLS):
        return
    place = tmp_path / HOME
    work = place / "code"
    work.mkdir(parents=True)
    for name in list(os.environ):
        if name in load_variables().by_name or name.startswith(("VXENV_", "__VXENV_", "XDG_")):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.chdir(work)
    monkeypatch.setenv("PWD", str(work))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from an sdist of this checkout, without going online."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, SHELLS.parent.parent],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Provide the home directory of the test."""
    return tmp_path / HOME


@pytest.fixture
def work(home: Path) -> Path:
    """Provide the working directory of the test."""
    return home / "code"


@pytest.fixture
def config(home: Path) -> Path:
    """Provide the directory of config.toml, already created."""
    folder = home / ".config" / "vxenv"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def profile(config: Path) -> Callable[[str, str | bytes], Path]:
    """Provide a function that writes a profile and returns its path."""

    def write(name: str, text: str | bytes) -> Path:
        path = config / "profiles" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


@pytest.fixture
def source(home: Path) -> Callable[[str, str], Path]:
    """Provide a function that writes the profile SOURCE/PROFILE as an update does, and returns its path."""

    def write(name: str, text: str) -> Path:
        title, _, base = name.partition("/")
        folder = home / ".local" / "state" / "vxenv" / "sources" / title
        path = folder / "profiles" / f"{base}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        (folder / "record.toml").write_text('url = "https://example.com/x.git"\n')
        path.write_text(text)
        return path

    return write


@pytest.fixture
def run() -> Run:
    """Provide a function that runs the command line."""
    return run_anywhere


@pytest.fixture
def process() -> Run:
    """Provide a function that runs the command line in a process of its own."""
    return run_process
