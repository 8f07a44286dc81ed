"""The quotes of ANSI C: what stands between ``$'`` and ``'``."""

import re

from vxenv.exchange.rc.certainty import DIFFERS, UnknownError

_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {
    b"a": b"\a", b"b": b"\b", b"e": b"\x1b", b"E": b"\x1b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t",
    b"v": b"\v", b"\\": b"\\", b"'": b"'", b'"': b'"', b"?": b"?",
}  # fmt: skip


def ansi(text: str, *, zsh: bool) -> tuple[str, str]:
    """Return what stands between ``$'`` and ``'``, as the kind and the text of a part."""

    def escaped(found: re.Match[bytes]) -> bytes:
        code = found[1]
        if code in _ESCAPED:
            return _ESCAPED[code]
        if code[:1] in b"xuU" and len(code) > 1:
            number = int(code[1:], 16)
        elif code[:1].isdigit() and code < b"8":
            number = int(code, 8)
        elif zsh or code[:1] in b"cxuU":
            raise UnknownError(DIFFERS)
        else:
            return found[0]
        if number == 0:
            raise UnknownError("holds a NUL")
        try:
            return chr(number).encode() if code[:1] in b"uU" else bytes([number])
        except (ValueError, OverflowError) as error:
            raise UnknownError(DIFFERS) from error

    try:
        found = _ESCAPE.sub(escaped, text.encode("utf-8", "surrogateescape"))
    except UnknownError as error:
        return "why", str(error)
    return "text", found.decode("utf-8", "surrogateescape")
