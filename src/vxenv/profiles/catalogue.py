"""What vxenv knows, with the user's own ``catalogue.toml`` laid over it."""

import functools
import os

from vxenv.domain.knowledge import Knowledge, shipped
from vxenv.domain.rows import RowError
from vxenv.errors import DocumentError
from vxenv.paths import config_dir, printable, shown
from vxenv.profiles.document import parse_toml, read_bytes
from vxenv.profiles.positions import line_of


def catalogue_path() -> str:
    """Return where the user's own catalogue is, whether it is there or not."""
    return os.path.join(config_dir(), "catalogue.toml")


def knowledge() -> Knowledge:
    """Return the catalogue that comes with vxenv, extended by the user's own. Raises DocumentError."""
    path = catalogue_path()
    try:
        data = read_bytes(path)
    except FileNotFoundError:
        return shipped()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shown(path)) from error
    return _extended(data, path)


@functools.lru_cache(maxsize=1)
def _extended(data: bytes, path: str) -> Knowledge:
    table, text = parse_toml(data, path)
    try:
        return shipped().extended(table)
    except RowError as error:
        where = f"{shown(path)}:{line_of(text, error.key)}"
        raise DocumentError(printable(str(error)), where=where, hint=printable(error.hint)) from error
