"""Load the catalogue, extended by Claude Code's models, Google's list, sources and the user's ``catalogue.toml``."""

import functools
import os
from collections.abc import Callable, Mapping
from typing import Any

from vxenv.catalogue.knowledge import Knowledge, load_shipped
from vxenv.catalogue.row_checks import RowError
from vxenv.errors import DocumentError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import find_config_directory, shorten_path
from vxenv.profiles.client_models import add_built_in, find_built_in_path, read_built_in_bytes
from vxenv.profiles.listed_models import add_published, find_published_path, read_published_bytes
from vxenv.profiles.source_files import CATALOGUE, find_digests_path, find_source_file, list_source_names
from vxenv.text.toml_locate import find_line
from vxenv.text.toml_read import parse_toml

_Files = tuple[tuple[str, str, bytes], ...]


def find_catalogue_path() -> str:
    """Return the path of the user's catalogue, which may not exist."""
    return os.path.join(find_config_directory(), "catalogue.toml")


def load_knowledge(instead: Mapping[str, bytes | None] | None = None) -> Knowledge:
    """Return the catalogue shipped with vxenv, extended by other facts; later ones override earlier ones.

    These are the installed Claude Code as last read, Google's list, the catalogues of sources by name, and the user's
    file. `instead` replaces the catalogues of sources, None for no catalogue. Raises DocumentError.
    """
    kept = (read_built_in_bytes(), read_published_bytes(), _read_source_catalogues(instead or {}))
    path = find_catalogue_path()
    data = _read_if_present(path)
    return _extend_by_sources(*kept) if data is None else _extend(data, path, *kept)


def list_compared_files() -> tuple[str, ...]:
    """Return the paths of the files that change if the catalogue does, of which any may be missing."""
    return find_catalogue_path(), find_built_in_path(), find_published_path(), find_digests_path()


def parse_source_catalogue(data: bytes, path: str, known: Knowledge | None = None) -> Knowledge:
    """Return `known`, or the catalogue shipped with vxenv, extended by the catalogue.toml of a source.

    `data` are its bytes; `path` is for messages. Raises DocumentError.
    """
    return _parse(data, path, (known or load_shipped()).extend_by_source)


def _parse(data: bytes, path: str, extend: Callable[[Mapping[str, Any]], Knowledge]) -> Knowledge:
    table, text = parse_toml(data, path)
    try:
        return extend(table)
    except RowError as error:
        where = f"{shorten_path(path)}:{find_line(text, error.key)}"
        raise DocumentError(str(error), where=where) from error


def _read_source_catalogues(instead: Mapping[str, bytes | None]) -> _Files:
    """Return the source, the path and the contents of each catalogue of a source."""
    files = []
    for source in sorted({*list_source_names(), *instead}):
        path = find_source_file(source, CATALOGUE)
        data = instead[source] if source in instead else _read_if_present(path)
        if data is not None:
            files.append((source, path, data))
    return tuple(files)


def _read_if_present(path: str) -> bytes | None:
    try:
        return read_bytes(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error


@functools.lru_cache(maxsize=1)
def _refresh(built_in: bytes, published: bytes) -> Knowledge:
    known = add_built_in(load_shipped(), built_in) if built_in else load_shipped()
    return add_published(known, published) if published else known


@functools.lru_cache(maxsize=1)
def _extend_by_sources(built_in: bytes, published: bytes, files: _Files) -> Knowledge:
    known = _refresh(built_in, published)
    for source, path, data in files:
        try:
            known = parse_source_catalogue(data, path, known)
        except DocumentError as error:
            # Its file cannot be edited.
            raise DocumentError(error.what, where=error.where, hint=f"vxenv source update {source}") from error
    return known


@functools.lru_cache(maxsize=1)
def _extend(data: bytes, path: str, built_in: bytes, published: bytes, files: _Files) -> Knowledge:
    return _parse(data, path, _extend_by_sources(built_in, published, files).extend)
