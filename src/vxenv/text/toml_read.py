"""Read untrusted TOML in linear time and memory."""

import re
import tomllib
from typing import Any, Final

from vxenv.errors import DocumentError
from vxenv.paths import shorten_path

# tomllib walks a dotted key once for each part, and a header's path again for each key below it: 64 KiB of dots take
# half a minute and 4 GB. vxenv's documents have keys of two parts, and lists of strings.
_MOST_PARTS: Final = 8
_DEEPEST: Final = 32
_PART = r"""(?: [A-Za-z0-9_-]++ | "(?:[^"\\\n]|\\.)*+"?+ | '[^'\n]*+'?+ )"""
_DOT = r"[ \t]*+\.[ \t]*+"
# Each alternative consumes all that it examined, closed or not, so that no text is examined more than twice. These are
# the tokens of TOML up to the first error, where tomllib stops.
_TOKEN = re.compile(
    rf"""(?xs)
      ""\" (?: [^"\\] | \\. | "(?!"") )*+ (?: "{{3,5}} )?+
    | ''' (?: [^'] | '(?!'') )*+ (?: '{{3,5}} )?+
    | \#[^\n]*+
    | (?P<long> {_PART} (?: {_DOT} {_PART} ){{{_MOST_PARTS},}}+ ) | {_PART} (?: {_DOT} {_PART} )*+
    | (?P<open> [\[{{] ) | (?P<close> [\]}}] )
    """
)
INVALID_TOML: Final = "invalid TOML"
_LONGEST = 200  # characters of a message; tomllib's may quote a key of any length


_NAMESPACE = re.compile(r"(Cannot [a-z ]+?) (\(['\"].*\))( twice)?", re.DOTALL)
# In these messages tomllib names a table as a tuple; {} stands for its name as written in a file.
_NAMESPACES = {
    "Cannot declare": "table [{}] declared twice",
    "Cannot redefine namespace": "table [{}] extended by a dotted key in another table",
    "Cannot mutate immutable namespace": "inline table or array {} cannot be extended",
}


class TomlError(ValueError):
    """Invalid TOML: the reason (`what`) and the `line`, from 1."""

    def __init__(self, what: str, line: int) -> None:
        """Store the reason and the line."""
        super().__init__(what)
        self.what = what
        self.line = line


def load_toml(text: str) -> dict[str, Any]:
    """Parse `text`. Raises TomlError, whatever is wrong with the text."""
    _check(text)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a TOMLDecodeError, or int() on thousands of digits
        message = str(error)
        what, separator, place = message.rpartition(" (at ")
        line = place.removeprefix("line ").partition(",")[0]
        what = _describe(what if separator else message)
        what = what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…"
        raise TomlError(f"{INVALID_TOML}: {what}", int(line) if line.isdigit() else text.count("\n") + 1) from error


def _describe(message: str) -> str:
    """Return a message of tomllib in lower case, with table names written as in a file."""
    if message == "Cannot overwrite a value":
        return "key set twice, or a value used as a table"
    match = _NAMESPACE.fullmatch(message)
    if not match or match[1] not in _NAMESPACES:
        return message[:1].lower() + message[1:]
    import ast  # noqa: PLC0415 - only needed for errors

    from vxenv.catalogue.row_checks import quote_key  # noqa: PLC0415 - likewise

    return _NAMESPACES[match[1]].format(".".join(quote_key(ast.literal_eval(match[2]))))


def _check(text: str) -> None:
    """Raise TomlError for keys with too many parts and for values nested too deeply."""
    if text.count(".") < _MOST_PARTS and text.count("[") + text.count("{") <= _DEEPEST:
        return
    depth = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        depth += (kind == "open") - (kind == "close")
        if kind == "long" or depth > _DEEPEST:
            what = "has a key with too many parts" if kind == "long" else "is nested too deeply"
            raise TomlError(what, text.count("\n", 0, token.start()) + 1)


def parse_toml(data: bytes, path: str) -> tuple[dict[str, Any], str]:
    """Return the table and the text of `data`. `path` is for messages. Raises DocumentError with the line."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError("is not UTF-8", where=f"{shorten_path(path)}:{line}") from error
    try:
        # tomllib accepts CR LF but not the byte order mark that Windows editors write.
        return load_toml(text.removeprefix("\ufeff")), text
    except TomlError as error:
        raise DocumentError(error.what, where=f"{shorten_path(path)}:{error.line}") from error
