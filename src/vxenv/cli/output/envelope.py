"""The JSON output of commands: one document each, beginning with the version of its format."""

from collections.abc import Mapping
from typing import Any

from vxenv.catalogue.secrets import redact_text
from vxenv.cli.output.pager import page

VERSION = 1


def print_json(data: Mapping[str, Any]) -> None:
    """Print `data` as a JSON document, with its version first."""
    import json

    page(json.dumps({"version": VERSION, **data}, indent=2))


def redact_value(value: str | None) -> str | None:
    """Return `value` for JSON, secrets hidden."""
    return None if value is None else redact_text(value)
