"""Start Claude Code with a profile in ``--settings``, which overrides all settings files except managed ones."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from vxenv.catalogue.models import MILLION
from vxenv.claude import private_settings
from vxenv.claude.precedence import Conflict, find_conflicts
from vxenv.claude.requests import find_refusal, has_restrictions
from vxenv.claude.settings import (
    ClaudeSettings,
    SettingsFile,
    decode_settings,
    has_guard,
    read_claude_settings,
    read_settings_file,
)
from vxenv.claude.settings_paths import MANAGED, USER, Place
from vxenv.paths import find_main_file
from vxenv.text.json_spans import parse_object

_SETTINGS = "--settings"
# Scopes of the files that count in all directories.
_EVERYWHERE = (MANAGED, USER)
_START = "SessionStart"  # the event of hooks
_PROGRAMS = ("claude", "claude.exe")
_NONE: Mapping[str, str] = MappingProxyType({})


class Launch(NamedTuple):
    """A start of Claude Code, with facts for messages."""

    # Program.
    program: str
    # Settings as JSON. They may contain secrets and must not become an argument of a process.
    settings: str
    # Other arguments, without the caller's own ``--settings``.
    arguments: tuple[str, ...]
    # Whether `settings` include the caller's own ``--settings``.
    joined: bool
    # Variables in those that the profile overrides.
    over: tuple[str, ...]
    # Conflicts with managed settings or the caller's own settings, which override the profile.
    win: tuple[Conflict, ...]
    # Managed file because of which Claude Code will not start, None for none.
    fatal: SettingsFile | None

    def list_words(self, path: str) -> list[str]:
        """Return the command line, with the settings in the file at `path`."""
        # First, because a later option may take any number of arguments.
        return [self.program, _SETTINGS, path, *self.arguments]


def is_claude(program: str) -> bool:
    """Tell whether `program` is Claude Code, by its name or that of its target."""
    from shutil import which  # noqa: PLC0415 - only needed to start a program

    if os.path.basename(program) in _PROGRAMS:
        return True
    found = which(program)
    return found is not None and os.path.basename(os.path.realpath(found)) in _PROGRAMS


def prepare_launch(
    words: Sequence[str],
    values: Mapping[str, str | None],
    environment: Mapping[str, str],
    directory: str,
    keys: Mapping[str, str] = _NONE,
    *,
    marks: Mapping[str, str] = _NONE,
) -> Launch:
    """Return the start of `words` with `values` in ``--settings``, in which "" unsets a variable, and other `keys`.

    The caller's own ``--settings`` are kept, except for the variables in `values`; the last of several counts, as in
    Claude Code. `marks` are more variables of the session, for vxenv. Unless a settings file has the guard, a hook
    records the session. Raises ValueError if the caller's settings cannot be read; Claude Code itself reports the
    problem.
    """
    from json import dumps  # noqa: PLC0415 - as above

    files = read_claude_settings(directory, environment)
    span, own = _find_own_settings(words)
    settings = _read_own_settings(own, directory) if own is not None else {}
    env = settings.get("env", {})
    if not isinstance(env, dict):
        raise ValueError("env is not an object")  # noqa: TRY004 - as for invalid JSON
    more = _make_settings(values, files, environment, {**keys, **settings})
    more["env"] |= marks
    if not any(file.guard for file in files.files):
        _add_recording(more)
    over = tuple(name for name, value in values.items() if name in env and env[name] != (value or ""))
    rest = [*words[1 : span[0]], *words[span[1] :]] if span else words[1:]
    text = dumps(more, separators=(",", ":"))
    win = find_conflicts(values, files.add_given(text), environment)
    return Launch(words[0], text, tuple(rest), own is not None, over, win, find_refusal(files))


def find_own_values(originals: Mapping[str, str], environment: Mapping[str, str], directory: str) -> dict[str, str]:
    """Return `originals` with the values of settings files in place of those that they override."""
    if not originals:
        return {}
    files = read_claude_settings(directory, environment)
    return {**originals, **pick_own_values(originals, files, environment)}


def pick_own_values(names: Iterable[str], files: ClaudeSettings, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the values of the variables `names` in settings files, with which those of a profile are merged."""
    said = ((name, files.list_values(name, environment)) for name in names)
    return {name: values[0].value for name, values in said if values}


