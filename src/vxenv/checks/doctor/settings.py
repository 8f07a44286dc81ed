"""Claude Code's settings files: where they win over the shell, and which of them do not count."""

from collections.abc import Callable, Collection, Iterator, Sequence
from shlex import quote

from vxenv.checks.health import OK, WARNING, Check
from vxenv.claude.places import MANAGED
from vxenv.claude.settings import File, Obeyed
from vxenv.claude.winning import Defeat
from vxenv.errors import opening, word
from vxenv.paths import shown

_MOST = 3


def settings_checks(
    obeyed: Obeyed,
    beaten: Sequence[Defeat],
    managed: Collection[str],
    stack: str,
    put_by_vxenv: Callable[[str], bool],
) -> Iterator[Check]:
    """Yield what is to be said of the files in `obeyed`, which win where `beaten` says so, over `stack` or the shell.

    `managed` are the variables of the stack, which `exec` has win.
    `put_by_vxenv` tells of a file whether variables were put into it by `vxenv export`.
    """
    yield from (_ignored(file) for file in obeyed.troubles())
    for one in beaten[:_MOST]:
        hint = _hint(one, stack if one.name in managed else "", put_by_vxenv(one.said.path))
        yield Check("wins", WARNING, one.line(), hint)
    if len(beaten) > _MOST:
        what = f"and {len(beaten) - _MOST} more variables are decided by Claude Code's settings"
        yield Check("wins", WARNING, what, "vxenv status")
    if not beaten and not obeyed.troubles():
        count = len(obeyed.files)
        read = (
            f"{count} file{'' if count == 1 else 's'} of Claude Code, none against this"
            if count
            else "no settings files"
        )
        yield Check("wins", OK, read)


def _ignored(file: File) -> Check:
    place = shown(file.path)
    return Check("file", WARNING, f"Claude Code ignores {place}: it {file.trouble}", opening(place))


def _hint(one: Defeat, stack: str, put_by_vxenv: bool) -> str:
    path = shown(one.said.path)
    if one.said.scope == MANAGED:
        return f"vxenv why {one.name}"  # an administrator's: nothing else can be done about it
    if put_by_vxenv:
        return f"vxenv export --format claude-settings --remove {word(path)}"
    return f"vxenv exec {quote(stack)} -- claude" if stack else opening(path)
