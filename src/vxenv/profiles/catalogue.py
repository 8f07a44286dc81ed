"""What vxenv knows, with what Google listed and the user's own ``catalogue.toml`` laid over it."""

import functools
import os

from vxenv.domain.knowledge import Knowledge, shipped
from vxenv.domain.rows import RowError
from vxenv.errors import DocumentError
from vxenv.paths import config_dir, printable, shown
from vxenv.profiles.bounded import read_bytes
from vxenv.profiles.document import parse_toml
from vxenv.profiles.positions import line_of
from vxenv.profiles.published import published_bytes, with_published


def catalogue_path() -> str:
    """Return where the user's own catalogue is, whether it is there or not."""
    return os.path.join(config_dir(), "catalogue.toml")


def knowledge() -> Knowledge:
    """Return the catalogue that comes with vxenv, with what Google listed lately, and the user's own over it.

    Raises DocumentError.
    """
    path = catalogue_path()
    published = published_bytes()
    try:
        data = read_bytes(path)
    except FileNotFoundError:
        return _with_published(published) if published else shipped()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shown(path)) from error
    return _extended(data, path, published)


@functools.lru_cache(maxsize=1)
def _with_published(published: bytes) -> Knowledge:
    return with_published(shipped(), published)


@functools.lru_cache(maxsize=1)
def _extended(data: bytes, path: str, published: bytes) -> Knowledge:
    table, text = parse_toml(data, path)
    try:
        return (_with_published(published) if published else shipped()).extended(table)
    except RowError as error:
        where = f"{shown(path)}:{line_of(text, error.key)}"
        raise DocumentError(printable(str(error)), where=where, hint=printable(error.hint)) from error
