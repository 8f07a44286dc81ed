"""Parts of JSON Schemas (draft-07) that tools/schemas.py combines. Patterns are valid in ECMAScript and in Rust."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WIDTH = 119
Shape = dict[str, Any]

# No variable can hold a NUL character.
PLAIN = "^[^\\u0000]*$"
PRINTABLE = "^[^\\u0000-\\u001f\\u007f]*$"
DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
# The characters that ``\\s`` matches in Python; those in ECMAScript differ.
_BLANKS = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
# Validators in Rust refuse patterns that compile to megabytes.
_LONG = re.compile(r"\{([01]),[0-9]{4}\}")


def convert_pattern(pattern: "re.Pattern[str] | str") -> str:
    """Return a pattern that matches the texts that `pattern`, of Python, matches in full, or longer ones."""
    source = pattern if isinstance(pattern, str) else pattern.pattern
    source = _LONG.sub(lambda match: "*" if match[1] == "0" else "+", source)
    source = source.replace("\\S", f"[^{_BLANKS}]").replace("\\s", _BLANKS)
    return f"^(?:{_NAMED_GROUP.sub('(?:', source)})$"


def ignore_case(name: str) -> str:
    """Return a pattern for `name` in any case; JavaScript has no option for a part of a pattern."""
    return "".join(f"[{char}{char.lower()}]" if char.isalpha() else re.escape(char) for char in name)


def build_alternatives(names: Iterable[str], *, any_case: bool) -> str:
    """Return a pattern for `names`, with common beginnings once; a ``*`` at the end stands for any characters."""
    tree: dict[str, Any] = {}
    special = {"": "", "*": "[0-9A-Za-z_]*"}
    spell = ignore_case if any_case else re.escape
    for name in names:
        branch = tree
        for char in name:
            branch = branch.setdefault(char, {})
        branch[""] = {}

    def render(branch: dict[str, Any]) -> str:
        if list(branch) == [""]:
            return ""
        parts = [
            (special[char] if char in special else spell(char)) + render(inner)
            for char, inner in sorted(branch.items(), reverse=True)
        ]
        return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"

    return render(tree)


def build_text(pattern: str = PLAIN, suggestions: Sequence[str] = (), **more: Any) -> Shape:  # noqa: ANN401 - JSON
    """Return a string with `pattern`."""
    return {"type": "string", "pattern": pattern, **suggest(suggestions), **more}


def build_value(pattern: str = PLAIN, suggestions: Sequence[str] = (), types: Sequence[str] = ()) -> Shape:
    """Return a string with `pattern`, another of `types`, or false, which unsets a variable."""
    refused: Shape = {"not": {"const": True}}
    words = [*suggestions, False] if suggestions else []
    return {"type": ["string", "boolean", *types], **refused, "pattern": pattern, **suggest(words)}


def build_object(properties: Mapping[str, Any], **more: Any) -> Shape:  # noqa: ANN401 - JSON
    """Return a table with `properties` and no others."""
    return {"type": "object", "properties": dict(properties), "additionalProperties": False, **more}


def build_strings(item: Shape) -> Shape:
    """Return an `item` or a list of them."""
    kind = {key: value for key, value in item.items() if key != "type"}
    return {"type": ["string", "array"], **kind, "items": item}


def suggest(suggestions: Sequence[Any]) -> Shape:
    """Return the part of a string that suggests values, which are not the only ones."""
    return {"anyOf": [{"enum": list(suggestions)}, {"type": "string"}]} if suggestions else {}


def render(value: Any, indent: str = "", taken: int = 0) -> str:  # noqa: ANN401 - JSON
    """Return `value` as JSON, in one line where it fits after `taken` characters."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or len(indent) + taken + len(line) <= WIDTH:
        return line
    deeper = f"{indent}  "
    if isinstance(value, list):
        rows = [f"{deeper}{render(inner, deeper)}" for inner in value]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]"
    keys = {key: f"{json.dumps(key, ensure_ascii=False)}: " for key in value}
    rows = [f"{deeper}{keys[key]}{render(inner, deeper, len(keys[key]))}" for key, inner in value.items()]
    return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
