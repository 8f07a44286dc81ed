"""What a profile's key may hold, by the type of its variable, in words for people."""

from typing import Final

_FLAG: Final = "which Claude Code reads as on, as it does true, yes and on in any case"

# By the types of variables.toml; a type that is missing here says it in the variable's own line.
TYPE_DOCS: Final = {
    "flag": "true or false; true sets 1",
    "presence": "true or false; true sets 1, and any other value but an empty one counts as on",
    "inverse": "true or false; false sets 1",
    "list": "a list of strings, joined by commas",
    "alias_or_model": "a model's id or an alias",
    "model": "a model's id",
    "text": "a string",
    "integer": "a number",
    "project": "a project's id or number",
    "headers": "a string of headers",
    "path": "a path; `~` and paths relative to the file are resolved",
    "directory": "the path of a directory, resolved likewise",
    "secret": "a string that is never shown",
}


def describe_type(kind: str) -> str:
    """Return what a key of the type `kind` holds, for a flag also how Claude Code reads it (measured)."""
    doc = TYPE_DOCS.get(kind, kind)
    return f"{doc}, {_FLAG}" if kind in ("flag", "inverse") else doc.removesuffix(", resolved likewise")
