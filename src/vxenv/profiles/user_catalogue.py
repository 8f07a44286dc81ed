"""Load the catalogue, extended by Claude Code's models, Google's list and the user's ``catalogue.toml``."""

import functools
import os

from vxenv.catalogue.knowledge import Knowledge, load_shipped
from vxenv.catalogue.row_checks import RowError
from vxenv.errors import DocumentError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import find_config_directory, shorten_path
from vxenv.profiles.client_models import add_built_in, read_built_in_bytes
from vxenv.profiles.listed_models import add_published, read_published_bytes
from vxenv.text.toml_locate import find_line
from vxenv.text.toml_read import parse_toml


def find_catalogue_path() -> str:
    """Return the path of the user's catalogue, which may not exist."""
    return os.path.join(find_config_directory(), "catalogue.toml")


def load_knowledge() -> Knowledge:
    """Return the catalogue shipped with vxenv, extended by three sources; later ones override earlier ones.

    These are the installed Claude Code as last read, Google's list and the user's file. Raises DocumentError.
    """
    path = find_catalogue_path()
    kept = (read_built_in_bytes(), read_published_bytes())
    try:
        data = read_bytes(path)
    except FileNotFoundError:
        return _refresh(*kept)
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error
    return _extend(data, path, *kept)


@functools.lru_cache(maxsize=1)
def _refresh(built_in: bytes, published: bytes) -> Knowledge:
    known = add_built_in(load_shipped(), built_in) if built_in else load_shipped()
    return add_published(known, published) if published else known


@functools.lru_cache(maxsize=1)
def _extend(data: bytes, path: str, built_in: bytes, published: bytes) -> Knowledge:
    table, text = parse_toml(data, path)
    try:
        return _refresh(built_in, published).extend(table)
    except RowError as error:
        where = f"{shorten_path(path)}:{find_line(text, error.key)}"
        raise DocumentError(str(error), where=where) from error
