"""Read an object literal of JavaScript as data: nothing in it is evaluated, and what is no plain value is an error."""

import re
from typing import Any, Final

# Bytes, values and levels; the catalogue of 2.1.332 has 22 KB, some two thousand values and six levels.
LARGEST: Final = 256 * 1024
_MOST: Final = 20_000
_DEEPEST: Final = 12

# No part may be matched in two ways, so that a text takes time that grows with its length.
_TOKEN = re.compile(
    r"""(?xs)\s*+ (?:
      (?P<mark> [{}\[\],:] )
    | (?P<text> "(?:[^"\\\n]|\\.)*+" | '(?:[^'\\\n]|\\.)*+' | `(?:[^`\\$]|\\.|\$(?!\{))*+` )
    | (?P<word> !0|!1|true|false|null|void\ 0 )(?![\w$])
    | (?P<number> -?+(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)(?:[eE][+-]?+[0-9]{1,3}+)?+ )(?![\w$.])
    | (?P<name> [A-Za-z_$][\w$]*+ )
    )"""
)
_WORDS = {"!0": True, "!1": False, "true": True, "false": False, "null": None, "void 0": None}
_ESCAPE = re.compile(r"(?s)\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(.))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def read_literal(text: str) -> Any:  # noqa: ANN401 - whatever the literal is
    """Return the value that `text` starts with: dicts, lists, strings, numbers, booleans and None.

    What follows the value does not count. Raises ValueError for anything else, and for what is too large.
    """
    return _Reader(text[:LARGEST]).value()


class _Reader:
    """Reads one value, token by token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.count = 0

    def token(self) -> tuple[str, str]:
        """Return the kind and the text of the next token. Raises ValueError."""
        found = _TOKEN.match(self.text, self.position)
        self.count += 1
        if found is None or self.count > _MOST:
            raise ValueError("no literal that can be read" if found is None else "the literal is too large")
        self.position = found.end()
        kind = found.lastgroup or ""
        return kind, found[kind]

    def value(self, token: tuple[str, str] | None = None, depth: int = 0) -> Any:  # noqa: ANN401 - likewise
        kind, text = token or self.token()
        if depth > _DEEPEST:
            raise ValueError("the literal is nested too deeply")
        if kind == "text":
            return _unescape(text[1:-1])
        if kind == "word":
            return _WORDS[text]
        if kind == "number":
            return float(text) if set(text) & set(".eE") else int(text[:_DEEPEST])
        if text == "[":
            return self.items(depth)
        if text == "{":
            return self.members(depth)
        raise ValueError("no literal that can be read")

    def items(self, depth: int) -> list[Any]:
        found: list[Any] = []
        token = self.token()
        while token[1] != "]" or token[0] != "mark":
            found.append(self.value(token, depth + 1))
            token = self.after(self.token(), "]")
        return found

    def members(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        token = self.token()
        while token[1] != "}" or token[0] != "mark":
            kind, text = token
            if kind not in ("text", "name", "number", "word") or self.token()[1] != ":":
                raise ValueError("no literal that can be read")
            found[_unescape(text[1:-1]) if kind == "text" else text] = self.value(None, depth + 1)
            token = self.after(self.token(), "}")
        return found

    def after(self, token: tuple[str, str], closing: str) -> tuple[str, str]:
        """Return what follows a value: the closing mark, or the next token behind a comma. Raises ValueError."""
        if token == ("mark", closing):
            return token
        if token != ("mark", ","):
            raise ValueError("no literal that can be read")
        return self.token()


def _unescape(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        if code:
            number = int(code, 16)
            return chr(number) if number <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last there is
        return _LETTERS.get(found[4], "" if found[4] == "\n" else found[4])

    return _ESCAPE.sub(letter, text)
