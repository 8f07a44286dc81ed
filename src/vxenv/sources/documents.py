"""Check the documents of a source that are not profiles."""

from vxenv import __version__
from vxenv.catalogue.knowledge import Knowledge, load_shipped
from vxenv.catalogue.row_checks import RowError
from vxenv.errors import DocumentError
from vxenv.paths import shorten_path
from vxenv.profiles.policy import parse_policy
from vxenv.profiles.source_files import MANIFEST, parse_source_manifest
from vxenv.text.toml_locate import find_line
from vxenv.text.toml_read import parse_toml

CATALOGUE = "catalogue.toml"


def check_document(file: str, data: bytes, path: str) -> None:
    """Check source.toml, policy.toml or catalogue.toml with the bytes `data`; `path` is for messages.

    Raises DocumentError with the line.
    """
    if file == MANIFEST:
        parse_source_manifest(data, path)
    elif file == CATALOGUE:
        parse_catalogue(data, path)
    else:
        parse_policy(data, path)


def parse_catalogue(data: bytes, path: str) -> Knowledge:
    """Return vxenv's catalogue, extended by the catalogue.toml of a source. Raises DocumentError with the line."""
    table, text = parse_toml(data, path)
    try:
        return load_shipped().extend(table)
    except RowError as error:
        raise DocumentError(str(error), where=f"{shorten_path(path)}:{find_line(text, error.key)}") from error


def is_newer(minimum: str) -> bool:
    """Tell whether `minimum`, a version of vxenv or "", is newer than this one."""
    return _parse_version(minimum) > _parse_version(__version__)


def _parse_version(text: str) -> tuple[int, ...]:
    """Return the numbers of a version; other parts count as 0."""
    return tuple(int(part) if part.isascii() and part.isdigit() else 0 for part in text.split(".")) if text else ()
