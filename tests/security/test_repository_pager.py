"""Test that a pager is the user's own, and gets no control characters from a repository."""

import re
from pathlib import Path
from shlex import quote

import pytest

from commandline import called, error
from terminals import shown


@pytest.mark.parametrize("name", ["PAGER", "VXENV_PAGER", "LESS", "LESSOPEN", "LESSKEY"])
def test_a_directory_file_names_no_pager(work: Path, name: str) -> None:
    """Variables that select the pager, or make less run a program, are rejected."""
    (work / ".vxenv.toml").write_text(f"[env]\n{name} = 'touch stolen'\n")
    assert name in error(called("allow"), 1)


def test_a_pager_gets_nothing_that_steers(home: Path, work: Path) -> None:
    """Text of a directory file reaches the pager escaped and without its own colors, as on a terminal."""
    values = "".join(f"A{at} = 'x\\u001b]52;c;eA==\\u0007\\u001b[31m'\n".replace("'", '"') for at in range(50))
    (work / ".vxenv.toml").write_text(f"[env]\n{values}")
    pager = f"cat >{quote(str(home / 'paged'))}"
    shown("diff", "@shell", "@dir", height=10, env={"VXENV_PAGER": pager, "NO_COLOR": "1"})
    text = (home / "paged").read_text()
    assert (50, []) == (text.count("eA=="), re.findall(r"[^ -~\n→…]", text))
