"""Files of sources: the accepted version of each source, as ``vxenv source`` wrote it, and the user's values for it.

::

    STATE/sources/NAME/record.toml      the source exists if this file does
    STATE/sources/NAME/checked          the time of the last check
    STATE/sources/NAME/profiles/X.toml  the profile NAME/X
    STATE/sources/NAME/removed/X.toml   the last version of a profile that an update removed
    STATE/sources/NAME/source.toml, policy.toml, catalogue.toml
    STATE/sources/.digests              digests of the files on which advice depends besides profiles, by source
    CONFIG/sources/NAME.toml            the user's values for the keys that the source requires

Reading them starts no program and opens no socket.
"""

import contextlib
import os
import time
from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from vxenv.errors import DocumentError
from vxenv.files.read_limited import read_bytes, read_own_bytes
from vxenv.paths import find_sources_directory, find_values_directory, shorten_path
from vxenv.profiles.names import NAME, SOURCE, join_source, split_source

SUFFIX = ".toml"
RECORD = "record.toml"
CHECKED = "checked"
PROFILES = "profiles"
REMOVED = "removed"
MANIFEST = "source.toml"
CATALOGUE = "catalogue.toml"
SINGLE_FILES = (MANIFEST, "policy.toml", CATALOGUE)
_DIGESTS = ".digests"  # no source has this name
_DAY = 24 * 60 * 60
_TIME_SIZE = 11  # ten digits and a newline


class SourceManifest(NamedTuple):
    """Contents of a source's source.toml."""

    # The name that the source suggests for itself, "" for none.
    name: str = ""
    # The description, "" for none.
    description: str = ""
    # The oldest version of vxenv that the source supports, "" for any.
    minimum_vxenv: str = ""
    # The keys for which each user gives a value, such as "vertex.project".
    required: tuple[str, ...] = ()


def find_source_directory(source: str) -> str:
    """Return the directory of the accepted version of `source`, which may not exist."""
    return os.path.join(find_sources_directory(), source)


def find_source_file(source: str, file: str) -> str:
    """Return the path of `file` in the accepted version of `source`, which may not exist."""
    return os.path.join(find_source_directory(source), file)


def find_digests_path() -> str:
    """Return the path of the file that changes with each catalogue.toml and source.toml; missing if there are none.

    Shells compare this one file before they repeat advice.
    """
    return os.path.join(find_sources_directory(), _DIGESTS)


def find_source_profile_path(name: str) -> str:
    """Return the path of the profile SOURCE/PROFILE, which may not exist."""
    source, base = split_source(name)
    return os.path.join(find_source_directory(source), PROFILES, base + SUFFIX)


def find_removed_path(name: str) -> str:
    """Return the path of the last version of SOURCE/PROFILE, which exists if an update removed the profile."""
    source, base = split_source(name)
    return os.path.join(find_source_directory(source), REMOVED, base + SUFFIX)


def find_values_path(source: str) -> str:
    """Return the path of the user's values for the keys that `source` requires, which may not exist."""
    return os.path.join(find_values_directory(), source + SUFFIX)


def find_record_path(source: str) -> str:
    """Return the path of the record of `source`, which exists if the source was added."""
    return os.path.join(find_source_directory(source), RECORD)


def has_source(source: str) -> bool:
    """Tell whether `source` was added."""
    return bool(SOURCE.fullmatch(source)) and os.path.isfile(find_record_path(source))


def list_source_names() -> list[str]:
    """Return the names of all sources, sorted."""
    return sorted(filter(has_source, _list_files(find_sources_directory())))


def read_checked(source: str) -> int:
    """Return the time of the last check of `source`, in seconds since 1970, 0 if unknown."""
    with contextlib.suppress(OSError, ValueError):
        data = read_own_bytes(os.path.join(find_source_directory(source), CHECKED))
        return int(data) if len(data) == _TIME_SIZE and data[:-1].isdigit() else 0
    return 0


