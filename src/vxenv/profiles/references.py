"""Find and rename the profiles that other profiles extend."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from vxenv.errors import VxenvError
from vxenv.files.read_limited import read_bytes
from vxenv.profiles.document import parse_document
from vxenv.profiles.keys import find_value
from vxenv.profiles.names import SEPARATOR, encode_stack, list_sources, render_stack, split_source
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.source_files import list_source_names, list_source_profiles
from vxenv.profiles.store import Store, find_last_path, find_profile_path, list_profile_names
from vxenv.text.toml_edit import edit_toml
from vxenv.text.toml_read import parse_toml


class Reference(NamedTuple):
    """Document that refers to profiles."""

    # Its name.
    name: str
    # Its path.
    path: str
    # Its bytes.
    data: bytes
    # The profiles that it refers to.
    names: tuple[str, ...]


def has_mention(data: bytes, names: Iterable[str]) -> bool:
    """Tell whether `data` may refer to one of the profiles `names`: a quick check, reliable if false."""
    return b"\\" in data or any(name.encode() in data for name in names)


def find_extending(names: Collection[str]) -> list[Reference]:
    """Return the user's own profiles that extend one of `names`; unreadable profiles are skipped."""
    references = []
    wanted = set(names)
    for other in list_profile_names():
        path = find_profile_path(other)
        try:
            data = read_bytes(path)
            parents = parse_document(data, other, path).names if has_mention(data, names) else ()
        except (OSError, VxenvError):
            continue
        if wanted.intersection(parents):
            references.append(Reference(other, path, data, parents))
    return references


def find_extending_in_sources(names: Collection[str]) -> list[str]:
    """Return the profiles of sources that extend one of `names`; unreadable profiles are skipped."""
    extending, store = [], Store()
    for other in (one for source in list_source_names() for one in list_source_profiles(source)):
        try:
            if has_mention(read_bytes(find_profile_path(other)), names) and set(names) & set(store.load(other).names):
                extending.append(other)
        except (OSError, VxenvError):
            continue
    return extending


def read_copy(name: str, data: bytes) -> bytes:
    """Return `data`, the text of the profile `name`, for one of the user's own with the same meaning.

    The copy of a source's profile names its parents in full. Without a parent in the source it contains the user's
    values for the source, which no longer apply. Raises VxenvError.
    """
    path, source = find_last_path(name), split_source(name)[0]
    if not source:
        return data
    store = Store({path: data})
    names = store.load(name).names
    changes: dict[tuple[str, ...], Any] = {}
    if names != parse_document(data, name, path).names:
        changes["extends",] = encode_stack(names)
    values = store.load_values(source)
    if values and source not in list_sources(names):
        table = parse_toml(values.text.encode(), values.path)[0]
        keys = [one.key for one in resolve_stack([name], store).settings.values() if one.path == values.path]
        changes |= {key: find_value(table, key) for key in keys}
    return edit_toml(data, path, changes) if changes else data


def rename_reference(data: bytes, path: str, key: str, old: str, new: str) -> bytes:
    """Replace `old` by `new` in the name, stack or list under `key` of `data`. Raises DocumentError."""

    def rename_in(stack: str) -> str:
        return render_stack(new if name == old else name for name in stack.split(SEPARATOR))

    value = parse_toml(data, path)[0].get(key, [])
    return edit_toml(data, path, {(key,): rename_in(value) if isinstance(value, str) else list(map(rename_in, value))})
