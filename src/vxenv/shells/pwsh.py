"""The dialect of PowerShell, experimental: a format to export to; it has no hook.

Before 7.5 PowerShell has no empty variables: one that is set to nothing is unset.
"""

import re

from vxenv.delta import Delta

_PLAIN = re.compile(r"([ -~]+)")


def quote(value: str) -> str:
    """Return `value` as one word.

    Only printable ASCII stands between the quotes. PowerShell takes curly quotes for quotes, lines end otherwise when
    they pass its pipes, and its code page is not always UTF-8: the rest is written as UTF-16 numbers.
    """
    if _PLAIN.fullmatch(value):
        return _plain(value)
    # The empty string in front makes a string of the sum, where two numbers would be added.
    terms = ["''"]
    for part in _PLAIN.split(value):
        terms += [_plain(part)] if _PLAIN.fullmatch(part) else [f"[char]{unit}" for unit in _units(part)]
    return f"({' + '.join(terms)})" if value else "''"


def assignments(delta: Delta) -> str:
    """Return the code that exports and unsets what `delta` says."""
    return "".join(
        f"Remove-Item -LiteralPath Env:{name} -ErrorAction Ignore\n"
        if value is None
        else f"$env:{name} = {quote(value)}\n"
        for name, value in delta
    )


def _plain(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _units(text: str) -> list[int]:
    """Return the UTF-16 code units of `text`."""
    data = text.encode("utf-16-le", errors="surrogatepass")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
