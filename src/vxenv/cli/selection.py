"""Picking a profile on a terminal, for `use` without a name."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence

from vxenv.cli.choice import Choice
from vxenv.cli.output.questions import is_interactive
from vxenv.cli.output.terminal import describe_error, own_text
from vxenv.config import FZF, read_settings
from vxenv.errors import VxenvError
from vxenv.profiles.names import SEPARATOR
from vxenv.profiles.store import Store, profile_names


def can_pick() -> bool:
    """Tell whether there is a terminal to pick on, and something to pick. stdout is the hook's."""
    return is_interactive() and os.environ.get("TERM", "dumb") != "dumb" and bool(profile_names())


def picked(preview: Callable[[str], Sequence[str]]) -> str | None:
    """Have the user pick a profile or a stack, and return it; None if it was left. `preview` says what it changes."""
    choices = _choices()
    if read_settings().picker == FZF and shutil.which("fzf"):
        return _by_fzf(sorted(choices, key=lambda one: one.name != _active()))  # it starts on the first
    from vxenv.cli.picker import pick

    return pick(choices, preview, _active())


def _active() -> str:
    """Return the profile on which picking starts: the first of the active stack, "" for none."""
    return os.environ.get("VXENV_PROFILE", "").partition(SEPARATOR)[0]


def _choices() -> list[Choice]:
    store = Store()
    found = []
    for name in profile_names():
        try:
            description = store.load(name).description
        except VxenvError as error:
            description = describe_error(error)
        found.append(Choice(name, own_text(description)))
    return found


def _by_fzf(choices: Sequence[Choice]) -> str | None:
    """Have fzf ask. It draws on the terminal, and its stdout is not ours."""
    import subprocess

    main = sys.modules["__main__"].__file__ or ""
    show = [sys.executable, "-X", "utf8", "-P", os.path.abspath(main), "diff", "@shell"]
    words = ["fzf", "--no-multi", "--height=60%", "--reverse", "--delimiter=\t", "--prompt=vxenv use "]
    words += ["--preview", f"{shlex.join(show)} {{1}} 2>&1", "--preview-window=down,50%"]
    done = subprocess.run(  # noqa: S603 - the user's own, by its name
        words,
        input="".join(f"{one.name}\t{one.description}\n" for one in choices).encode(),
        # fzf quotes {1} for a POSIX shell.
        env={**os.environ, "SHELL": "/bin/sh"},
        stdout=subprocess.PIPE,
        check=False,
    )
    name = done.stdout.decode(errors="replace").partition("\n")[0].partition("\t")[0]
    return name if done.returncode == 0 and name in {one.name for one in choices} else None
