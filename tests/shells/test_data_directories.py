"""Test completions and prompts that shells find in the wheel's data files, or beside xonsh, without `setup`."""

import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shells.drivers import ELVISH, NUSHELL, XONSH, Shell
from shells.harness import Terminal, terminal
from shells.home import Home
from shells.test_completions import _SHOW, completed, listed

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.fixture
def store(home: Home) -> Home:
    """Provide a home with two profiles."""
    home.location("prod-global", "global")
    home.location("prod-eu", "eu")
    return home


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """Provide the data directory that the wheel installs."""
    for source, target in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"].items():
        place = tmp_path / "prefix" / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / source, place)
    return tmp_path / "prefix" / "share"


@contextmanager
def opened(shell: Shell, home: Home, share: Path, *lines: str, **more: str) -> Iterator[Terminal]:
    """Provide a terminal of a shell that searches `share`, with `lines` in its rc file."""
    environment = {"TERM": "xterm", "NO_COLOR": "1", "XDG_DATA_DIRS": f"{share}:/usr/local/share:/usr/share", **more}
    with terminal(shell, home, "\n".join(lines), environment) as found:
        yield found


@pytest.mark.parametrize("hook", [True, False])
@pytest.mark.parametrize("shell", [ELVISH, NUSHELL], indirect=True, ids=repr)
def test_completions_are_found(shell: Shell, store: Home, share: Path, hook: bool) -> None:
    """The shell completes from the data directory, with and without the hook; elvish needs a `use`."""
    lines = [_SHOW[shell.kind], *([shell.source(store.hook(shell.kind))] if hook else [])]
    lines += ["use vxenv/completions"] if shell.kind == "elvish" else []
    with opened(shell, store, share, *lines) as found:
        assert ["which"] == completed(found, "vxenv whi")
        assert ["use", "prod-global"] == completed(found, "vxenv use prod-g")
        assert ["lint", "--format", "sarif"] == completed(found, "vxenv lint --format sar")


@pytest.mark.parametrize("shell", [NUSHELL], indirect=True, ids=repr)
def test_nushell_keeps_the_users_completer(shell: Shell, store: Home, share: Path) -> None:
    """The user's external completer in config.nu still completes all other programs."""
    own = "$env.config.completions.external.completer = {|spans| [$'mine-($spans | first)'] }"
    with opened(shell, store, share, _SHOW["nushell"], own) as found:
        assert ["use", "prod-eu"] == completed(found, "vxenv use prod-e")
        listed(found, "other mi", "other mine-other")


@pytest.mark.parametrize("shell", [ELVISH], indirect=True, ids=repr)
def test_elvish_prompt_is_a_module(shell: Shell, store: Home, share: Path) -> None:
    """The module for the prompt shows the active profile before elvish's own prompt."""
    with opened(shell, store, share, shell.source(store.hook("elvish")), "use vxenv/prompt") as found:
        found.line("vxenv use prod-eu")
        assert re.search(r"\x1b\[(0?;)?36m(\x1b\S*?)?prod-eu[ \x1b]", found.line("true"))


@pytest.mark.parametrize("hook", [True, False])
@pytest.mark.parametrize("shell", [XONSH], indirect=True, ids=repr)
def test_xontrib(shell: Shell, store: Home, share: Path, tmp_path: Path, hook: bool) -> None:
    """Xonsh loads the xontrib of a vxenv in its own environment, which completes and has a field for the prompt."""
    points = PROJECT["project"]["entry-points"]["xonsh.xontribs"]
    info = tmp_path / "site" / "vxenv-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: vxenv\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[xonsh.xontribs]\n" + "".join(f"{name} = {module}\n" for name, module in points.items())
    )
    lines = [_SHOW["xonsh"], *([shell.source(store.hook("xonsh"))] if hook else [])]
    drawn = "print('drawn', __import__('xonsh.prompt.base').prompt.base.PromptFormatter()('{vxenv:{} }>'))"
    path = os.pathsep.join((str(tmp_path / "site"), str(ROOT / "src")))
    with opened(shell, store, share, *lines, PYTHONPATH=path) as found:
        assert ["use", "prod-global"] == completed(found, "vxenv use prod-g")
        assert "drawn >" in found.line(drawn)
        assert "drawn {CYAN}prod-eu{RESET} >" in found.line(f"$VXENV_PROFILE = 'prod-eu'; {drawn}")
        assert "drawn {RED}prod-eu{RESET} >" in found.line(
            f"$VXENV_PROFILE = 'prod-eu'; $VXENV_PROTECTED = '1'; {drawn}"
        )
