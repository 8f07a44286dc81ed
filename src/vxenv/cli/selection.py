"""The choice of a profile on a terminal, for `use` without a name."""

import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence

from vxenv.activation.current import Current
from vxenv.cli.output.questions import is_interactive
from vxenv.cli.output.terminal import describe_error, render_own_text
from vxenv.config import FZF, read_config
from vxenv.errors import VxenvError
from vxenv.profiles.store import Store, list_all_names


def can_pick() -> bool:
    """Tell whether there is a terminal, on stdin and stderr, and a profile to pick. The hook reads stdout."""
    return is_interactive() and os.environ.get("TERM", "dumb") != "dumb" and bool(list_all_names())


def pick_stack(preview: Callable[[str], Sequence[str]]) -> str | None:
    """Let the user pick a stack; return it, or None if the user left. `preview` lists the changes of a stack."""
    descriptions = _describe_profiles()
    active = next(iter(Current().names), "")
    if read_config().picker == FZF:
        from shutil import which

        if which("fzf"):
            return _pick_by_fzf(descriptions, active)
    from vxenv.cli.picker import pick

    return pick(descriptions, preview, active)


def _describe_profiles() -> dict[str, str]:
    """Return the description of each profile by name, or the error of a broken one."""
    store = Store()
    descriptions = {}
    for name in list_all_names():
        try:
            description = store.load(name).description
        except VxenvError as error:
            description = describe_error(error)
        descriptions[name] = render_own_text(description)
    return descriptions


def _pick_by_fzf(descriptions: Mapping[str, str], active: str) -> str | None:
    """Let the user pick with fzf, starting at the `active` profile. fzf draws on the terminal itself."""
    import subprocess

    main = sys.modules["__main__"].__file__ or ""
    show = [sys.executable, "-X", "utf8", "-P", os.path.abspath(main), "diff", "@shell"]
    command = ["fzf", "--no-multi", "--height=60%", "--reverse", "--delimiter=\t", "--prompt=vxenv use "]
    command += ["--preview", f"{shlex.join(show)} {{1}} 2>&1", "--preview-window=down,50%"]
    names = sorted(descriptions, key=lambda name: name != active)  # fzf starts at the first
    answer = subprocess.run(  # noqa: S603 - the user's own fzf
        command,
        input="".join(f"{name}\t{descriptions[name]}\n" for name in names).encode(),
        # fzf quotes {1} for a POSIX shell.
        env={**os.environ, "SHELL": "/bin/sh"},
        stdout=subprocess.PIPE,
        check=False,
    )
    name = answer.stdout.decode(errors="replace").partition("\n")[0].partition("\t")[0]
    return name if answer.returncode == 0 and name in descriptions else None