def keep_settings(
    values: Mapping[str, str | None],
    files: ClaudeSettings,
    environment: Mapping[str, str],
    keys: Mapping[str, str] = _NONE,
) -> tuple[str, ClaudeSettings]:
    """Store a settings file with `values` and other `keys` for starts of Claude Code.

    Returns its path, and `files` with it added.

    Raises StoreError.
    """
    from json import dumps  # noqa: PLC0415 - as above

    # The file is used in all directories, and settings files in any of them may override models.
    own = {**keys, "modelOverrides": _make_overrides(values)}
    settings = _make_settings(values, files, environment, own)
    if not any(file.guard for file in files.files if file.scope in _EVERYWHERE):
        _add_recording(settings)
    text = dumps(settings, separators=(",", ":"))
    path = private_settings.keep(text)
    return path, files.add_given(text, path)


def _make_settings(
    values: Mapping[str, str | None], files: ClaudeSettings, environment: Mapping[str, str], own: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the settings `own` with `values` in their ``env``, in which "" unsets a variable.

    Other keys of weaker files that change models are neutralized unless `own` sets them.
    """
    settings: dict[str, Any] = {}
    if any(file.overrides for file in files.files):
        settings["modelOverrides"] = _make_overrides(values)
    for conflict in find_conflicts(values, files, environment):
        if conflict.key == "model":
            settings[conflict.key] = ""  # hides the key that would select the main model
    if has_restrictions(files, environment):
        settings["availableModels"] = _list_models(values)  # lists are merged
        settings["enforceAvailableModels"] = False
    for key, value in own.items():
        both = key == "modelOverrides" and isinstance(value, dict)
        settings[key] = {**settings.get(key, {}), **value} if both else value
    settings["env"] = {**own.get("env", {}), **{name: value or "" for name, value in values.items()}}
    return settings


def _add_recording(settings: dict[str, Any]) -> None:
    """Add a hook that records the session to `settings`, unless they run the guard or their hooks are invalid."""
    hooks = settings.get("hooks", {})
    if not isinstance(hooks, dict) or not isinstance(hooks.get(_START, []), list) or has_guard(hooks):
        return
    hook = {"hooks": [{"type": "command", "command": render_recording()}]}
    settings["hooks"] = {**hooks, _START: [*hooks.get(_START, []), hook]}


def render_recording() -> str:
    """Return the command for sh that records a session; it does nothing after vxenv was removed."""
    from shlex import join, quote  # noqa: PLC0415 - as above

    main = find_main_file()
    return f"! test -f {quote(main)} || {join([sys.executable, '-X', 'utf8', '-I', '-S', main, 'guard', '--record'])}"


def _make_overrides(values: Mapping[str, str | None]) -> dict[str, str]:
    """Return modelOverrides that disable overrides of the models in `values`."""
    return dict.fromkeys(_list_models(values), "")


def _list_models(values: Mapping[str, str | None]) -> list[str]:
    """Return the models in `values` without duplicates."""
    named = (MILLION.sub("", value) for name, value in values.items() if value and name.endswith("_MODEL"))
    return list(dict.fromkeys(named))


def _find_own_settings(words: Sequence[str]) -> tuple[tuple[int, int] | None, str | None]:
    """Return the span of the last ``--settings`` in `words` and its value."""
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
    """Return the settings given by the caller: JSON, or the path of a JSON file. Raises ValueError."""
    if not own.strip():
        return {}
    if own.strip().startswith("{") and own.strip().endswith("}"):
        return _convert_object(parse_object(own))
    path = os.path.join(directory, own)
    file = read_settings_file(Place(_SETTINGS, path))
    if file is None:
        raise ValueError("does not exist")
    if file.trouble:
        raise ValueError(file.trouble)
    text = decode_settings(file.data)
    return _convert_object(parse_object(text)) if text.strip() else {}


def _convert_object(value: dict[str, Any]) -> dict[str, Any]:
    return {key: convert_value(item) for key, item in value.items()}


def convert_value(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return `value`, parsed by json_spans, with numbers that the json module can write."""
    from vxenv.text.json_spans import Number  # noqa: PLC0415 - as above

    if isinstance(value, dict):
        return _convert_object(value)
    if isinstance(value, list):
        return [convert_value(item) for item in value]
    if isinstance(value, Number):
        return float(value) if set(value) & set(".eE") else int(value)
    return value
