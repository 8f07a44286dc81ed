"""Store of profiles: the user's own, ``profiles/NAME.toml``, and those of sources, see `source_files`."""

import os
from collections.abc import Iterable, Mapping

from vxenv.errors import DocumentError, UnknownProfileError, VxenvError
from vxenv.files.read_limited import read_bytes, read_compared_bytes
from vxenv.paths import find_profiles_directory, find_sources_directory, shorten_path
from vxenv.profiles.document import Document, parse_document, parse_values
from vxenv.profiles.names import NAME, SEPARATOR, SLASH, is_profile_name, join_source, list_sources, split_source
from vxenv.profiles.policy_files import (
    PolicyFile,
    find_source_policy_path,
    parse_policy_file,
    read_administrators_policy,
    read_policy,
)
from vxenv.profiles.source_files import (
    PROFILES,
    REMOVED,
    SUFFIX,
    find_removed_path,
    find_source_profile_path,
    find_values_path,
    has_source,
    is_removed,
    list_source_names,
    list_source_profiles,
)

GLOB = frozenset("*?[")


def find_profile_path(name: str) -> str:
    """Return the path of the profile `name`, which may not exist."""
    if SLASH in name:
        return find_source_profile_path(name)
    return os.path.join(find_profiles_directory(), name + SUFFIX)


def list_all_names() -> list[str]:
    """Return the names of all profiles: the user's own, then those of each source."""
    return [*list_profile_names(), *(name for source in list_source_names() for name in list_source_profiles(source))]


def list_profile_names() -> list[str]:
    """Return the names of the user's own profiles, sorted."""
    try:
        files = os.listdir(find_profiles_directory())
    except (FileNotFoundError, NotADirectoryError):
        return []
    names = (file.removesuffix(SUFFIX) for file in files if file.endswith(SUFFIX))
    return sorted(name for name in names if NAME.fullmatch(name))


def find_profile_name(path: str) -> str:
    """Return the name of the profile whose file is `path`, "" for another file."""
    folder, file = os.path.split(path)
    name = file.removesuffix(SUFFIX)
    if not file.endswith(SUFFIX) or not NAME.fullmatch(name):
        return ""
    if folder == find_profiles_directory():
        return name
    above, kind = os.path.split(folder)
    sources, source = os.path.split(above)
    return join_source(source, name) if sources == find_sources_directory() and kind in (PROFILES, REMOVED) else ""


def find_last_path(name: str) -> str:
    """Return the path of the profile `name`, or of its last version if its source has removed it."""
    return find_removed_path(name) if is_removed(name) else find_profile_path(name)


def has_profile(name: str) -> bool:
    """Tell whether the profile `name`, the user's own or a source's, exists."""
    return is_profile_name(name) and os.path.isfile(find_profile_path(name))


def is_path(text: str) -> bool:
    """Tell whether `text` is the path of a file rather than a profile, glob or stack, which may have slashes too."""
    if text.endswith(SUFFIX):
        return True
    if os.sep not in text:
        return False
    if set(text) & GLOB:
        import fnmatch  # noqa: PLC0415 - not needed by the hook

        return not fnmatch.filter(list_source_names(), split_source(text)[0])
    names = text.split(SEPARATOR)
    if not all(map(is_profile_name, names)):
        return True
    if any(map(has_source, list_sources(names))):
        return False
    return os.path.exists(text) or not list_source_names()


def suggest_copy(name: str) -> str:
    """Return the command that copies the profile `name` of a source to a free name."""
    source, base = split_source(name)
    free = next((one for one in (base, f"{source}-{base}") if not os.path.lexists(find_profile_path(one))), "NAME")
    return f"vxenv copy {name} {free}"


def is_same_profile(name: str, old: bytes, new: bytes) -> bool:
    """Tell whether two texts of the profile `name` have the same meaning."""

    def parse_meaning(data: bytes) -> object:
        document = parse_document(data, name, find_profile_path(name))
        rows = {**document.settings, **document.additions}
        settings = {name: (setting.value, setting.secret) for name, setting in rows.items()}
        return document._replace(text="", settings={}, additions={}), settings

    try:
        return parse_meaning(old) == parse_meaning(new)
    except VxenvError:
        return False


