"""Tests of setup in each shell with a new account: questions, switching, upgrades and removal."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shells.drivers import BASHES, FISH, ZSH, Shell
from shells.harness import Terminal, terminal
from shells.home import Home
from shells.test_completions import listed
from terminals import press
from vxenv.setup.init_file import read_maker, render_init_file
from vxenv.shells import SHELLS

LOCATION = "CLOUD_ML_REGION"
# A new account has no variables of vxenv; empty is equivalent to unset.
NEW = {"VXENV_CONFIG_DIR": "", "VXENV_STATE_DIR": "", "VXENV_CACHE_DIR": ""}
RC = {
    "bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/conf.d/vxenv.fish", "ksh": ".kshrc", "mksh": ".mkshrc",
    "tcsh": ".tcshrc", "elvish": ".config/elvish/rc.elv", "xonsh": ".config/xonsh/rc.xsh",
    "nushell": ".config/nushell/config.nu",
}  # fmt: skip
# Options that prevent a shell from reading the user's files.
NO_RC = {
    "bash": ("--norc", "--noprofile"), "zsh": ("-f",), "fish": ("--no-config",), "tcsh": ("-f",), "elvish": ("-norc",),
    "xonsh": ("--no-rc",), "nushell": ("--no-config-file",),
}  # fmt: skip

# Ctrl-C, Ctrl-D, and the answer no.
KEYS = ("\x03", "\x04", "n\r")
LOOKS = "type vxenv >/dev/null 2>&1 && echo loaded\ntrue\n"


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """Return a directory with this `vxenv`, for PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "vxenv"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m vxenv "$@"\n')
    program.chmod(0o700)
    return folder


@pytest.fixture
def account(shell: Shell, home: Home, bin_folder: Path) -> Iterator[Terminal]:
    """Return a terminal of a new account with only gcloud configured and vxenv installed."""
    shutil.rmtree(home.config)
    home.write(".config/gcloud/configurations/config_work", "[core]\nproject = acme-prod\n")
    path = {"PATH": f"{bin_folder}:{os.environ['PATH']}"}
    with terminal(shell, home, rc="", environment=NEW | path) as found:
        yield found


def again(found: Terminal, shell: Shell) -> str:
    """Start a new shell in the terminal, and return its output."""
    return found.line("exec " + " ".join(shell.terminal()))


def init_file(home: Home, shell: Shell) -> Path:
    """Return the rc file of new shells."""
    return Path(home.path(".local/state/vxenv/shell", f"init.{SHELLS[shell.kind].extension}"))


def test_new_account(shell: Shell, home: Home, account: Terminal) -> None:
    """Setup, a new shell and use activate a profile; removal restores the rc file."""
    rc = Path(home.path(RC[shell.kind]))
    before = rc.read_bytes() if rc.exists() else None
    told = account.line(f"vxenv setup --shell {shell.kind} --yes")
    assert [True, False] == ["vxenv status" in told, "vxenv use" in told]
    assert "vxenv" not in again(account, shell)
    assert "acme-prod · global" in account.line("vxenv use work")
    assert ["global", "acme-prod", "work"] == [
        account.env("in").get(name) for name in (LOCATION, "ANTHROPIC_VERTEX_PROJECT_ID", "VXENV_PROFILE")
    ]
    account.line("vxenv off")
    account.line(f"vxenv setup --shell {shell.kind} --remove --yes")
    assert before == (rc.read_bytes() if rc.exists() else None)
    again(account, shell)
    assert "not loaded in this shell" in account.line("vxenv use work")


def test_remove_while_active(shell: Shell, account: Terminal) -> None:
    """Removal with an active profile turns profiles off, and new shells inherit no variables."""
    account.line(f"vxenv setup --shell {shell.kind} --yes")
    again(account, shell)
    account.line("vxenv use work")
    assert "global" == account.env("in").get(LOCATION)
    told = account.line(f"vxenv setup --remove --shell {shell.kind} --yes")
    assert [True, True] == ["config/gcloud" not in told, "--purge" in told]
    here = account.env("out")
    again(account, shell)
    names = (LOCATION, "ANTHROPIC_VERTEX_PROJECT_ID", "VXENV_PROFILE", "VXENV_REASON", "VXENV_PROTECTED")
    assert [[], []] == [
        [name for name in found if name in names or name.startswith("__VXENV_")]
        for found in (here, account.env("new"))
    ]


