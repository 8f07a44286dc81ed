"""Check the documents of a source that are not profiles."""

from vxenv import __version__
from vxenv.profiles.policy import parse_policy
from vxenv.profiles.source_files import CATALOGUE, MANIFEST, parse_source_manifest
from vxenv.profiles.user_catalogue import parse_source_catalogue


def check_document(file: str, data: bytes, path: str) -> None:
    """Check source.toml, policy.toml or catalogue.toml with the bytes `data`; `path` is for messages.

    Raises DocumentError with the line.
    """
    if file == MANIFEST:
        parse_source_manifest(data, path)
    elif file == CATALOGUE:
        parse_source_catalogue(data, path)
    else:
        parse_policy(data, path)


def is_newer(minimum: str) -> bool:
    """Tell whether `minimum`, a version of vxenv or "", is newer than this one."""
    return _parse_version(minimum) > _parse_version(__version__)


def _parse_version(text: str) -> tuple[int, ...]:
    """Return the numbers of a version; other parts count as 0."""
    return tuple(int(part) if part.isascii() and part.isdigit() else 0 for part in text.split(".")) if text else ()
