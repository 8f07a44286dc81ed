"""Store of the user's profiles: ``profiles/NAME.toml``."""

import os
from collections.abc import Mapping

from vxenv.errors import DocumentError, UnknownProfileError, VxenvError
from vxenv.files.read_limited import read_bytes, read_compared_bytes
from vxenv.paths import find_profiles_directory, shorten_path
from vxenv.profiles.document import Document, parse_document
from vxenv.profiles.names import NAME

SUFFIX = ".toml"


def find_profile_path(name: str) -> str:
    """Return the path of the profile `name`, which may not exist."""
    return os.path.join(find_profiles_directory(), name + SUFFIX)


def list_profile_names() -> list[str]:
    """Return the names of all profiles, sorted."""
    try:
        files = os.listdir(find_profiles_directory())
    except (FileNotFoundError, NotADirectoryError):
        return []
    names = (file.removesuffix(SUFFIX) for file in files if file.endswith(SUFFIX))
    return sorted(name for name in names if NAME.fullmatch(name))


def is_same_profile(name: str, old: bytes, new: bytes) -> bool:
    """Tell whether two texts of the profile `name` have the same meaning."""

    def parse_meaning(data: bytes) -> object:
        document = parse_document(data, name, find_profile_path(name))
        settings = {variable: (setting.value, setting.secret) for variable, setting in document.settings.items()}
        return document._replace(text="", settings={}), settings

    try:
        return parse_meaning(old) == parse_meaning(new)
    except VxenvError:
        return False


class Store:
    """Reader of profiles with a cache; `read` maps the path of each file to its bytes.

    A missing file has no bytes, since shells compare it so.
    """

    def __init__(self, instead: Mapping[str, bytes] | None = None) -> None:
        """Start with an empty cache; `instead` replaces the content of files by path."""
        self.read: dict[str, bytes] = {}
        self._instead = instead or {}
        self._documents: dict[str, Document] = {}

    def load(self, name: str) -> Document:
        """Return the profile `name`. Raises UnknownProfileError or DocumentError."""
        if name not in self._documents:
            path = find_profile_path(name)
            self._documents[name] = parse_document(self.read_profile(path, name), name, path)
        return self._documents[name]

    def read_profile(self, path: str, name: str) -> bytes:
        """Return the bytes of the profile `name` at `path`, and record them."""
        self.read[path] = b""
        try:
            data = self._instead[path] if path in self._instead else read_bytes(path)
        except FileNotFoundError as error:
            raise build_unknown_profile(name) from error
        except OSError as error:
            raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error
        except DocumentError:
            self.read[path] = read_compared_bytes(path)
            raise
        self.read[path] = data
        return data


def build_unknown_profile(name: str) -> UnknownProfileError:
    """Return the error for an unknown profile, with the nearest name."""
    from vxenv.similarity import USUAL, guess  # noqa: PLC0415 - only needed for errors

    names = list_profile_names()
    # Two swapped letters have a similarity of one half.
    close = guess(name, names, cutoff=0.5 if len(name) < 4 else USUAL)  # noqa: PLR2004 - for short names
    if close:
        what = f'no profile "{name}"; did you mean "{close}"?'
        return UnknownProfileError(what, hint="vxenv list", typed=name, meant=close)
    return UnknownProfileError(f'no profile "{name}"', hint="vxenv list" if names else f"vxenv add {name}")
