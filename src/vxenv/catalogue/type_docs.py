"""Descriptions of the values that profile keys accept, by the type of the variable."""

from typing import Final

_FLAG: Final = "Claude Code accepts 1, true, yes and on in any case"

# By the types of variables.toml; variables of other types describe their values in their own doc.
TYPE_DOCS: Final = {
    "flag": "true or false; true sets 1",
    "presence": "true or false; true sets 1; any non-empty value counts as on",
    "inverse": "true or false; false sets 1",
    "list": "a list of strings, joined by commas",
    "alias_or_model": "a model ID or an alias",
    "model": "a model ID",
    "text": "a string",
    "integer": "a number",
    "project": "a project ID or number",
    "headers": "a string of headers",
    "path": "a path; `~` and paths relative to the file are resolved",
    "directory": "a directory; `~` and paths relative to the file are resolved",
    "protocol": "`grpc`, `http/json` or `http/protobuf`",
    "secret": "a string; never shown",
}


def describe_type(kind: str) -> str:
    """Return a description of the values of type `kind`; for flags also of how Claude Code reads them (measured)."""
    doc = TYPE_DOCS.get(kind, kind)
    return f"{doc}; {_FLAG}" if kind in ("flag", "inverse") else doc
