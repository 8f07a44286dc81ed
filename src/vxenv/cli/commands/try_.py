"""The command `try`."""

import os
import shutil
import subprocess
import sys
import tempfile

import click

from vxenv.activation.trust import allow
from vxenv.catalogue.environment import REGION_PREFIX
from vxenv.cli.command_line import OneOf
from vxenv.cli.output.terminal import say
from vxenv.cli.samples import DIRECTORY_FILE_TEXT, PROFILES, PROJECT, SESSION
from vxenv.errors import UsageError
from vxenv.paths import DIRECTORY_FILE
from vxenv.setup.hook_text import render_hook
from vxenv.shells import SHELLS

_TRIED = tuple(name for name, shell in SHELLS.items() if shell.sample_prompt)


@click.command("try", short_help="Open a shell with sample profiles in a temporary home.")
@click.option("--shell", type=OneOf(_TRIED), help="Open this shell. [default: yours]")
def try_(shell: str | None) -> None:
    """Open a shell with sample profiles in a temporary home.

    The home is deleted when the shell exits. If stdin is not a terminal, a short sample session is run and printed.

    \b
    vxenv try
    vxenv try --shell fish
    """
    from vxenv.shells.detection import find_shell

    shell = shell or find_shell()
    shell = shell if shell in _TRIED else "bash"
    program = shutil.which(SHELLS[shell].program)
    if program is None:
        raise UsageError(f"{shell} is not installed", hint="vxenv try --shell bash")
    # Processes still running there may write while it is deleted.
    with tempfile.TemporaryDirectory(prefix="vxenv-try-", ignore_cleanup_errors=True) as made:
        home = os.path.realpath(made)
        _furnish(home, shell)
        if sys.stdin.isatty():
            say("this shell has vxenv, sample profiles and a sample project in ~/client-a; try:", "")
            say("  vxenv list", "  vxenv use us-east5+sonnet", "  vxenv auto; cd client-a; vxenv status", "")
            say("type exit to leave this shell and delete its files", "")
            code = subprocess.run([program, "-i"], cwd=home, check=False).returncode  # noqa: S603 - the user's shell
        else:
            code = _play(_write_session(program, shell, home), home)
    sys.exit(code)


def _write_session(program: str, shell: str, home: str) -> list[str]:
    """Write the session, and return the command to run it in an interactive shell."""
    place = os.path.join(home, ".session")
    playback = SHELLS[shell].render_playback(SESSION, _find_rc(shell, home), place)
    _write(place, playback.script)
    with open(_find_rc(shell, home), "a", encoding="utf-8") as file:
        file.write(playback.rc)
    return [program, *playback.arguments]


def _play(words: list[str], home: str) -> int:
    """Run `words` on a new terminal, print their output, and return the exit code."""
    import pty

    os.chdir(home)
    os.environ |= {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "120"}
    sys.stdout.flush()
    # A terminal ends lines with CR LF, but stdout may be a file.
    return os.waitstatus_to_exitcode(pty.spawn(words, lambda master: os.read(master, 65536).replace(b"\r\n", b"\n")))


def _furnish(home: str, shell: str) -> None:
    """Fill `home` with samples, and make it the home of this process, without inherited variables."""
    for name in list(os.environ):
        if name.startswith(("VXENV_", "__VXENV_", "ANTHROPIC_", "CLAUDE_", REGION_PREFIX, "CLOUD_ML_", "XDG_")):
            del os.environ[name]
    os.environ.pop("ENV", None)  # Korn shells read it as their rc file
    os.environ |= {
        "HOME": home,
        "PWD": home,
        "ZDOTDIR": home,
        "VXENV_CONFIG_DIR": os.path.join(home, ".config", "vxenv"),
        "VXENV_STATE_DIR": os.path.join(home, ".local", "state", "vxenv"),
        "VXENV_CACHE_DIR": os.path.join(home, ".cache", "vxenv"),
    }
    for name, text in PROFILES.items():
        _write(os.path.join(home, ".config", "vxenv", "profiles", name + ".toml"), text)
    directory_file = os.path.join(home, PROJECT, DIRECTORY_FILE)
    _write(directory_file, DIRECTORY_FILE_TEXT)
    allow(directory_file, DIRECTORY_FILE_TEXT.encode())
    _write(_find_rc(shell, home), SHELLS[shell].sample_prompt + render_hook(shell))
    for directory in SHELLS[shell].sample_directories:
        os.makedirs(os.path.join(home, directory))


def _find_rc(shell: str, home: str) -> str:
    return SHELLS[shell].find_rc_files({"HOME": home})[0]


def _write(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
