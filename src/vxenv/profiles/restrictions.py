"""What a directory file may set, by the class of each variable. A refusal is one of the whole file.

Consent is to the bytes of the directory file. A variable that names another file (credentials, certificates, a
directory of settings) would hand on the content of that one, and a file of the same repository changes with the next
`git pull`. Binding its bytes, too, would leave the time between the check and the use; so such a file must lie outside
of the directory's own tree, where only the user puts it.
"""

import os
from typing import NamedTuple

from vxenv.domain.classes import ASK, IDENTITY, NETWORK, REFUSE, STEERING, classify
from vxenv.domain.variables import catalogue
from vxenv.errors import word
from vxenv.paths import printable, shown
from vxenv.profiles.links import find_working_tree, leads_into

_PATH_TYPES = ("path", "directory")
_PATH_WORDS = frozenset({"FILE", "DIR", "DIRECTORY", "PATH", "KEYFILE"})
_PATH_ENDINGS = frozenset(
    {"BUNDLE", "CACERT", "CAINFO", "CERT", "CERTS", "CERTIFICATE", "CONFIG", "CREDENTIALS", "HOME"}
)
_RELATIVE = ("./", "../", "~")
_LONGEST = 200  # characters of a value that a hint repeats


class Refusal(NamedTuple):
    """Why a directory file cannot set a variable."""

    what: str  # the sentence
    hint: str  # a command that helps, "" for none


def needs_consent(name: str) -> bool:
    """Tell whether the variable `name` needs the user's yes in a directory file."""
    return classify(name).policy.directory == ASK


def find_refusal(name: str, key: str, value: str | None, base: str, profile: str) -> Refusal | None:
    """Return why a directory file in the real directory `base` cannot give the variable `name` its `value`.

    `key` is the key in the file, `profile` a profile that the file names or "NAME", for the hint.
    """
    found = classify(name)
    if found.policy.directory == REFUSE:
        hint = _to_profile(profile, key, value) if found.name == STEERING else ""
        return Refusal(f"a directory file cannot set {name}, which {found.describe(value) or found.policy.doc}", hint)
    if found.name not in (IDENTITY, NETWORK) or not value:
        return None
    home = os.environ.get("HOME", "").rstrip(os.sep)
    place = f"{home}/{os.path.basename(value.rstrip(os.sep))}"
    paths = _absolute_paths(value)
    if not paths and (value.startswith(_RELATIVE) or _is_path(name)):
        what = f"{name} is {_brief(value)}, which each program looks for in its own working directory"
        return Refusal(what, _to_profile(profile, key, place))
    tree = (find_working_tree(base) or base) if paths else ""
    if any(leads_into(path, (base, tree)) for path in paths):
        what = f"{name} is {_brief(value)}, which lies in {shown(tree)} and can change without your consent"
        return Refusal(what, f"move it out of there, then: {_to_profile(profile, key, place)}")
    return None


def _is_path(name: str) -> bool:
    known = catalogue().by_name.get(name)
    words = name.upper().split("_")
    return (
        (known is not None and known.type in _PATH_TYPES)
        or not _PATH_WORDS.isdisjoint(words)
        or words[-1] in _PATH_ENDINGS
        or words[-2:] == ["CLIENT", "KEY"]
    )


def _absolute_paths(value: str) -> list[str]:
    """Return the absolute paths that a program may take `value` for: itself, a list of them, or a file's URL."""
    if value[:5].lower() == "file:":
        from urllib.parse import unquote, urlsplit  # noqa: PLC0415 - hardly any value needs it

        try:
            return [unquote(urlsplit(value).path) or os.sep]
        except ValueError:
            return [os.sep]
    parts = [value, *value.split(os.pathsep)]
    return [part for part in parts if os.path.isabs(part)]


def _to_profile(profile: str, key: str, value: str | None) -> str:
    """Return the command that puts the same into a profile of the user's own."""
    if value is not None and len(value) > _LONGEST:
        return f"vxenv edit {profile}"
    return f"vxenv set {profile} {word(f'{key}:=false' if value is None else f'{key}={printable(value)}')}"


def _brief(value: str) -> str:
    text = printable(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(value):,} characters)"
