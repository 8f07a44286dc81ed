"""Cache of the models built into the installed Claude Code, as last read from its program.

vxenv writes the file next to the plans, with the version. It is TOML, which the hook already reads.
"""

import datetime as dt
import os
from typing import Any

from vxenv.catalogue.built_in import BuiltIn
from vxenv.catalogue.clients import BUILT_IN, Version
from vxenv.catalogue.environment import FAMILIES
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.row_checks import RowError
from vxenv.catalogue.value_types import ShapeError
from vxenv.catalogue.variables import load_variables
from vxenv.errors import DocumentError
from vxenv.files.atomic import store
from vxenv.files.read_limited import read_bytes
from vxenv.paths import find_cache_directory
from vxenv.text.toml_read import parse_toml


def find_built_in_path() -> str:
    """Return the path of the cache, which may not exist."""
    return os.path.join(find_cache_directory(), "built-in.toml")


def read_built_in_bytes() -> bytes:
    """Return the bytes of the cache, none if it is missing or cannot be read."""
    try:
        return read_bytes(find_built_in_path())
    except (OSError, DocumentError):
        return b""


def add_built_in(known: Knowledge, data: bytes) -> Knowledge:
    """Return `known` with the models in `data`, from a Claude Code version that it lacks; ignore damaged data.

    Retirement dates are used only if that version is newer than all those in `known`.
    """
    try:
        table, _ = parse_toml(data, find_built_in_path())
        (name, client), *more = table["clients"].items()
        version = Version.parse(name)
        if more or version in dict(known.clients.changes):
            return known
        models = {}
        for id_, row in table["models"].items():
            model = known.models.find(id_)
            if model is None:
                models[id_] = row
            elif version > known.clients.newest and "retires" in row:
                models[model.id] = {"retires": row["retires"]}
        rows = {name: client}
        after = next((other for other, _ in known.clients.changes if other > version), None)
        if after:
            # Rows contain only changes, so the next version must repeat its measured aliases.
            rows[str(after)] = {"aliases": dict(known.clients.find_client(after).aliases)}
        return known.extend({"models": models, "clients": rows})
    except (DocumentError, RowError, ShapeError, AttributeError, LookupError, TypeError, ValueError):
        return known


def keep_built_in(built_in: BuiltIn, version: Version, known: Knowledge, on: dt.date) -> list[str]:
    """Store the models built into Claude Code `version`, read on the day `on`; return those that `known` lacks.

    Raises StoreError.
    """
    import json  # noqa: PLC0415 - the hook only reads the cache, which is TOML

    names = load_variables().by_name
    # All values are printable ASCII, which TOML and JSON spell alike.
    aliases = [f"{family} = {json.dumps(built_in.aliases[family])}" for family in FAMILIES]
    lines = [f'[clients."{version}"]', f"aliases = {{ {', '.join(aliases)} }}"]
    variables = [model.region_variable for model in built_in.models if model.region_variable in names]
    lines += [f"models = {json.dumps([model.id for model in built_in.models])}"]
    lines += [f"region_variables = {json.dumps(variables)}"]
    lines += [f"source = {json.dumps(BUILT_IN)}", f"date = {on}", ""]
    for model in built_in.models:
        row: dict[str, Any] = {
            "name": model.name,
            "family": model.family,
            "version": model.version,
            "api": model.api,
            "region_variable": model.region_variable if model.region_variable in names else "",
            "context": "1M" if model.million else "",
            "note": f"known to Claude Code {version}; locations unknown",
            "source": BUILT_IN,
        }
        lines += [f"[models.{json.dumps(model.id)}]"]
        lines += [f"{key} = {json.dumps(text)}" for key, text in row.items() if text]
        lines += [f"retires = {model.retires}"] if model.retires else []
        lines += [f"date = {on}", ""]
    store(find_built_in_path(), "\n".join(lines).encode())
    return [model.id for model in built_in.models if known.models.find(model.id) is None]