def list_overdue_sources(days: int) -> list[tuple[str, int]]:
    """Return the sources that were last checked at least `days` ago, with the days since then; none for 0."""
    if not days:
        return []
    now = time.time()
    ages = (
        (source, int(now - checked) // _DAY) for source in list_source_names() if (checked := read_checked(source))
    )
    return [(source, age) for source, age in ages if age >= days]


def list_source_profiles(source: str) -> list[str]:
    """Return the profiles of `source` as SOURCE/PROFILE, sorted, without those that an update removed."""
    files = _list_files(os.path.join(find_source_directory(source), PROFILES))
    names = (file.removesuffix(SUFFIX) for file in files if file.endswith(SUFFIX))
    return sorted(join_source(source, name) for name in names if NAME.fullmatch(name))


def is_removed(name: str) -> bool:
    """Tell whether an update of its source removed the profile `name`, whose last version is kept."""
    if not split_source(name)[0] or os.path.lexists(find_source_profile_path(name)):
        return False
    return os.path.isfile(find_removed_path(name))


def describe_removed(name: str) -> str:
    """Return the warning about the removed profile `name`, without its name."""
    return f'removed from source "{split_source(name)[0]}"; its last version is used'


def list_missing_values(source: str, given: Container[str]) -> tuple[str, ...]:
    """Return the keys that `source` requires without those of the variables and labels `given`.

    Raises DocumentError.
    """
    required = read_source_manifest(source).required
    if not required:
        return ()
    from vxenv.catalogue.variables import load_variables  # noqa: PLC0415 - not needed to find profiles

    rows = load_variables().by_key
    return tuple(key for key in required if (rows[key].name if key in rows else key) not in given)


def describe_missing(source: str, missing: Iterable[str]) -> str:
    """Return the message about required keys without a value."""
    return f'no value for {", ".join(missing)}, which source "{source}" requires'


def render_update(source: str, missing: Iterable[str]) -> str:
    """Return the command that sets required keys without a value."""
    return " ".join(["vxenv source update", source, *(f"--set {key}=VALUE" for key in missing)])


def read_source_manifest(source: str) -> SourceManifest:
    """Return the contents of the source.toml of `source`, empty if it has none. Raises DocumentError."""
    path = os.path.join(find_source_directory(source), MANIFEST)
    try:
        data = read_bytes(path)
    except FileNotFoundError:
        return SourceManifest()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error
    try:
        return parse_source_manifest(data, path)
    except DocumentError as error:
        # Its file cannot be edited.
        raise DocumentError(error.what, where=error.where, hint=f"vxenv source update {source}") from error


def parse_source_manifest(data: bytes, path: str) -> SourceManifest:
    """Return the contents of the source.toml with the bytes `data`; `path` is for messages. Raises DocumentError."""
    from vxenv.profiles.additions import is_shared  # noqa: PLC0415 - not needed to find profiles
    from vxenv.profiles.keys import find_key  # noqa: PLC0415 - likewise
    from vxenv.text.toml_locate import find_line  # noqa: PLC0415 - likewise
    from vxenv.text.toml_read import parse_toml  # noqa: PLC0415 - likewise

    table, text = parse_toml(data, path)

    def build_error(what: str, key: str) -> DocumentError:
        return DocumentError(what, where=f"{shorten_path(path)}:{find_line(text, (key,))}")

    for key, value in table.items():
        if key not in SourceManifest._fields:
            raise build_error(f"unknown key {key}; expected one of: {', '.join(SourceManifest._fields)}", key)
        if key == "required":
            if not _is_list_of_strings(value):
                raise build_error("required must be a list of keys", key)
            for name in value:
                found = find_key(name)
                is_usual = found is not None and len(found) == 2 and is_shared(found)  # noqa: PLR2004 - table and key
                if not is_usual or ".".join(found or ()) != name:
                    raise build_error(f'required: unknown key "{name}"', key)
        elif not isinstance(value, str):
            raise build_error(f"{key} must be a string", key)
    if "name" in table and not SOURCE.fullmatch(table["name"]):
        raise build_error(f'invalid source name "{table["name"]}"', "name")
    return SourceManifest(**{**table, "required": tuple(table.get("required", ()))})


def _is_list_of_strings(value: Any) -> bool:  # noqa: ANN401 - whatever TOML holds
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _list_files(directory: str) -> list[str]:
    try:
        return os.listdir(directory)
    except (FileNotFoundError, NotADirectoryError):
        return []
