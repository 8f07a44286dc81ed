"""Switch the calling shell. Without click, which takes as long to import as all the rest."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from vxenv.activation.caller import Caller, find_calling_hook
from vxenv.activation.current import Current
from vxenv.activation.plan_keys import AUTO, OFF, USE
from vxenv.cli.refresh_notice import refresh_shells
from vxenv.cli.shell_answer import print_switch, print_word
from vxenv.errors import VxenvError
from vxenv.paths import find_profiles_directory

_QUIET = ("-q", "--quiet")
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-"


class PlainSwitch(NamedTuple):
    """The words of a switch without unusual options."""

    # "use", "off" or "auto".
    command: str
    # The arguments: names of profiles, stacks, or "-".
    names: tuple[str, ...]
    # Whether an option asks for silence.
    quiet: bool


def parse_switch(words: Sequence[str]) -> PlainSwitch | None:
    """Return the switch that `words` ask for; None if click must parse them."""
    names = [word for word in words[1:] if word not in _QUIET]
    plain = all(name[:1].isalnum() and not name.strip(_PLAIN) for name in names)
    if words[:1] == [USE] and names and (plain or names == ["-"]):
        return PlainSwitch(USE, tuple(names), len(names) < len(words) - 1)
    if words[:1] in ([OFF], [AUTO]) and not names:
        return PlainSwitch(words[0], (), len(words) > 1)
    return None


def run_switch(words: Sequence[str]) -> bool:
    """Switch as `words` ask, and return True; False, before anything is printed, if click must run the command.

    Errors, questions and everything unusual are left to click.
    """
    switch = parse_switch(words)
    hook = find_calling_hook()
    if switch is None or hook is None or not _has_profiles(switch.names):
        return False
    refresh_shells()
    if switch.quiet:
        os.environ["VXENV_QUIET"] = "1"
    try:
        return _use(switch.names, hook) if switch.command == USE else _run_word(switch.command, hook)
    except VxenvError:
        return False


def _has_profiles(names: tuple[str, ...]) -> bool:
    """Return whether all of `names` are profiles, without importing the code that reads them."""
    if names in ((), ("-",)):
        return True
    try:
        files = frozenset(os.listdir(find_profiles_directory()))
    except OSError:
        return False
    return all(f"{part}.toml" in files for name in names for part in name.split("+"))


def _run_word(command: str, hook: Caller) -> bool:
    if command == OFF:
        switch_off(hook)
    else:
        print_word(hook, AUTO)
    return True


def switch_off(hook: Caller) -> None:
    """Turn profiles off in the calling shell. Raises DocumentError for config.toml."""
    print_switch("profiles off in this shell  (resume: vxenv auto)", Current().base)
    print_word(hook, OFF)


def _use(names: tuple[str, ...], hook: Caller) -> bool:
    """Switch to the stack `names`; return False if it is protected or its plan has a note. Raises VxenvError."""
    from vxenv.cli.stack_switch import switch_stack
    from vxenv.profiles.names import parse_stack, render_stack
    from vxenv.profiles.resolve import resolve_stack
    from vxenv.profiles.store import Store

    current, store = Current(), Store()
    stack = parse_stack([current.state.last] if names == ("-",) else names)
    resolved = resolve_stack(stack, store)
    if resolved.protected:
        return False
    return switch_stack(render_stack(stack), resolved, store, current, hook, with_note=False)
