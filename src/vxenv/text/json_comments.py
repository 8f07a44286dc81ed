"""Blank out comments and trailing commas of JSON with comments, as in the settings of editors; positions are kept."""

import re

from vxenv.text.json_spans import skip_blanks

# The end of a string or comment is optional, so that an unclosed one costs one pass.
_COMMENT = re.compile(r'(?s)"(?:[^"\\\n]++|\\.)*+"?|(//[^\r\n]*+|/\*.*?(?:\*/|\Z))')
_TRAILING_COMMA = re.compile(r'(?s)"(?:[^"\\\n]++|\\.)*+"?|(,)(?=[ \t\r\n]*+[\]}])')
_COMMENTS_ON_LINE = re.compile(r"(?:[ \t]*/\*[^\r\n]*?\*/)*(?:[ \t]*//[^\r\n]*)?")
_TEXT = re.compile(r"[^\r\n]")


def blank_comments(text: str) -> str:
    """Return `text` with spaces for comments."""
    return _COMMENT.sub(_blank_match, text)


def blank_all(text: str) -> str:
    """Return `text` with spaces for comments and trailing commas: JSON, if `text` is JSON with comments."""
    return _TRAILING_COMMA.sub(_blank_match, blank_comments(text))


def _blank_match(match: re.Match[str]) -> str:
    """Return a string unchanged, and anything else as spaces with the same line breaks."""
    return _TEXT.sub(" ", match[0]) if match[1] else match[0]


def find_comma(text: str, position: int) -> int | None:
    """Return the position of the comma that follows `position`, which is outside of strings; None for none."""
    code = blank_comments(text)
    position = skip_blanks(code, position)
    return position if code.startswith(",", position) else None


def skip_comments_on_line(text: str, position: int) -> int:
    """Return the position after the comments that follow `position` on its line."""
    return _COMMENTS_ON_LINE.match(text, position).end()  # type: ignore[union-attr] # an empty match is one