def test_purge(shell: Shell, home: Home, account: Terminal) -> None:
    """--purge deletes all files of vxenv, and the shell continues without messages."""
    account.line(f"vxenv setup --shell {shell.kind} --yes")
    again(account, shell)
    account.line("vxenv use work")
    account.line(f"vxenv setup --remove --purge --shell {shell.kind} --yes")
    assert None is (account.env("out").get(LOCATION) or None)
    assert "vxenv" not in account.line("cd /")
    found = (path for path in Path(home.root).rglob("*vxenv*") if path.parent.name != "generated_completions")
    left = {path for one in found for path in one.rglob("*") if path.is_file()}
    kept = {path for path in left if path.parent.name == "answers"} if shell.kind == "tcsh" else set()
    assert kept == left


def test_directory_in_a_pinned_shell(shell: Shell, account: Terminal) -> None:
    """`local` and `allow` report a pinned shell, and hint at `auto`."""
    account.line(f"vxenv setup --shell {shell.kind} --yes")
    again(account, shell)
    pin = 'this shell is pinned to "work"; directory files are ignored'
    assert pin not in account.line("vxenv local work")
    account.line("vxenv use work")
    assert pin in account.line("vxenv local work")
    account.line("vxenv off")
    assert "profiles are off in this shell; directory files are ignored" in account.line("vxenv allow")
    account.line("vxenv auto")
    assert "work" == account.env("auto").get("VXENV_PROFILE")


def test_setup_questions(shell: Shell, home: Home, account: Terminal) -> None:
    """Each question is asked in a terminal, and the answers are applied."""
    account.child.sendline(f"vxenv setup --shell {shell.kind}")
    for question, answer in [
        ("Add this line?", ""),
        ("Create profile", "y"),
        ("Default profile (", "nope"),
        ("Default profile (", "work"),
        ("which overrides settings files?", "y"),
    ]:
        account.child.expect_exact(question)
        account.child.sendline(answer)
    text = account.wait()
    assert "default: work" in text
    config = Path(home.path(".config", "vxenv", "config.toml"))
    config = config if config.exists() else Path(home.path(".config", "vxenv", "config.toml"))
    assert 'default = "work"\nclaude_wrapper = true\n' == config.read_text()
    again(account, shell)
    assert "global" == account.env("in").get(LOCATION)


def test_name_and_location_at_the_question(shell: Shell, home: Home, account: Terminal) -> None:
    """The name and the location of a profile can be typed; the default location is gcloud's region."""
    home.write(".config/gcloud/configurations/config_work", "[core]\nproject = acme-prod\n[ai]\nregion = us-east5\n")
    account.child.sendline(f"vxenv setup --shell {shell.kind}")
    for question, answer in [
        ("Add this line?", ""),
        ("Create profile", "no/name"),
        ("Create profile", "client"),
        ("[us-east5]", "eu"),
        ("Default profile (", ""),
        ("which overrides settings files?", ""),
    ]:
        account.child.expect_exact(question)
        account.child.sendline(answer)
    account.wait()
    text = Path(home.path(".config", "vxenv", "profiles", "client.toml")).read_text()
    assert [True, True] == ['region = "eu"' in text, 'configuration = "work"' in text]


@pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH], indirect=True, ids=repr)
def test_what_contradicts_is_taken_out(shell: Shell, home: Home, account: Terminal) -> None:
    """After confirmation, conflicting settings and replaced lines are removed; undo restores them."""
    export = "set -gx {} {}\n" if shell.kind == "fish" else "export {}={}\n"
    pairs = (("ANTHROPIC_VERTEX_PROJECT_ID", "acme-rc"), (LOCATION, "global"), ("PAGER", "less"))
    place = ".config/fish/config.fish" if shell.kind == "fish" else RC[shell.kind]
    text = "".join(export.format(*pair) for pair in pairs)
    old = Path(home.path(place)).read_text() if os.path.exists(home.path(place)) else ""
    rc = Path(home.write(place, text + old))
    settings = Path(
        home.write(".claude/settings.json", '{"env": {"CLOUD_ML_REGION": "us", "X": "1"}, "theme": "dark"}')
    )
    whole = rc.read_text(), settings.read_text()
    account.child.sendline(f"vxenv setup --shell {shell.kind}")
    for question, answer in [
        ("Add this line?", ""),
        ("Create profile", "y"),
        ("Create profile", "n"),
        ("Create profile", "n"),
        ("Remove CLOUD_ML_REGION from ~/.claude/settings.json", "y"),
        ("Comment out lines 1 and 2 of", "y"),
        ("Default profile (", "shell"),
        ("which overrides settings files?", ""),
    ]:
        account.child.expect_exact(question)
        account.child.sendline(answer)
    account.wait()
    lines = rc.read_text().splitlines()
    assert [f"#vxenv# {export.format(*pair).strip()}" for pair in pairs[:2]] == lines[:2]
    assert (export.format(*pairs[2]).strip(), '{"env": {"X": "1"}, "theme": "dark"}') == (
        lines[2],
        settings.read_text(),
    )
    told = again(account, shell)
    assert "warning" not in told
    assert "global" == account.env("in").get(LOCATION)
    account.line("vxenv undo")
    assert whole == (rc.read_text(), settings.read_text())
    account.line("vxenv undo --redo")
    account.line(f"vxenv setup --remove --yes --shell {shell.kind}")
    assert whole == (rc.read_text(), settings.read_text())


