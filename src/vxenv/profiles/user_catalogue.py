"""What vxenv knows, with what the client and Google said and the user's own ``catalogue.toml`` laid over it."""

import functools
import os

from vxenv.catalogue.knowledge import Knowledge, shipped
from vxenv.catalogue.rows import RowError
from vxenv.errors import DocumentError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import config_dir, shown
from vxenv.profiles.client_models import built_in_bytes, with_built_in
from vxenv.profiles.listed_models import published_bytes, with_published
from vxenv.text.toml_locate import line_of
from vxenv.text.toml_read import parse_toml


def catalogue_path() -> str:
    """Return where the user's own catalogue is, whether it is there or not."""
    return os.path.join(config_dir(), "catalogue.toml")


def knowledge() -> Knowledge:
    """Return the catalogue that comes with vxenv, with what is newer in three places laid over it, the last strongest.

    Those are the installed Claude Code, as it was last read, Google's list, and the user's own file.
    Raises DocumentError.
    """
    path = catalogue_path()
    kept = (built_in_bytes(), published_bytes())
    try:
        data = read_bytes(path)
    except FileNotFoundError:
        return _refreshed(*kept)
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shown(path)) from error
    return _extended(data, path, *kept)


@functools.lru_cache(maxsize=1)
def _refreshed(built_in: bytes, published: bytes) -> Knowledge:
    known = with_built_in(shipped(), built_in) if built_in else shipped()
    return with_published(known, published) if published else known


@functools.lru_cache(maxsize=1)
def _extended(data: bytes, path: str, built_in: bytes, published: bytes) -> Knowledge:
    table, text = parse_toml(data, path)
    try:
        return _refreshed(built_in, published).extended(table)
    except RowError as error:
        where = f"{shown(path)}:{line_of(text, error.key)}"
        raise DocumentError(str(error), where=where) from error
