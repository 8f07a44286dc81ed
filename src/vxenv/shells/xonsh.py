"""The dialect of xonsh: a format to export to; it has no hook.

xonsh itself makes lists of variables whose names end in PATH or DIRS, and expands a ``~`` in them.
"""

from vxenv.delta import Delta


def quote(value: str) -> str:
    """Return `value` as one word: a Python literal, in ASCII, since bytes that are not UTF-8 have no other form."""
    return ascii(value)


def assignments(delta: Delta) -> str:
    """Return the code that exports and unsets what `delta` says."""
    return "".join(
        f"${{...}}.pop({name!r}, None)\n" if value is None else f"${name} = {quote(value)}\n" for name, value in delta
    )
