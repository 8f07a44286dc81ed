"""List the contents of a source on this machine."""

from typing import Any, NamedTuple

from vxenv.activation.profile_uses import list_uses
from vxenv.catalogue.secrets import redact
from vxenv.catalogue.variables import load_variables
from vxenv.profiles.names import join_source
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
    settings = {**document.settings, **document.additions} if document else {}
    rows = load_variables().by_key
    values: dict[str, str | None] = {}
    for key in manifest.required:
        variable = rows[key].name if key in rows else key
        value = settings[variable].value if variable in settings else None
        values[key] = None if value is None else redact(variable, value)
    profiles, removed = tuple(list_source_profiles(source)), list_removed(source)
    return Inventory(manifest, profiles, removed, find_values_path(source), values)


def list_removed(source: str) -> tuple[str, ...]:
    """Return the profiles of `source` that updates removed, by their full names."""
    return tuple(join_source(source, name) for name in read_removed(source))


def list_source_uses(source: str) -> list[str]:
    """Return a clause for each use of the profiles of `source` outside of it. Raises DocumentError for config.toml."""
    return list_uses((*list_source_profiles(source), *list_removed(source)))


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
