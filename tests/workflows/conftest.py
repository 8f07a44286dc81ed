"""Provide the pinned packages of the action in a directory, for installers without a network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workflows.runner import ROOT


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provide a directory with the packages of action/requirements.txt, each with a pinned hash."""
    folder = tmp_path_factory.mktemp("house")
    locked = ROOT / "action" / "requirements.txt"
    words = [
        "download",
        "--quiet",
        "--dest",
        str(folder),
        "--only-binary",
        ":all:",
        "--require-hashes",
        "-r",
        str(locked),
    ]
    done = subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        missing = f"no registry to take dependencies from: {done.stderr}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return folder
