"""Starting Claude Code so that a profile wins: ``--settings`` beats all settings files but managed ones."""

import contextlib
import os
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from vxenv.atomic import store
from vxenv.claude.json_text import document
from vxenv.claude.places import Place
from vxenv.claude.settings import Obeyed, obeyed, read_settings_file, text_of
from vxenv.claude.winning import Defeat, defeats
from vxenv.domain.models import MILLION
from vxenv.domain.secrets import secret_name
from vxenv.paths import cache_dir

_SETTINGS = "--settings"
_LONG = 90 * 24 * 60 * 60
_PROGRAMS = ("claude", "claude.exe")


class Launch(NamedTuple):
    """The words to run, and what is to be said of them.

    `joined` tells that the caller's own settings are in, `over` are the variables of those that gave way. `win` is
    what managed settings, or the caller's own, decide all the same.
    """

    words: tuple[str, ...]
    joined: bool
    over: tuple[str, ...]
    win: tuple[Defeat, ...]


def is_claude(program: str) -> bool:
    """Tell whether `program` is Claude Code, by the name of it or of what a symlink leads to."""
    from shutil import which  # noqa: PLC0415 - only where a program is started

    if os.path.basename(program) in _PROGRAMS:
        return True
    found = which(program)
    return found is not None and os.path.basename(os.path.realpath(found)) in _PROGRAMS


def settled(
    words: Sequence[str], values: Mapping[str, str | None], environment: Mapping[str, str], directory: str
) -> Launch:
    """Return `words` with ``--settings`` that say `values`, "" for what must be unset.

    The caller's own ``--settings`` stay but for the variables that `values` name; of several the client takes the
    last. Raises ValueError where they cannot be read: what is wrong with them is the client's to say.
    """
    from json import dumps  # noqa: PLC0415 - as above

    found = obeyed(directory, environment)
    at, own = _own(words)
    settings = _read(own, directory) if own is not None else {}
    env = settings.get("env", {})
    if not isinstance(env, dict):
        raise ValueError("env in it is no object")  # noqa: TRY004 - as for what is no JSON
    more = _settings(values, found, environment, settings)
    over = tuple(name for name, value in values.items() if name in env and env[name] != (value or ""))
    # Behind the program, since an option further on may take any number of words.
    rest = [*words[1 : at[0]], *words[at[1] :]] if at else list(words[1:])
    text = dumps(more, separators=(",", ":"))
    # Everybody can see the words of a program.
    given = _file(text) if any(secret_name(name) for name, value in values.items() if value) else text
    return Launch(
        (words[0], _SETTINGS, given, *rest), own is not None, over, defeats(values, found.given(text), environment)
    )


def kept(values: Mapping[str, str | None], found: Obeyed, environment: Mapping[str, str]) -> tuple[str, Obeyed]:
    """Return a file with settings that say `values`, for Claude Code to be started with, and `found` with those.

    Raises StoreError.
    """
    from json import dumps  # noqa: PLC0415 - as above

    # Wherever it is started from: another directory's files may have something to say of each model.
    text = dumps(
        _settings(values, found, environment, {"modelOverrides": _kept_models(values)}), separators=(",", ":")
    )
    path = _file(text)
    return path, found.given(text, path)


def _settings(
    values: Mapping[str, str | None], found: Obeyed, environment: Mapping[str, str], own: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the settings `own` with `values` in their ``env``, "" for what must be unset.

    What other keys of weaker files would make of the models is taken back, where `own` does not say otherwise.
    """
    settings: dict[str, Any] = {}
    if any(file.overrides for file in found.files):
        settings["modelOverrides"] = _kept_models(values)
    for one in defeats(values, found, environment):
        if one.key == "model":
            settings[one.key] = ""  # hides the one that would decide about the main model
        elif one.key == "availableModels":
            settings[one.key] = [one.wanted]  # lists add up
    for key, value in own.items():
        both = key == "modelOverrides" and isinstance(value, dict)
        settings[key] = {**settings.get(key, {}), **value} if both else value
    settings["env"] = {**own.get("env", {}), **{name: value or "" for name, value in values.items()}}
    return settings


def _kept_models(values: Mapping[str, str | None]) -> dict[str, str]:
    """Return modelOverrides that leave the models which `values` name as they are."""
    return {MILLION.sub("", value): "" for name, value in values.items() if value and name.endswith("_MODEL")}


def _file(text: str) -> str:
    """Return a file of the user's own that holds `text`. Raises StoreError."""
    from hashlib import sha256  # noqa: PLC0415 - as above

    folder = os.path.join(cache_dir(), "settings")
    path = os.path.join(folder, sha256(text.encode()).hexdigest()[:32] + ".json")
    if os.path.isfile(path):
        with contextlib.suppress(OSError):
            os.utime(path)
    else:
        store(path, text.encode())
        _sweep(folder)
    return path


def _sweep(folder: str) -> None:
    """Remove what nobody asked for in a long time; a shell that comes to a plan whose file is gone asks again."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.stat(follow_symlinks=False).st_mtime < time.time() - _LONG:
                os.unlink(entry.path)


def _own(words: Sequence[str]) -> tuple[tuple[int, int] | None, str | None]:
    """Return from where to where the last ``--settings`` among `words` goes, and what it says."""
    found: tuple[tuple[int, int] | None, str | None] = (None, None)
    at = 1
    while at < len(words) and words[at] != "--":
        if words[at] == _SETTINGS and at + 1 < len(words):
            found = ((at, at + 2), words[at + 1])
            at += 1
        elif words[at].startswith(f"{_SETTINGS}="):
            found = ((at, at + 1), words[at].partition("=")[2])
        at += 1
    return found


def _read(own: str, directory: str) -> dict[str, Any]:
    """Return the settings that the caller gave: JSON, or a file that holds it. Raises ValueError."""
    if not own.strip():
        return {}
    if own.strip().startswith("{") and own.strip().endswith("}"):
        return _plain_object(document(own))
    path = os.path.join(directory, own)
    file = read_settings_file(Place(_SETTINGS, path))
    if file is None:
        raise ValueError("is not there")
    if file.trouble:
        raise ValueError(file.trouble)
    text = text_of(file.data)
    return _plain_object(document(text)) if text.strip() else {}


def _plain_object(value: dict[str, Any]) -> dict[str, Any]:
    return {key: plain(item) for key, item in value.items()}


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return `value`, read by json_text, with numbers as json writes them."""
    from vxenv.claude.json_text import Number  # noqa: PLC0415 - as above

    if isinstance(value, dict):
        return _plain_object(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Number):
        return float(value) if set(value) & set(".eE") else int(value)
    return value
