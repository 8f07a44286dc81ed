"""Test the activation in prompts, shown without starting a process."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from shells.drivers import BASHES, ELVISH, FISH, NUSHELL, TCSH, ZSH, Shell
from shells.harness import Session, terminal
from shells.home import Home
from vxenv.assets import read_asset
from vxenv.shells import SHELLS

SEEN = ("VXENV_PROFILE", "VXENV_PROTECTED")


def test_protected_is_told_to_prompts(shell: Shell, home: Home) -> None:
    """VXENV_PROTECTED is 1 while a protected profile is active, directly or in a stack, and unset afterwards."""
    home.profile("guarded", 'protected = true\n[vertex]\nregion = "global"\n')
    home.location("open", "eu")
    project = home.directory("p", 'profile = "guarded"\n')
    session = Session(shell, home)
    session.vxenv("use", "--yes", "guarded").show("used").vxenv("use", "open").show("other")
    session.vxenv("use", "--yes", "open+guarded").show("stack").vxenv("off").show("off").vxenv("auto").show("auto")
    session.cd(project).show("in").cd("/").show("out")
    result = session.run()
    labels = ("used", "other", "stack", "off", "auto", "in", "out")
    seen = [
        ["guarded", "1"],
        ["open", None],
        ["open+guarded", "1"],
        [None, None],
        [None, None],
        ["guarded", "1"],
        [None, None],
    ]
    assert seen == [result.get(label, *SEEN) for label in labels]


def test_exec_tells_its_program(shell: Shell, home: Home) -> None:
    """`exec` sets the prompt variables for its program; a shell without an activation does not."""
    home.profile("guarded", "protected = true\n")
    place = shell.quote(home.path("inner"))
    script = shell.quote('printf "%s" "$VXENV_PROTECTED" >"$1"')
    session = Session(shell, home).line(f"vxenv exec --yes guarded -- sh -c {script} sh {place}").show("here")
    result = session.run()
    with open(home.path("inner"), encoding="utf-8") as file:
        assert ("1", [None]) == (file.read(), result.get("here", "VXENV_PROTECTED"))


CODES = {"eu": 36, "guarded": 31}  # cyan, and red for a protected profile


@pytest.fixture
def store(home: Home) -> Home:
    """Provide a home with an unprotected and a protected profile."""
    home.location("eu", "europe-west1")
    home.profile("guarded", 'protected = true\n[vertex]\nregion = "global"\n')
    return home


def prompt_file(home: Home, name: str) -> str:
    """Write a file for prompts below `home`, and return its path."""
    return home.write(f"prompt/{name}", read_asset("shell/prompt", name))


# The shells with a ready-made file.
@pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH, TCSH, ELVISH, NUSHELL], indirect=True, ids=repr)
def test_plain_prompt(shell: Shell, store: Home) -> None:
    """The prompt shows the profile in cyan, a protected one in red, and nothing without an active profile."""
    lines = (
        shell.source(store.hook(shell.kind)),
        shell.source(prompt_file(store, f"prompt.{SHELLS[shell.kind].extension}")),
    )
    with terminal(shell, store, "\n".join(lines), {"TERM": "xterm", "NO_COLOR": "1"}) as found:
        for name, code in CODES.items():
            found.line(f"vxenv use --yes {name}")
            assert re.search(rf"\x1b\[(0?;)?{code}m(\x1b\S*?)?{name}[ \x1b]", found.line("true")), name
        found.line("vxenv off")
        assert [] == [name for name in CODES if name in found.line("true")]


def test_tcsh_prompt_in_front_of_the_hook(store: Home) -> None:
    """The file for tcsh's prompt may be loaded before the hook, which still runs before each prompt."""
    TCSH.require()
    lines = TCSH.source(prompt_file(store, "prompt.tcsh")), TCSH.source(store.hook("tcsh"))
    with terminal(TCSH, store, "\n".join(lines), {"TERM": "xterm", "NO_COLOR": "1"}) as found:
        assert "__vxenv_prompt;" in found.line("alias precmd")
        found.line("vxenv use eu")
        assert "\x1b[36meu" in found.line("true")


@pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH, TCSH, ELVISH, NUSHELL], indirect=True, ids=repr)
def test_prompt_evaluates_nothing(shell: Shell, home: Home) -> None:
    """A variable's value is never evaluated; characters outside names become question marks if supported."""
    strange = "$(touch pwned)`touch pwned`%F{red}"
    rc = shell.source(prompt_file(home, f"prompt.{SHELLS[shell.kind].extension}"))
    with terminal(shell, home, rc, {"TERM": "xterm", "VXENV_PROFILE": strange}) as found:
        # Some draw their prompt after the harness's own.
        assert (strange if shell is TCSH else re.sub(r"[^\w]", "?", strange)) in found.first + found.line("true")
        assert not os.path.exists(home.path("pwned"))


@pytest.mark.parametrize("name", ["prompt.zsh", "p10k.zsh", "oh-my-zsh.zsh"])
def test_zsh_files_parse(home: Home, name: str) -> None:
    """The files for zsh and its frameworks parse."""
    ZSH.require()
    done = subprocess.run(["zsh", "-n", prompt_file(home, name)], capture_output=True, text=True, check=False)
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_p10k_segment(home: Home) -> None:
    """The segment passes the profile to powerlevel10k, with a separate state for a protected one."""
    ZSH.require()
    script = 'function p10k { print -r -- "$@" }; . $1; prompt_vxenv; VXENV_PROFILE=a%b; prompt_vxenv; '
    script += "VXENV_PROTECTED=1; prompt_vxenv"
    words = ["zsh", "-fc", script, "zsh", prompt_file(home, "p10k.zsh")]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=home.environment())
    assert "segment -f cyan -t a?b\nsegment -s PROTECTED -f red -t a?b\n" == done.stdout


def test_data_files_parse() -> None:
    """The files for starship and oh-my-posh parse in these programs' formats."""
    modules = tomllib.loads(read_asset("shell/prompt", "starship.toml"))["env_var"]
    assert ["VXENV_PROFILE", "VXENV_PROTECTED"] == [module["variable"] for module in modules.values()]
    assert "VXENV_PROTECTED" in json.loads(read_asset("shell/prompt", "oh-my-posh.json"))["foreground_templates"][0]


def test_tmux(home: Home, tmp_path: Path) -> None:
    """The tmux status line shows the shell's profile, in red if it is protected."""
    if shutil.which("tmux") is None:
        if os.environ.get("CI"):
            pytest.fail("tmux is not installed")
        pytest.skip("tmux is not installed")
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", prompt_file(home, "tmux.conf")]

    def said(*words: str) -> str:
        done = subprocess.run([*tmux, *words], capture_output=True, text=True, check=True, env=home.environment())
        return done.stdout.strip()

    line = ["display-message", "-p", "#{E:status-right}"]
    said("new-session", "-d", "exec sleep 600")
    try:
        seen = [said(*line)]
        said("set", "-p", "@vxenv_profile", "eu")
        seen.append(said(*line))
        said("set", "-p", "@vxenv_protected", "1")
        seen.append(said(*line))
    finally:
        said("kill-server")
    shows = ["#[fg=cyan]eu#[default]", "#[fg=red]eu#[default]"]
    assert [[False, False], [True, False], [False, True]] == [[one in text for one in shows] for text in seen]


# Values that profile names cannot have, but the variable can: a color of zsh's, one of the terminal's, invisible
# characters, and code that shells evaluate.
HOSTILE = "x%F{red}\x1b[7m\u3164\u202e$(echo evil)`echo evil`{RED}"


@pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH, ELVISH, NUSHELL], indirect=True, ids=repr)
def test_prompts_show_names_only(shell: Shell, store: Home) -> None:
    """Values that are not profile names are shown as question marks; the environment cannot control a prompt."""
    lines = shell.source(prompt_file(store, f"prompt.{SHELLS[shell.kind].extension}"))
    env = {"TERM": "xterm", "NO_COLOR": "1", "VXENV_PROFILE": HOSTILE}
    with terminal(shell, store, lines, env) as found:
        said = found.line("true").replace("\x1b[7m⏎", "")  # elvish's mark of an unfinished line

    assert (True, False, False, False) == (
        re.search(r"x\?F\?red\?\?\?7m\?+echo\?evil\?+echo\?evil\?+RED\?", said) is not None,
        "\x1b[7m" in said,
        "\u3164" in said,
        "\u202e" in said,
    )
