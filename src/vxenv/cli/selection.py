"""Picking a profile on a terminal, for `use` without a name."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence

from vxenv.activation.current import Current
from vxenv.cli.output.questions import is_interactive
from vxenv.cli.output.terminal import describe_error, render_own_text
from vxenv.config import FZF, read_config
from vxenv.errors import VxenvError
from vxenv.profiles.store import Store, list_profile_names


def can_pick() -> bool:
    """Tell whether there is a terminal to pick on, and something to pick. stdout is the hook's."""
    return is_interactive() and os.environ.get("TERM", "dumb") != "dumb" and bool(list_profile_names())


def pick_stack(preview: Callable[[str], Sequence[str]]) -> str | None:
    """Have the user pick a profile or a stack, and return it; None if it was left. `preview` says what it changes."""
    descriptions = _describe_profiles()
    active = next(iter(Current().names), "")
    if read_config().picker == FZF and shutil.which("fzf"):
        return _pick_by_fzf(descriptions, active)
    from vxenv.cli.picker import pick

    return pick(descriptions, preview, active)


def _describe_profiles() -> dict[str, str]:
    """Return the description of each profile, by name; of a broken one, what is wrong with it."""
    store = Store()
    descriptions = {}
    for name in list_profile_names():
        try:
            description = store.load(name).description
        except VxenvError as error:
            description = describe_error(error)
        descriptions[name] = render_own_text(description)
    return descriptions


def _pick_by_fzf(descriptions: Mapping[str, str], active: str) -> str | None:
    """Have fzf ask, from the `active` profile on. It draws on the terminal, and its stdout is not ours."""
    import subprocess

    main = sys.modules["__main__"].__file__ or ""
    show = [sys.executable, "-X", "utf8", "-P", os.path.abspath(main), "diff", "@shell"]
    command = ["fzf", "--no-multi", "--height=60%", "--reverse", "--delimiter=\t", "--prompt=vxenv use "]
    command += ["--preview", f"{shlex.join(show)} {{1}} 2>&1", "--preview-window=down,50%"]
    names = sorted(descriptions, key=lambda name: name != active)  # fzf starts on the first
    answer = subprocess.run(  # noqa: S603 - the user's own, by its name
        command,
        input="".join(f"{name}\t{descriptions[name]}\n" for name in names).encode(),
        # fzf quotes {1} for a POSIX shell.
        env={**os.environ, "SHELL": "/bin/sh"},
        stdout=subprocess.PIPE,
        check=False,
    )
    name = answer.stdout.decode(errors="replace").partition("\n")[0].partition("\t")[0]
    return name if answer.returncode == 0 and name in descriptions else None
