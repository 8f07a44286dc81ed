"""What a directory file may set, by the class of each variable. A refusal is one of the whole file.

Consent is to the bytes of the directory file. A variable that names another file (credentials, certificates, a
directory of settings) would hand on the content of that one, and a file of the same repository changes with the next
`git pull`. Binding its bytes, too, would leave the time between the check and the use; so such a file must lie outside
of the directory's own tree, where only the user puts it.
"""

import os
from typing import NamedTuple

from vxenv.catalogue.classes import ASK, IDENTITY, NETWORK, REFUSE, STEERING, classify
from vxenv.catalogue.variables import load_variables
from vxenv.files.links import find_working_tree, is_leading_into, is_process_path
from vxenv.paths import escape_text, shorten_path

_PATH_TYPES = ("path", "directory")
_PATH_WORDS = frozenset({"FILE", "DIR", "DIRECTORY", "PATH", "KEYFILE"})
_PATH_ENDINGS = frozenset(
    {"BUNDLE", "CACERT", "CAINFO", "CERT", "CERTS", "CERTIFICATE", "CONFIG", "CREDENTIALS", "HOME"}
)
_RELATIVE = ("./", "../", "~", "file:")
_MOST_PATHS = 50  # in one list: each is followed step by step
_LONGEST = 200  # characters of a value that a message repeats


class Refusal(NamedTuple):
    """Why a directory file cannot set a variable."""

    what: str  # the sentence
    hint: str  # a command that helps, "" for none


def is_consent_needed(name: str) -> bool:
    """Tell whether the variable `name` needs the user's yes in a directory file."""
    return classify(name).policy.directory == ASK


def find_refusal(name: str, value: str | None, base: str, profile: str) -> Refusal | None:
    """Return why a directory file in the real directory `base` cannot give the variable `name` its `value`.

    `profile` is a profile that the file names or "NAME", for the hint, which repeats no value: it is a stranger's.
    """
    kind = classify(name)
    if kind.policy.directory == REFUSE:
        hint = f"vxenv edit {profile}" if kind.name == STEERING else ""
        return Refusal(f"a directory file cannot set {name}, which {kind.describe(value) or kind.policy.doc}", hint)
    if kind.name not in (IDENTITY, NETWORK) or not value:
        return None
    what = _find_stray_path(name, value, base)
    return Refusal(f"{name} is {what}", f"vxenv edit {profile}") if what else None


def _find_stray_path(name: str, value: str, base: str) -> str:
    """Return what is wrong with a path in `value`, "" if they are the user's own."""
    paths = _list_absolute_paths(value)
    if len(paths) > _MOST_PATHS:
        return f"a list of {len(paths):,} paths"
    if any(map(is_process_path, paths)):
        return f"{_shorten(value)}, which is another file for each program"
    if not paths and (value.lower().startswith(_RELATIVE) or _is_path(name)):
        return f"{_shorten(value)}, which each program looks for in its own working directory"
    tree = (find_working_tree(base) or base) if paths else ""
    if any(is_leading_into(path, (base, tree)) for path in paths):
        return f"{_shorten(value)}, which lies in {shorten_path(tree)} and can change without your consent"
    return ""


def _is_path(name: str) -> bool:
    known = load_variables().by_name.get(name)
    words = name.upper().split("_")
    return (
        (known is not None and known.type in _PATH_TYPES)
        or not _PATH_WORDS.isdisjoint(words)
        or words[-1] in _PATH_ENDINGS
        or words[-2:] == ["CLIENT", "KEY"]
    )


def _list_absolute_paths(value: str) -> list[str]:
    """Return the absolute paths that a program may take `value` for: itself, a list of them, or a file's URL."""
    if value.lower().startswith("file:"):
        from urllib.parse import unquote, urlsplit  # noqa: PLC0415 - hardly any value needs it

        try:
            path = unquote(urlsplit(value).path)
        except ValueError:
            path = ""
        return [path] if os.path.isabs(path) else []
    parts = dict.fromkeys([value, *value.split(os.pathsep)])
    return [part for part in parts if os.path.isabs(part)]


def _shorten(value: str) -> str:
    text = escape_text(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(value):,} characters)"
