"""The dialect of fish."""

from collections.abc import Iterable, Mapping

from vxenv.env_diff import Delta
from vxenv.shells.plan_heading import heading
from vxenv.shells.plan_inputs import Inputs, Told

__all__ = ["assignments", "heading", "hook_preamble", "plan", "quote"]

_SEPARATOR = "\x1e"
# The hook looks for this at the end, since fish prints what it cannot parse, wherever stderr goes.
WHOLE = "whole"


def quote(value: str) -> str:
    r"""Return `value` as one word: between fish's single quotes, ``\`` and ``'`` are escaped by ``\``."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def assignments(delta: Delta) -> str:
    """Return the code that exports and unsets what `delta` says."""
    return "".join(
        f"set -eg {name}\n" if value is None else f"set -gx {name} {quote(value)}\n" for name, value in delta
    )


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:
    """Return the assignments in front of the hook's file; `closed` are the names of the closed variables."""
    lines = [f"set -gu __vxenv_{name} {quote(value)}\n" for name, value in constants.items()]
    return "".join(lines) + f"set -g __vxenv_closed {' '.join(closed)}\n"


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan: the bodies of its functions, which the hook's file names, as texts to be made functions.

    It is one block, so that a fish which finds it cut short runs none of it. `active` is vxenv's own and needs no
    undoing.
    """
    given = tuple(op for op in delta if op.value is not None)
    bodies = {
        "who": who,
        "same": _same(inputs),
        "fresh": (_fresh(inputs.told) if inputs.told else "true") + _before(inputs),
        "apply": _apply(delta, given, active),
        "wipe": _wipe(given),
        "says": "\n".join(
            f"set -g __vxenv_p_{name} {quote(text)}" for name, text in {**texts, "until": inputs.deadline}.items()
        ),
        "files": f"set -g __vxenv_files {' '.join(quote(path) for path in inputs.files)}",
    }
    lines = (f"set -g __vxenv_t_{name} {quote(body)}\n" for name, body in bodies.items())
    return "begin\n" + "".join(lines) + f"end # {WHOLE}\n"


def _same(inputs: Inputs) -> str:
    """Return the code that is true while every input is as it was."""
    tests = _tests(inputs)
    lines = [f"test {' -a '.join(tests)}; or return 1"] if tests else []
    for at, (path, data) in enumerate(inputs.files.items()):
        # `read -n` goes character by character: only for what a stranger may have made too long to read.
        most = f"-n {len(data) + 1} " if path in inputs.real else ""
        lines.append(f"read -lz {most}x{at} <{quote(path)}")
    if inputs.files:
        read = _SEPARATOR.join(f"$x{at}" for at in range(len(inputs.files)))
        lines.append(f'test "{read}" = {quote(_SEPARATOR.join(inputs.files.values()))}')
    return "\n".join(lines)


def _tests(inputs: Inputs | Told) -> list[str]:
    """Return what must be so of files: that they are there or not, and of the kind that may be read."""
    tests = [f"-f {quote(path)}" for path in (*inputs.files, *inputs.here)]
    tests += [f"! -f {quote(path)}" for path in inputs.gone]
    return tests + [f"! -L {quote(path)}" for path in inputs.real] + [f"-L {quote(path)}" for path in inputs.links]


def _before(inputs: Inputs) -> str:
    """Return the end of what is true until the plan expires; not in `same`, since fish is slow to tell the time."""
    return f"\nand __vxenv_before {inputs.until}" if inputs.until else ""


def _fresh(told: Told) -> str:
    """Return the code that is true while what the plan's line rests on is as it was."""
    tests = _tests(told)
    tests += [f'"${name}" = {quote(value)}' for name, value in told.variables.items()]
    lines = [f"test {' -a '.join(tests)}; or return 1"] if tests else []
    for path, data in told.files.items():
        lines += [f"read -lz x <{quote(path)}", f'test "$x" = {quote(data)}; or return 1']
    return "\n".join([*lines, "true"])


def _apply(delta: Delta, given: Delta, active: Delta) -> str:
    """Return the code that brings `delta` about, at once where nothing stands in its way."""
    own = assignments(active)
    if not delta:
        return own
    names = " ".join(name for name, _ in delta)
    change = [f"{name} {quote(value)}" for name, value in given if value is not None]
    change += ["--", *(name for name, value in delta if value is None)]
    lines = [
        # `set -q` says how many of its names are not set.
        "set -q $__vxenv_closed",
        "if not test $status -eq $__vxenv_number",
        f"__vxenv_change {' '.join(change)}",
        f"else if set -q {names}; or not test $status -eq {len(delta)}",
        f"__vxenv_change {' '.join(change)}",
        "else",
    ]
    for name, value in given:
        lines.append(f"set -gx {name} {quote(value or '')}; set -gx __VXENV_N_{name} {quote(value or '')}")
    if given:
        lines.append(f"set -gx __VXENV_STATE '{_state(given)}'")
    return "\n".join([*lines, "end", own])


def _wipe(given: Delta) -> str:
    """Return the code that undoes `given` where nothing was there before and nothing was changed since."""
    if not given or not all(value for _, value in given):
        return "return 1"  # an empty value compares equal to none
    now = _SEPARATOR.join(["$__VXENV_STATE", *("$" + name for name, _ in given)])
    then = _SEPARATOR.join([_state(given), *(value or "" for _, value in given)])
    names = " ".join(f"{name} __VXENV_N_{name}" for name, _ in given)
    return f'test "{now}" = {quote(then)}; or return 1\nset -eg {names} __VXENV_STATE'


def _state(given: Delta) -> str:
    """Return the record of changes where nothing of `given` was set before."""
    return "1" + "".join(f" {name}:us" for name, _ in given)
