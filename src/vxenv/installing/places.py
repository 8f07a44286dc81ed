"""Which files of a home a shell reads when somebody opens a terminal.

Sources: bash(1), INVOCATION; zsh(1), STARTUP/SHUTDOWN FILES; https://fishshell.com/docs/current/language.html, on
configuration files; ksh(1), Invocation; mksh(1), Command line options; https://elv.sh/ref/command.html#rc-file;
https://xon.sh/xonshrc.html; tcsh(1), Startup and shutdown; about_Profiles of PowerShell;
https://www.nushell.sh/book/configuration.html.
"""

import os
import re
from collections.abc import Mapping

from vxenv.paths import KORN, korn_rc, state_dir
from vxenv.shells import extension

# A login bash reads the first of these that is there, and no .bashrc unless that says so.
_LOGIN = (".bash_profile", ".bash_login", ".profile")
_READS_BASHRC = re.compile(rb"^[^#\n]*\bbashrc\b", re.MULTILINE)
# Loaded by the hook itself, so that a shell need not look for them in places of its own; the Korn shells have none.
COMPLETIONS = {
    "bash": "vxenv.bash",
    "zsh": "_vxenv",
    "fish": "vxenv.fish",
    "elvish": "vxenv.elv",
    "xonsh": "vxenv.xsh",
    "tcsh": "vxenv.tcsh",
    "pwsh": "vxenv.ps1",
    "nushell": "vxenv.nuon",
}


def rc_places(shell: str, environment: Mapping[str, str], *, mac: bool) -> list[str]:
    """Return the files that need the line so that each new `shell` has it; they need not be there."""
    home = environment.get("HOME") or os.path.expanduser("~")
    match shell:
        case "zsh":
            found = [os.path.join(environment.get("ZDOTDIR") or home, ".zshrc")]
        case "fish":
            found = [os.path.join(_fish(environment, home), "conf.d", "vxenv.fish")]
        case "ksh" | "mksh":
            found = [korn_rc(KORN[shell], environment, home)]
        case "tcsh":  # which reads .cshrc only where there is no .tcshrc
            own, other = os.path.join(home, ".tcshrc"), os.path.join(home, ".cshrc")
            found = [other if os.path.lexists(other) and not os.path.lexists(own) else own]
        case "elvish":
            found = [os.path.join(_config(environment, home), "elvish", "rc.elv")]
        case "nushell":
            usual = os.path.join(home, "Library", "Application Support") if mac else os.path.join(home, ".config")
            found = [os.path.join(environment.get("XDG_CONFIG_HOME") or usual, "nushell", "config.nu")]
        case "xonsh":
            places = _xonsh(environment, home)
            found = [next(filter(os.path.lexists, reversed(places)), places[0])]
        case "pwsh":
            found = [_pwsh(environment, home)[0]]
        case _:
            found = _bash(home, mac=mac)
    return found


def _bash(home: str, *, mac: bool) -> list[str]:
    # macOS opens login shells, which read .bashrc only where somebody wrote that down. Elsewhere terminals do not,
    # but tmux does.
    names = _LOGIN if mac else _LOGIN[:2]
    there = [os.path.join(home, name) for name in names if os.path.lexists(os.path.join(home, name))]
    login = there[0] if there else os.path.join(home, _LOGIN[0]) if mac else ""
    found = [os.path.join(home, ".bashrc")]
    return [*found, login] if login and not _READS_BASHRC.search(_bytes(login)) else found


def other_places(shell: str, environment: Mapping[str, str]) -> list[str]:
    """Return further files of `shell` in which somebody may have written a line of their own that loads the hook."""
    home = environment.get("HOME") or os.path.expanduser("~")
    folder = home
    names: tuple[str, ...] = (*_LOGIN, ".bash_aliases")
    match shell:
        case "zsh":
            folder, names = environment.get("ZDOTDIR") or home, (".zshenv", ".zprofile", ".zlogin")
        case "fish":
            folder, names = _fish(environment, home), ("config.fish",)
        case "ksh" | "mksh":
            names = (".profile",)
        case "tcsh":
            names = (".tcshrc", ".cshrc", ".login")
        case "elvish" | "nushell":
            names = ()
        case "xonsh":
            folder, names = "", tuple(_xonsh(environment, home))
        case "pwsh":
            folder, names = "", tuple(_pwsh(environment, home))
    return [os.path.join(folder, name) for name in names]


def is_shared(shell: str, path: str) -> bool:
    """Tell whether other shells may read the rc file at `path` too."""
    name = os.path.basename(path)
    return name != KORN[shell] if shell in KORN else name in (".profile", ".cshrc")


def init_place(shell: str) -> str:
    """Return the file that the line of the rc file sources."""
    return os.path.join(state_dir(), "shell", f"init.{extension(shell)}")


def completions_folder() -> str:
    """Return the directory of completions, which holds nothing else: shells look for any command in it."""
    return os.path.join(state_dir(), "completions")


def _fish(environment: Mapping[str, str], home: str) -> str:
    return os.path.join(_config(environment, home), "fish")


def _config(environment: Mapping[str, str], home: str) -> str:
    return environment.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")


def _pwsh(environment: Mapping[str, str], home: str) -> list[str]:
    folder = os.path.join(_config(environment, home), "powershell")
    return [os.path.join(folder, name) for name in ("Microsoft.PowerShell_profile.ps1", "profile.ps1")]


def _xonsh(environment: Mapping[str, str], home: str) -> list[str]:
    return [os.path.join(_config(environment, home), "xonsh", "rc.xsh"), os.path.join(home, ".xonshrc")]


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""
