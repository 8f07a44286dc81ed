"""Check the types of keys in Claude Code's settings files that are known to make it ignore the file."""

from collections.abc import Iterator, Mapping
from typing import Any

from vxenv.text.json_spans import Number

# Types are compared exactly, because a Number is also a str.
_TYPES: dict[str, type] = {
    "env": dict,
    "model": str,
    "permissions": dict,
    "availableModels": list,
    "enforceAvailableModels": bool,
    "modelOverrides": dict,
    "apiKeyHelper": str,
    "awsAuthRefresh": str,
    "gcpAuthRefresh": str,
    "outputStyle": str,
    "language": str,
    "includeCoAuthoredBy": bool,
    "alwaysThinkingEnabled": bool,
    "cleanupPeriodDays": Number,
}
_WORDS = {dict: "an object", list: "a list", str: "a string", bool: "true or false", Number: "a number"}


def list_mistakes(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the keys of a settings file with values of the wrong type, each with a message."""
    for key, kind in _TYPES.items():
        if key in document and type(document[key]) is not kind:
            yield key, f"{key}, which is not {_WORDS[kind]}"
    listed, replaced = document.get("availableModels"), document.get("modelOverrides")
    if isinstance(listed, list) and any(type(entry) is not str for entry in listed):
        yield "availableModels", "availableModels, which is not a list of strings"
    if isinstance(replaced, dict) and any(type(value) is not str for value in replaced.values()):
        yield "modelOverrides", "modelOverrides, which has values other than strings"
