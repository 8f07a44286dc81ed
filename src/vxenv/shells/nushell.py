"""The dialect of nushell: a format to export to; it has no hook."""

from vxenv.delta import Delta


def quote(value: str) -> str:
    r"""Return `value` as one word: between double quotes only ``\`` and ``"`` mean anything; nothing is expanded."""
    return '"' + "".join(_escaped(character) for character in value) + '"'


def assignments(delta: Delta) -> str:
    """Return the code that exports and unsets what `delta` says."""
    return "".join(
        f"hide-env --ignore-errors {name}\n" if value is None else f"$env.{name} = {quote(value)}\n"
        for name, value in delta
    )


def _escaped(character: str) -> str:
    """Return one character; what is not printed stands as its number, lest an editor or a pipe change it."""
    if character in '\\"':
        return "\\" + character
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"
