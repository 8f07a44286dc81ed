"""Which files of a home an interactive shell reads.

Sources: bash(1), INVOCATION; zsh(1), STARTUP/SHUTDOWN FILES; https://fishshell.com/docs/current/language.html, on
configuration files; ksh(1), Invocation; mksh(1), Command line options; https://elv.sh/ref/command.html#rc-file;
https://xon.sh/xonshrc.html; tcsh(1), Startup and shutdown; about_Profiles of PowerShell;
https://www.nushell.sh/book/configuration.html.
"""

import os
import sys
from collections.abc import Mapping

from vxenv.paths import KORN, korn_rc

# A login bash reads the first of these that is there, and no .bashrc unless that says so.
LOGIN = (".bash_profile", ".bash_login", ".profile")


def rc_files(shell: str, environment: Mapping[str, str]) -> list[str]:
    """Return the files that an interactive `shell` reads, the usual one first; they need not be there."""
    home = home_of(environment)
    folder = os.path.join(config_of(environment), shell)
    match shell:
        case "zsh":
            folder, names = environment.get("ZDOTDIR") or home, [".zshrc", ".zshenv", ".zprofile", ".zlogin"]
        case "fish":
            names = ["config.fish", *_fish_parts(os.path.join(folder, "conf.d"))]
        case "ksh" | "mksh":
            folder, names = home, [korn_rc(KORN[shell], environment, home), ".profile"]
        case "tcsh":
            folder, names = home, [".tcshrc", ".cshrc", ".login"]
        case "elvish":
            names = ["rc.elv"]
        case "nushell":
            if sys.platform == "darwin" and not environment.get("XDG_CONFIG_HOME"):
                folder = os.path.join(home, "Library", "Application Support", shell)
            names = ["config.nu"]
        case "xonsh":
            names = ["rc.xsh", os.path.join(home, ".xonshrc")]
        case "pwsh":
            folder = os.path.join(config_of(environment), "powershell")
            names = ["Microsoft.PowerShell_profile.ps1", "profile.ps1"]
        case _:
            folder, names = home, [".bashrc", *LOGIN, ".bash_aliases"]
    return [os.path.join(folder, name) for name in names]


def home_of(environment: Mapping[str, str]) -> str:
    """Return the home directory of a shell."""
    return environment.get("HOME") or os.path.expanduser("~")


def config_of(environment: Mapping[str, str]) -> str:
    """Return the directory of a shell's user for the configuration of programs."""
    return environment.get("XDG_CONFIG_HOME") or os.path.join(home_of(environment), ".config")


def _fish_parts(folder: str) -> list[str]:
    try:
        return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".fish"))
    except OSError:
        return []
