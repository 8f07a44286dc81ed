"""Read an object literal of JavaScript as data, without evaluating anything; only plain values are valid."""

import re
from typing import Any, Final

# Limits of bytes, values and levels; the catalogue of 2.1.332 has 22 KB, about 2000 values and six levels.
LARGEST: Final = 256 * 1024
_MOST: Final = 20_000
_DEEPEST: Final = 12

# Possessive quantifiers keep the time linear in the length of the text.
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
    """Return the value at the start of `text`: dict, list, string, number, boolean or None.

    Text after the value is ignored. Raises ValueError for other values and for a literal that is too large.
    """
    return _Reader(text[:LARGEST]).read_value()


class _Reader:
    """Reads one value, token by token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.count = 0

    def read_token(self) -> tuple[str, str]:
        """Return the kind and the text of the next token. Raises ValueError."""
        match = _TOKEN.match(self.text, self.position)
        self.count += 1
        if match is None or self.count > _MOST:
            raise ValueError("not a valid literal" if match is None else "the literal is too large")
        self.position = match.end()
        kind = match.lastgroup or ""
        return kind, match[kind]

    def read_value(self, token: tuple[str, str] | None = None, depth: int = 0) -> Any:  # noqa: ANN401 - likewise
        kind, text = token or self.read_token()
        if depth > _DEEPEST:
            raise ValueError("the literal is nested too deeply")
        if kind == "text":
            return _decode(text[1:-1])
        if kind == "word":
            return _WORDS[text]
        if kind == "number":
            return float(text) if set(text) & set(".eE") else int(text[:_DEEPEST])
        if text == "[":
            return self.read_items(depth)
        if text == "{":
            return self.read_members(depth)
        raise ValueError("not a valid literal")

    def read_items(self, depth: int) -> list[Any]:
        items: list[Any] = []
        token = self.read_token()
        while token[1] != "]" or token[0] != "mark":
            items.append(self.read_value(token, depth + 1))
            token = self.skip_comma(self.read_token(), "]")
        return items

    def read_members(self, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        token = self.read_token()
        while token[1] != "}" or token[0] != "mark":
            kind, text = token
            if kind not in ("text", "name", "number", "word") or self.read_token()[1] != ":":
                raise ValueError("not a valid literal")
            members[_decode(text[1:-1]) if kind == "text" else text] = self.read_value(None, depth + 1)
            token = self.skip_comma(self.read_token(), "}")
        return members

    def skip_comma(self, token: tuple[str, str], closing: str) -> tuple[str, str]:
        """Return the token after a value: the closing bracket, or the first one after a comma. Raises ValueError."""
        if token == ("mark", closing):
            return token
        if token != ("mark", ","):
            raise ValueError("not a valid literal")
        return self.read_token()


def _decode(text: str) -> str:
    def decode_letter(match: re.Match[str]) -> str:
        code = match[1] or match[2] or match[3]
        if code:
            number = int(code, 16)
            return chr(number) if number <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last code point
        return _LETTERS.get(match[4], "" if match[4] == "\n" else match[4])

    return _ESCAPE.sub(decode_letter, text)
