"""List the contents of a source on this machine, and the references to its profiles."""

import contextlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from vxenv.activation.current import Current
from vxenv.activation.directory_references import find_directory_references
from vxenv.catalogue.secrets import redact
from vxenv.catalogue.variables import load_variables
from vxenv.config import read_config
from vxenv.errors import VxenvError
from vxenv.paths import shorten_path
from vxenv.profiles.names import join_source, split_source
from vxenv.profiles.references import find_extending
from vxenv.profiles.source_files import SourceManifest, find_values_path, list_source_profiles, read_source_manifest
from vxenv.profiles.store import Store
from vxenv.sources.update import read_removed


class Inventory(NamedTuple):
    """Contents of a source."""

    # The contents of its source.toml.
    manifest: SourceManifest
    # Its profiles and those that updates removed, by their full names.
    profiles: tuple[str, ...]
    removed: tuple[str, ...]
    # The file with the user's values for required keys, and the value of each key, None without one; secrets hidden.
    values_path: str
    values: dict[str, str | None]


def read_inventory(source: str) -> Inventory:
    """Return the contents of `source`. Raises VxenvError."""
    manifest = read_source_manifest(source)
    document = Store().load_values(source)
    settings = document.settings if document else {}
    values: dict[str, str | None] = {}
    for key in manifest.required:
        variable = load_variables().by_key[key].name
        value = settings[variable].value if variable in settings else None
        values[key] = None if value is None else redact(variable, value)
    removed = tuple(join_source(source, name) for name in read_removed(source))
    return Inventory(manifest, tuple(list_source_profiles(source)), removed, find_values_path(source), values)


def list_uses(source: str) -> list[str]:
    """Return a clause for each use of the profiles of `source` outside of it."""
    names = (*list_source_profiles(source), *(join_source(source, name) for name in read_removed(source)))

    def select(used: Iterable[str]) -> str:
        return ", ".join(f'"{name}"' for name in used if split_source(name)[0] == source)

    children = (child for child in find_extending(names) if split_source(child.name)[0] != source)
    uses = [f'"{child.name}" extends {select(child.names)}' for child in children]
    with contextlib.suppress(VxenvError):
        if default := select(read_config().default):
            uses.append(f"{default} is the default")
    files = (file.reference for file in find_directory_references(names) if file.record)
    uses += [f"{shorten_path(file.path)} selects {select(file.names)}" for file in files]
    if active := select(Current().names):
        uses.append(f"{active} is active in this shell")
    return uses


def describe_inventory(inventory: Inventory) -> dict[str, Any]:
    """Return the contents of a source for JSON."""
    return {
        "description": inventory.manifest.description or None,
        "minimum_vxenv": inventory.manifest.minimum_vxenv or None,
        "profiles": list(inventory.profiles),
        "removed": list(inventory.removed),
        "required": [{"key": key, "value": value} for key, value in inventory.values.items()],
        "values_file": inventory.values_path,
    }