@pytest.mark.parametrize(
    ("at", "key"), [("Add this line?", key) for key in KEYS] + [("Create profile", key) for key in KEYS[:2]], ids=repr
)
def test_left_in_the_middle(shell: Shell, home: Home, account: Terminal, at: str, key: str) -> None:
    """Ctrl-C or Ctrl-D at any question, or declining the line, leaves no files."""
    account.child.sendline(f"vxenv setup --shell {shell.kind}")
    account.child.expect_exact("Add this line?")
    if at != "Add this line?":
        account.child.sendline("y")
        account.child.expect_exact(at)
    press(account.child, key)
    account.wait()
    account.line("true")
    # fish generates completions from manual pages in its own directory.
    found = (path for path in Path(home.root).rglob("*vxenv*") if path.parent.name != "generated_completions")
    left = [path for path in found if path.name != "vxenv"]
    assert [] == left
    assert not init_file(home, shell).exists()


def loading(shell: Shell, home: Home, root: str) -> tuple[int, str, str]:
    """Run the line of the rc file in a separate shell with the home `root`; return status, stdout and stderr."""
    rc = Path(root, RC[shell.kind])
    line = (rc.read_text().splitlines() or [""])[-1]
    assert line.endswith("# vxenv setup")
    script = Path(root, "load")
    own = {
        "tcsh": 'if ( "`alias vxenv`" != "" ) echo loaded\ntrue\n',
        "xonsh": "_ = 'vxenv' in aliases and print('loaded')\ntrue\n",
        "elvish": "if (has-key $hook: vxenv~) { echo loaded }\n",
        "nushell": "if (scope commands | any {|one| $one.name == vxenv }) { print loaded }\n",
    }
    if shell.kind == "elvish":  # eval keeps no names
        line = "var hook: = (ns [&])\n" + line.replace("eval ", "eval &on-end={|names| set hook: = $names } ", 1)
    script.write_text(f"{line}\n{own.get(shell.kind, LOOKS)}")
    options = NO_RC.get(shell.kind, ())
    environment = home.environment() | NEW | {"HOME": root, "PATH": "/usr/bin:/bin"}
    words = [shutil.which(shell.program) or shell.program, *options, str(script)]
    done = subprocess.run(
        words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_home_that_moves(shell: Shell, home: Home, account: Terminal, tmp_path: Path) -> None:
    """The line works after the home moves, and prints nothing if vxenv's files are missing."""
    account.line(f"vxenv setup --shell {shell.kind} --yes")
    account.close()
    moved = str(tmp_path / "moved")
    shutil.move(home.root, moved)
    there = loading(shell, home, moved)
    shutil.rmtree(os.path.join(moved, ".local"))

    assert [(0, "loaded\n", ""), (0, "", "")] == [there, loading(shell, home, moved)]


def test_older_hook_goes_on(shell: Shell, home: Home, account: Terminal) -> None:
    """After an upgrade in place a shell keeps its hook, and new shells get the new one."""
    account.line(f"vxenv setup --shell {shell.kind} --yes")
    init = init_file(home, shell)
    whole, maker = init.read_bytes(), read_maker(str(init))
    assert maker is not None
    text = whole.decode().partition("\n")[2]
    old = text.replace(f"__vxenv_version='{maker.version}'", "__vxenv_version='0.0.1'")
    old = old.replace(f"__vxenv_version '{maker.version}'", "__vxenv_version '0.0.1'")
    old = old.replace(f"__vxenv_version = '{maker.version}'", "__vxenv_version = '0.0.1'")
    old = old.replace(f"'version': '{maker.version}'", "'version': '0.0.1'")
    old = old.replace(f'__vxenv_version = "{maker.version}"', '__vxenv_version = "0.0.1"')
    assert old != text
    init.write_bytes(render_init_file(maker._replace(version="0.0.1"), old))
    again(account, shell)
    assert "updated the shell hook to vxenv" in account.line("vxenv use work")
    assert "global" == account.env("in").get(LOCATION)
    assert whole == init.read_bytes()
    account.line("vxenv off")
    assert None is account.env("out").get(LOCATION)


def test_vxenv_that_moved(shell: Shell, home: Home, account: Terminal) -> None:
    """If vxenv was moved, the shell's function runs the one on PATH, which fixes new shells."""
    account.line(f"vxenv setup --shell {shell.kind} --yes")
    init = init_file(home, shell)
    whole, maker = init.read_bytes(), read_maker(str(init))
    assert maker is not None
    text = whole.decode().partition("\n")[2].replace(maker.main, "/nowhere/__main__.py", 1)
    init.write_bytes(render_init_file(maker._replace(main="/nowhere/__main__.py"), text))
    again(account, shell)
    assert "updated the shell hook to vxenv" in account.line("vxenv use work")
    assert "global" == account.env("in").get(LOCATION)
    assert whole == init.read_bytes()
    again(account, shell)
    assert "work" in account.line("vxenv list")


def processes(shell: Shell, home: Home, text: str) -> int:
    """Return the number of processes of an interactive shell for the script `text`, including itself."""
    script, trace = home.write("load", f"{shell.preamble}\n{text}"), home.path("trace")
    options = NO_RC.get(shell.kind, ())
    words = ["strace", "-f", "-e", "trace=execve,clone,clone3,fork,vfork", "-o", trace, shell.program, *options]
    words += [] if shell.kind == "xonsh" else ["-i"]
    environment = home.environment() | NEW
    subprocess.run([*words, script], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    lines = Path(trace).read_text().splitlines()
    # Without a terminal nushell runs these to get its size.
    sizes = {line.split()[0] for line in lines if '["tput", ' in line}
    lines = [line for line in lines if line.split()[0] not in sizes]
    calls = (line.split(maxsplit=1)[1] for line in lines if "CLONE_THREAD" not in line)
    return sum(call.startswith(("execve(", "clone(", "clone3(", "fork(", "vfork(")) for call in calls) - len(sizes)


def test_new_shell_starts_no_process(shell: Shell, home: Home, account: Terminal) -> None:
    """The line and the files that it sources, including completions, start no process."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    account.line(f"vxenv setup --shell {shell.kind} --yes")
    line = Path(home.path(RC[shell.kind])).read_text().splitlines()[-1]
    assert line.endswith("# vxenv setup")
    own = {"elvish": "e:env; e:env\n", "nushell": "^true; ^env\n"}
    two = own.get(shell.kind, "command env; command env; true\n")
    processes(shell, home, f"{line}\n")  # the first shell of an account runs Python once to find no default
    without, started = processes(shell, home, f"{shell.nothing}\n"), processes(shell, home, two)
    assert without < started
    assert without == processes(shell, home, f"{line}\n")


def test_completions(shell: Shell, home: Home, account: Terminal) -> None:
    """Tab completes commands and profiles in a new shell; the file is loaded on demand."""
    assert SHELLS[shell.kind].completions_file
    account.line(f"vxenv setup --shell {shell.kind} --yes")
    # fish must not use completions generated from the manual page.
    home.write(".local/share/fish/generated_completions/vxenv.fish", "complete -c vxenv -f -a nothing\n")
    if shell.kind == "zsh":
        home.write(".zshrc", "autoload -Uz compinit; compinit -u\n" + Path(home.path(".zshrc")).read_text())
    if shell.kind == "xonsh":  # it shows no completions in this kind of terminal
        again(account, shell)
        account.line("from xonsh.completer import Completer")
        assert "work" in account.line("print(*Completer().complete_line('vxenv show wo')[0])")
        return
    account.line("stty echo")  # otherwise bash would not show completions
    again(account, shell)
    listed(account, "vxenv sho", "vxenv show")
    account.child.sendcontrol("u")
    listed(account, "vxenv show wo", "show work")
    account.child.sendcontrol("c")
