"""What types the keys of Claude Code's settings files have, as far as files are known to be ignored for them."""

from collections.abc import Iterator, Mapping
from typing import Any

from vxenv.text.json_spans import Number

# What is compared is the type itself: a Number is a str, too.
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
    """Yield each key of a settings file whose value is of the wrong type, and what it should be."""
    for key, kind in _TYPES.items():
        if key in document and type(document[key]) is not kind:
            yield key, f"{key}, which is not {_WORDS[kind]}"
    listed, replaced = document.get("availableModels"), document.get("modelOverrides")
    if isinstance(listed, list) and any(type(entry) is not str for entry in listed):
        yield "availableModels", "availableModels, which holds more than strings"
    if isinstance(replaced, dict) and any(type(value) is not str for value in replaced.values()):
        yield "modelOverrides", "modelOverrides, which holds more than strings"
