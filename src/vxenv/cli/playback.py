"""How a shell plays a session by itself: each command is shown, then run, and followed by what a prompt calls."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import NamedTuple

from vxenv.shells import hook_dialect

# xonsh tells a terminal where it is, whatever that is called, and no setting keeps it from that.
_QUIET = "import xonsh.prompt.env\nxonsh.prompt.env.emit_osc7 = lambda **_: None\n"


class Played(NamedTuple):
    """A session: the script, the words behind the program that run it, and what is added to the rc file."""

    script: str
    words: tuple[str, ...]
    rc: str = ""


def played(shell: str, commands: Sequence[str], rc: str, script: str) -> Played:
    """Return how `shell`, whose rc file is `rc`, plays `commands`; its script goes to the file `script`."""
    return _OWN.get(shell, _sourced)(shell, commands, rc, script)


def _sourced(shell: str, commands: Sequence[str], _rc: str, script: str) -> Played:
    quote = hook_dialect(shell).quote
    lines = []
    for command in commands:
        lines += [f"printf '\\n%s\\n' {quote('$ ' + command)}", command, "__vxenv_prompt"]
    text = "\n".join([*lines, "true", ""])
    if shell != "tcsh":
        return Played(text, ("-i", script))
    # It runs no script interactively. What `exit` ends here is the rc file, so that the first prompt has to.
    return Played(text, (), f"source {hook_dialect(shell).quote(script)}\nset prompt = ''\nalias precmd exit\n")


def _elvish(shell: str, commands: Sequence[str], _rc: str, _script: str) -> Played:
    """Have the first prompt play it: a script has no `edit:`, which the hook needs."""
    listed = " ".join(map(hook_dialect(shell).quote, commands))
    text = f"""
set edit:before-readline = [$@edit:before-readline {{
  for line [{listed}] {{
    print "\\n$ "$line"\\n"
    try {{ eval $line &ns=(ns [&vxenv~=$vxenv~]) }} catch {{ nop }}
    __vxenv_prompt
  }}
  exit
}}]
"""
    return Played("", ("-i",), text)


def _nushell(shell: str, commands: Sequence[str], rc: str, script: str) -> Played:
    lines = []
    for command in commands:
        shown = hook_dialect(shell).quote(f"\n$ {command}")
        # Its own `sort` takes lists.
        lines += [f"print {shown}", f"try {{ {command.replace('| sort', '| ^sort')} }}", "__vxenv_prompt"]
    return Played("\n".join([*lines, ""]), ("-i", "--config", rc, script))


def _xonsh(_shell: str, commands: Sequence[str], _rc: str, script: str) -> Played:
    """Say in Python what is no Python: for each such line xonsh would parse the whole script once more."""
    lines = ["from xonsh.built_ins import XSH"]
    for command in commands:
        shown = ascii(f"\n$ {command}")
        lines += [f"print({shown})", f"![{command}]", "XSH.builtins.events.on_pre_prompt_format.fire()"]
    return Played("\n".join([*lines, ""]), ("-i", script), _QUIET)


_OWN = MappingProxyType[str, Callable[[str, Sequence[str], str, str], Played]](
    {"elvish": _elvish, "nushell": _nushell, "xonsh": _xonsh}
)
