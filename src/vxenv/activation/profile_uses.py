"""Find the uses of profiles that a command removes."""

from collections.abc import Collection, Iterable

from vxenv.activation.current import Current
from vxenv.activation.directory_references import find_directory_references
from vxenv.config import read_config
from vxenv.paths import shorten_path
from vxenv.profiles.references import find_extending, find_extending_in_sources
from vxenv.profiles.store import Store


def list_uses(removed: Collection[str]) -> list[str]:
    """Return a clause for each use of the profiles `removed` outside of them. Raises DocumentError for config.toml."""

    def select(names: Iterable[str]) -> str:
        return ", ".join(f'"{name}"' for name in names if name in removed)

    children = [(child.name, child.names) for child in find_extending(removed)]
    children += [(child, Store().load(child).names) for child in find_extending_in_sources(removed)]
    uses = [f'"{child}" extends {select(names)}' for child, names in children if child not in removed]
    if default := select(read_config().default):
        uses.append(f"{default} is the default")
    files = (file.reference for file in find_directory_references(removed) if file.record)
    uses += [f"{shorten_path(file.path)} selects {select(file.names)}" for file in files]
    if active := select(Current().names):
        uses.append(f"{active} is active in this shell")
    return uses
