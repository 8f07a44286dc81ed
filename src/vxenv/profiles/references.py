"""Find and rename the profiles that other profiles extend."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from vxenv.errors import VxenvError
from vxenv.files.read_limited import read_bytes
from vxenv.profiles.document import parse_document
from vxenv.profiles.names import SEPARATOR, render_stack
from vxenv.profiles.store import find_profile_path, list_profile_names
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
    """Return the profiles that extend one of `names`; unreadable profiles are skipped."""
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


def rename_reference(data: bytes, path: str, key: str, old: str, new: str) -> bytes:
    """Replace `old` by `new` in the name, stack or list under `key` of `data`. Raises DocumentError."""

    def rename_in(stack: str) -> str:
        return render_stack(new if name == old else name for name in stack.split(SEPARATOR))

    value = parse_toml(data, path)[0].get(key, [])
    return edit_toml(data, path, {(key,): rename_in(value) if isinstance(value, str) else list(map(rename_in, value))})
