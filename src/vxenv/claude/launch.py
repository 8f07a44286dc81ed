"""Starting Claude Code so that a profile wins: ``--settings`` beats all settings files but managed ones."""

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from vxenv.catalogue.models import MILLION
from vxenv.claude import private_settings
from vxenv.claude.precedence import Conflict, find_conflicts
from vxenv.claude.requests import find_refusal, has_restrictions
from vxenv.claude.settings import (
    ClaudeSettings,
    SettingsFile,
    decode_settings,
    read_claude_settings,
    read_settings_file,
)
from vxenv.claude.settings_paths import Place
from vxenv.text.json_spans import parse_object

_SETTINGS = "--settings"
_PROGRAMS = ("claude", "claude.exe")


class Launch(NamedTuple):
    """What Claude Code is started with, and what is to be said of it."""

    # The first word.
    program: str
    # The text of the settings, JSON. It may hold secrets, so it must not become an argument of a process.
    settings: str
    # The other words, without the caller's own ``--settings``.
    arguments: tuple[str, ...]
    # Whether the caller's own settings are in.
    joined: bool
    # The variables of those that the profile overrides.
    over: tuple[str, ...]
    # What managed settings, or the caller's own, decide all the same.
    win: tuple[Conflict, ...]
    # The managed file that makes Claude Code refuse to start, None for none.
    fatal: SettingsFile | None

    def list_words(self, path: str) -> list[str]:
        """Return the words to run, with the settings in the file at `path`."""
        # Right behind the program, since an option further on may take any number of words.
        return [self.program, _SETTINGS, path, *self.arguments]


def is_claude(program: str) -> bool:
    """Tell whether `program` is Claude Code, by the name of it or of what a symlink leads to."""
    from shutil import which  # noqa: PLC0415 - only where a program is started

    if os.path.basename(program) in _PROGRAMS:
        return True
    found = which(program)
    return found is not None and os.path.basename(os.path.realpath(found)) in _PROGRAMS


def prepare_launch(
    words: Sequence[str], values: Mapping[str, str | None], environment: Mapping[str, str], directory: str
) -> Launch:
    """Return how to run `words` with ``--settings`` that say `values`, "" for what must be unset.

    The caller's own ``--settings`` stay but for the variables that `values` name; of several the client takes the
    last. Raises ValueError where they cannot be read: what is wrong with them is the client's to say.
    """
    from json import dumps  # noqa: PLC0415 - as above

    files = read_claude_settings(directory, environment)
    span, own = _find_own_settings(words)
    settings = _read_own_settings(own, directory) if own is not None else {}
    env = settings.get("env", {})
    if not isinstance(env, dict):
        raise ValueError("env in it is no object")  # noqa: TRY004 - as for what is no JSON
    more = _make_settings(values, files, environment, settings)
    over = tuple(name for name, value in values.items() if name in env and env[name] != (value or ""))
    rest = [*words[1 : span[0]], *words[span[1] :]] if span else words[1:]
    text = dumps(more, separators=(",", ":"))
    win = find_conflicts(values, files.add_given(text), environment)
    return Launch(words[0], text, tuple(rest), own is not None, over, win, find_refusal(files))


def keep_settings(
    values: Mapping[str, str | None], files: ClaudeSettings, environment: Mapping[str, str]
) -> tuple[str, ClaudeSettings]:
    """Return a file with settings that say `values`, for Claude Code to be started with, and `files` with those.

    Raises StoreError.
    """
    from json import dumps  # noqa: PLC0415 - as above

    # Wherever it is started from: another directory's files may have something to say of each model.
    text = dumps(
        _make_settings(values, files, environment, {"modelOverrides": _make_overrides(values)}), separators=(",", ":")
    )
    path = private_settings.keep(text)
    return path, files.add_given(text, path)


def _make_settings(
    values: Mapping[str, str | None], files: ClaudeSettings, environment: Mapping[str, str], own: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the settings `own` with `values` in their ``env``, "" for what must be unset.

    What other keys of weaker files would make of the models is taken back, where `own` does not say otherwise.
    """
    settings: dict[str, Any] = {}
    if any(file.overrides for file in files.files):
        settings["modelOverrides"] = _make_overrides(values)
    for conflict in find_conflicts(values, files, environment):
        if conflict.key == "model":
            settings[conflict.key] = ""  # hides the one that would decide about the main model
    if has_restrictions(files, environment):
        settings["availableModels"] = _list_models(values)  # lists add up
        settings["enforceAvailableModels"] = False
    for key, value in own.items():
        both = key == "modelOverrides" and isinstance(value, dict)
        settings[key] = {**settings.get(key, {}), **value} if both else value
    settings["env"] = {**own.get("env", {}), **{name: value or "" for name, value in values.items()}}
    return settings


def _make_overrides(values: Mapping[str, str | None]) -> dict[str, str]:
    """Return modelOverrides that leave the models which `values` name as they are."""
    return dict.fromkeys(_list_models(values), "")


def _list_models(values: Mapping[str, str | None]) -> list[str]:
    """Return the models that `values` name, each once."""
    named = (MILLION.sub("", value) for name, value in values.items() if value and name.endswith("_MODEL"))
    return list(dict.fromkeys(named))


def _find_own_settings(words: Sequence[str]) -> tuple[tuple[int, int] | None, str | None]:
    """Return from where to where the last ``--settings`` among `words` goes, and what it says."""
    own: tuple[tuple[int, int] | None, str | None] = (None, None)
    index = 1
    while index < len(words) and words[index] != "--":
        if words[index] == _SETTINGS and index + 1 < len(words):
            own = ((index, index + 2), words[index + 1])
            index += 1
        elif words[index].startswith(f"{_SETTINGS}="):
            own = ((index, index + 1), words[index].partition("=")[2])
        index += 1
    return own


def _read_own_settings(own: str, directory: str) -> dict[str, Any]:
    """Return the settings that the caller gave: JSON, or a file that holds it. Raises ValueError."""
    if not own.strip():
        return {}
    if own.strip().startswith("{") and own.strip().endswith("}"):
        return _convert_object(parse_object(own))
    path = os.path.join(directory, own)
    file = read_settings_file(Place(_SETTINGS, path))
    if file is None:
        raise ValueError("is not there")
    if file.trouble:
        raise ValueError(file.trouble)
    text = decode_settings(file.data)
    return _convert_object(parse_object(text)) if text.strip() else {}


def _convert_object(value: dict[str, Any]) -> dict[str, Any]:
    return {key: convert_value(item) for key, item in value.items()}


def convert_value(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return `value`, read by json_text, with numbers as json writes them."""
    from vxenv.text.json_spans import Number  # noqa: PLC0415 - as above

    if isinstance(value, dict):
        return _convert_object(value)
    if isinstance(value, list):
        return [convert_value(item) for item in value]
    if isinstance(value, Number):
        return float(value) if set(value) & set(".eE") else int(value)
    return value
