"""What bash, zsh and sh have in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from vxenv.env_diff import Delta
from vxenv.shells.plan_inputs import Inputs, Told

# No TOML may hold this character: it closes each file's bytes where several stand in a row.
SEPARATOR = "\x1e"


class Reading(NamedTuple):
    """How a shell reads the file ``{path}`` into the variable ``{name}``, and what else is its own.

    `quick` is for the user's own files, `bounded` stops after 64 Ki characters. With `by_key` it compares what it read
    by looking it up in an associative array, which costs it a fraction of comparing. `builtin` stands in front of each
    builtin, where nothing else keeps an alias from taking its place; `files` makes an array of words. `unset` unsets
    variables, some of which may be readonly: it has their names, and those of all their elements. `taken` is a word
    that is not empty where a variable is set, an array without its first element included. One that is not set may
    have been declared to be an integer or upper case, which each value would be made: then `taken` is not empty
    either, or `plain` is a command that takes it away, if it can.
    """

    quick: str
    bounded: str
    by_key: bool = False
    builtin: str = ""
    files: str = "__vxenv_files=({})"
    unset: str = "unset -v {}"
    taken: str = "${{{0}[@]+x}}"
    plain: str = ""


def quote(value: str) -> str:
    """Return `value` as one word: between single quotes nothing has a meaning but the quote itself."""
    return "'" + value.replace("'", "'\\''") + "'"


def assignments(delta: Delta, builtin: str = "") -> str:
    """Return the code that exports and unsets what `delta` says; `builtin` is as in Reading."""
    return "".join(
        f"{builtin}unset {name}\n" if value is None else f"{builtin}export {name}={quote(value)}\n"
        for name, value in delta
    )


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:
    """Return the assignments in front of the hook's file; `closed` are the names of the closed variables."""
    lines = [f"__vxenv_{name}={quote(value)}\n" for name, value in constants.items()]
    return "".join(lines) + f"__vxenv_closed=({' '.join(closed)})\n"


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str], *, reading: Reading) -> str:
    """Return a plan: the bodies of its functions, which the hook's file names, as texts to be made functions.

    It is one compound command, so that a shell which finds it cut short runs none of it. `active` is vxenv's own and
    needs no undoing.
    """
    given = tuple(op for op in delta if op.value is not None)
    bodies = {
        "who": who,
        "same": _same(inputs, reading),
        "fresh": _fresh(inputs.told, reading) if inputs.told else ":",
        "apply": _apply(delta, given, active, reading),
        "change": _change(delta, given) if delta else ":",
        "wipe": _wipe(given, reading),
        "says": "\n".join(
            f"__vxenv_p_{name}={quote(text)}" for name, text in {**texts, "until": inputs.deadline}.items()
        ),
        "files": reading.files.format(" ".join(quote(path) for path in inputs.files)),
    }
    if reading.by_key:
        bodies["held"] = "".join(data + SEPARATOR for data in inputs.files.values())
        bodies["read"] = "".join(f"$__vxenv_x{at}{SEPARATOR}" for at in range(len(inputs.files)))
    lines = (f"__vxenv_t_{name}={quote(body)}\n" for name, body in bodies.items())
    return "{\n" + "".join(lines) + "}\n"


def _same(inputs: Inputs, reading: Reading) -> str:
    """Return the code that is true while every input is as it was; with `by_key` the hook adds the comparison."""
    lines = _tests(inputs, reading)
    if inputs.until:
        lines.append(f"__vxenv_before {inputs.until} || {reading.builtin}return 1")
    compares = []
    for at, (path, data) in enumerate(inputs.files.items()):
        read = reading.bounded if path in inputs.real else reading.quick
        lines.append(read.format(name=f"__vxenv_x{at}", path=quote(path)))
        # Not [[ == ]], which old bashes let nocasematch have its way with.
        compares.append(f'[ "$__vxenv_x{at}" = {quote(data)} ]')
    if not reading.by_key:
        lines.append(" && ".join(compares) or ":")
    return "\n".join([*lines, ""])


def _tests(inputs: Inputs | Told, reading: Reading) -> list[str]:
    """Return the line that goes on only if all files are there that must be, and of the kind that may be read."""
    tests = [f"-f {quote(path)}" for path in (*inputs.files, *inputs.here)]
    tests += [f"! -f {quote(path)}" for path in inputs.gone]
    tests += [f"! -L {quote(path)}" for path in inputs.real] + [f"-L {quote(path)}" for path in inputs.links]
    return [f"[[ {' && '.join(tests)} ]] || {reading.builtin}return 1"] if tests else []


def _fresh(told: Told, reading: Reading) -> str:
    """Return the code that is true while what the plan's line rests on is as it was."""
    lines = _tests(told, reading)
    # Not [[ == ]]: as above.
    compares = [f'[ "${{{name}-}}" = {quote(value)} ]' for name, value in told.variables.items()]
    for path, data in told.files.items():
        read = reading.bounded.format(name="__vxenv_x", path=quote(path))
        compares.append(f'{{ {read}; [ "$__vxenv_x" = {quote(data)} ]; }}')
    return "\n".join([*lines, " && ".join(compares) or ":", ""])


def _apply(delta: Delta, given: Delta, active: Delta, reading: Reading) -> str:
    """Return the code that brings `delta` about where nothing stands in its way.

    It is cut off where a command begins: the hook adds the call for where something does.
    """
    builtin = reading.builtin
    own = [assignments((op,), builtin).removesuffix("\n") for op in active if op.value is not None]
    unset = [op.name for op in active if op.value is None]
    own += [_unset(unset, reading)] if unset else []
    if not delta:
        return "; ".join([*own, ":"])
    exports = [f"{name}={quote(value)} __VXENV_N_{name}={quote(value)}" for name, value in given if value is not None]
    exports += [f"__VXENV_STATE='{_state(given)}'"] if given else []
    free = "".join(reading.taken.format(name) for name, _ in delta)
    plain = f" && {reading.plain.format(' '.join(name for name, _ in given))}" if given and reading.plain else ""
    return "\n".join(
        [
            "; ".join(own),
            f"if __vxenv_clean && [[ ! {free} ]]{plain}; then",
            f"{builtin}export {' '.join(exports)}" if exports else ":",
            f"{builtin}return",
            "fi",
            "",
        ]
    )


def _change(delta: Delta, given: Delta) -> str:
    """Return the code that brings `delta` about whatever is set."""
    pairs = [f"{name} {quote(value)}" for name, value in given if value is not None]
    return "__vxenv_change " + " ".join([*pairs, "--", *(name for name, value in delta if value is None)])


def _wipe(given: Delta, reading: Reading) -> str:
    """Return the code that undoes `given` where nothing was there before and nothing was changed since."""
    if not given:
        return f"{reading.builtin}return 1"
    # ${A-x} is not empty where A is unset: a variable that was given "" must still be there.
    kept = [f"${{{name}-{'' if value else 'x'}}} == {quote(value or '')}" for name, value in given]
    names = [one for name, _ in given for one in (name, f"__VXENV_N_{name}")] + ["__VXENV_STATE"]
    untouched = f"[[ $__VXENV_STATE == '{_state(given)}' && {' && '.join(kept)} ]]"
    return f"{untouched} || {reading.builtin}return 1\n{_unset(names, reading)}"


def _unset(names: Sequence[str], reading: Reading) -> str:
    """Return the code that unsets `names`."""
    return reading.unset.format(" ".join(names), " ".join(f"'{name}[*]'" for name in names))


def _state(given: Delta) -> str:
    """Return the record of changes where nothing of `given` was set before."""
    return "1" + "".join(f" {name}:us" for name, _ in given)