class Store:
    """Reader of profiles with a cache; `read` maps the path of each file to its bytes.

    A missing file has no bytes, since shells compare it so.
    """

    def __init__(self, instead: Mapping[str, bytes | None] | None = None) -> None:
        """Start with an empty cache; `instead` replaces the content of files by path, None for missing ones."""
        self.read: dict[str, bytes] = {}
        self._instead = instead or {}
        self._documents: dict[str, Document] = {}
        self._values: dict[str, Document | None] = {}
        self._policies: dict[str, PolicyFile] = {}

    def load(self, name: str) -> Document:
        """Return the profile `name`, or its last version if its source has removed it.

        Raises UnknownProfileError or DocumentError.
        """
        if name not in self._documents:
            path = find_profile_path(name)
            if SLASH in name:
                self._documents[name] = self._load_source_profile(name, path)
            else:
                self._documents[name] = parse_document(self.read_profile(path, name), name, path)
        return self._documents[name]

    def load_values(self, source: str) -> Document | None:
        """Return the user's values for the keys that `source` requires, None if there are none.

        Raises DocumentError.
        """
        if source not in self._values:
            path = find_values_path(source)
            data = self._read_if_present(path)
            self._values[source] = None if data is None else parse_values(data, source, path)
        return self._values[source]

    def list_policy_files(self, names: Iterable[str]) -> tuple[PolicyFile, ...]:
        """Return the policy files that bind a stack of the profiles `names`, existing or not.

        These are the administrator's, and those of the sources of `names`. Each is read once.
        """
        sources = ("", *list_sources(names))
        for source in sources:
            if source not in self._policies:
                self._policies[source] = self._read_policy(source)
        return tuple(self._policies[source] for source in sources)

    def _read_policy(self, source: str) -> PolicyFile:
        if not source:
            return read_administrators_policy()
        path = find_source_policy_path(source)
        if path not in self._instead:
            return read_policy(path, source)
        data = self._instead[path]
        return PolicyFile(path, source, b"") if data is None else parse_policy_file(path, source, data)

    def _load_source_profile(self, name: str, path: str) -> Document:
        data = self._read_if_present(path)
        source, removed = split_source(name)[0], data is None
        if data is None:
            path = find_removed_path(name)
            data = self.read_profile(path, name)
        try:
            document = parse_document(data, name, path)
        except DocumentError as error:
            # Its file cannot be edited.
            raise DocumentError(error.what, where=error.where, hint=f"vxenv source show {source}") from error
        names = tuple(self._complete_parent(parent, source) for parent in document.names)
        return document._replace(names=names, removed=removed)

    def _complete_parent(self, parent: str, source: str) -> str:
        """Return the full name of `parent`, which a profile of `source` extends: the source's own names come first."""
        if SLASH in parent:
            return parent
        own = join_source(source, parent)
        if own in self._documents:
            return own
        paths = (find_source_profile_path(own), find_removed_path(own))
        return own if any(self._read_if_present(path) is not None for path in paths) else parent

    def read_profile(self, path: str, name: str) -> bytes:
        """Return the bytes of the profile `name` at `path`, and record them."""
        data = self._read_if_present(path)
        if data is None:
            raise build_unknown_profile(name)
        return data

    def _read_if_present(self, path: str) -> bytes | None:
        """Return the bytes of the file at `path`, None if it is missing, and record them. Raises DocumentError."""
        self.read[path] = b""
        try:
            data = self._instead[path] if path in self._instead else read_bytes(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error
        except DocumentError:
            self.read[path] = read_compared_bytes(path)
            raise
        self.read[path] = data or b""
        return data


def build_unknown_profile(name: str) -> UnknownProfileError:
    """Return the error for an unknown profile or source, with the nearest name."""
    source = split_source(name)[0]
    if source and not has_source(source):
        return _build_unknown_source(name, source)
    names = list_source_profiles(source) if source else list_profile_names()
    close = _guess(name, names) or ("" if source else _find_in_sources(name))
    if close:
        what = f'no profile "{name}"; did you mean "{close}"?'
        return UnknownProfileError(what, hint="vxenv list", typed=name, meant=close)
    hint = f"vxenv list --source {source}" if source else "vxenv list" if list_all_names() else f"vxenv add {name}"
    return UnknownProfileError(f'no profile "{name}"', hint=hint)


def _build_unknown_source(name: str, source: str) -> UnknownProfileError:
    known = list_source_names()
    names = [one for other in known for one in list_source_profiles(other)]
    close = _guess(name, names)
    if close:
        what = f'no source "{source}"; did you mean "{close}"?'
        return UnknownProfileError(what, hint="vxenv list", typed=name, meant=close)
    close = _guess(source, known)
    what = f'no source "{source}"' + (f'; did you mean "{close}"?' if close else "")
    return UnknownProfileError(what, hint=f"vxenv list --source {close}" if close else "vxenv source list")


def _guess(name: str, names: list[str]) -> str:
    from vxenv.similarity import USUAL, guess  # noqa: PLC0415 - only needed for errors

    # Two swapped letters have a similarity of one half.
    return guess(name, names, cutoff=0.5 if len(name) < 4 else USUAL)  # noqa: PLR2004 - for short names


def _find_in_sources(name: str) -> str:
    """Return the only profile of a source with the name `name` there, else ""."""
    sources = list_source_names()
    found = [one for source in sources for one in list_source_profiles(source) if split_source(one)[1] == name]
    return found[0] if len(found) == 1 else ""
