"""Read the settings files of Claude Code, and apply their precedence over the environment.

An ``env`` block overrides the shell, and a stronger file a weaker one, variable by variable; an empty value unsets.
All of this was measured; tests/client compares this module with real versions of Claude Code. An invalid file raises
no error: Claude Code ignores it, and the reason is recorded. A value of the wrong type makes it ignore the whole file,
in managed settings only the key.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Self

from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import HOST_MANAGED, MAIN_MODEL, is_on
from vxenv.catalogue.variables import load_variables
from vxenv.claude.settings_paths import FLAG, MANAGED, SOURCES, Place, list_places
from vxenv.files.read_limited import read_start
from vxenv.paths import find_working_directory

LARGEST = 2 * 1024 * 1024  # bytes; Claude Code ignores larger files
# Keys that matter by their presence, regardless of their values.
_NAMED = ("policyHelper", "policyHelpers", "modelPricing", "gcpAuthRefresh", "deniedModels")


_GUARD = re.compile(r"vxenv(?:/__main__\.py)?['\"]? guard\b")


class SettingsValue(NamedTuple):
    """The value of a variable or key in a file, with its place."""

    # Value.
    value: str
    # Scope of the file: MANAGED, FLAG, LOCAL, PROJECT or USER.
    scope: str
    # Path of the file.
    path: str
    # Line, from 1.
    line: int


class SettingsFile(NamedTuple):
    """An existing settings file with its contents."""

    # Scope: MANAGED, FLAG, LOCAL, PROJECT or USER.
    scope: str
    # Path.
    path: str
    # Its ``env``, by variable.
    env: Mapping[str, SettingsValue] = {}
    # Its ``model`` key.
    model: SettingsValue | None = None
    # Its ``availableModels``, None if missing.
    available: tuple[str, ...] | None = None
    # Line of ``availableModels``.
    available_line: int = 0
    # Its ``enforceAvailableModels``, None if missing.
    enforce: bool | None = None
    # Whether its ``availableModelsMatch`` is exact, None if missing.
    exact: bool | None = None
    # Its ``modelOverrides``, by model.
    overrides: Mapping[str, SettingsValue] = {}
    # Whether its hooks run `vxenv guard` when a session starts.
    guard: bool = False
    # Lines of other keys that checks need.
    keys: Mapping[str, int] = {}
    # Reason why Claude Code ignores the file, a predicate; "" if it does not.
    trouble: str = ""
    # Ignored keys with their reasons, if the rest of the file counts.
    ignored: tuple[str, ...] = ()
    # Whether it is not a JSON object.
    malformed: bool = False
    # Bytes that Claude Code reads.
    data: bytes = b""


class ClaudeSettings(NamedTuple):
    """All settings files that Claude Code reads."""

    # Existing files, the strongest first.
    files: tuple[SettingsFile, ...]
    # Possible places, whether the files exist or not.
    places: tuple[Place, ...]

    def list_values(self, name: str, environment: Mapping[str, str]) -> tuple[SettingsValue, ...]:
        """Return the values of variable `name`, the effective one first; none if Claude Code ignores them."""
        if is_on(environment, HOST_MANAGED) and _is_of_provider(name):
            return ()
        return tuple(file.env[name] for file in self.files if name in file.env)

    def find_value(self, name: str, environment: Mapping[str, str]) -> str | None:
        """Return the value of variable `name` for Claude Code, None if it is unset or empty."""
        said = self.list_values(name, environment)
        return (said[0].value if said else environment.get(name)) or None

    def apply_env(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Return `environment` with the settings files applied."""
        effective = dict(environment)
        for name in {name for file in self.files for name in file.env}:
            value = self.find_value(name, environment)
            effective.pop(name, None)
            if value is not None:
                effective[name] = value
        return effective

    def find_model(self, environment: Mapping[str, str]) -> SettingsValue | None:
        """Return the strongest ``model`` key, None if ANTHROPIC_MODEL overrides it."""
        if self.find_value(MAIN_MODEL, environment):
            return None
        found = next((file.model for file in self.files if file.model), None)
        return found if found and found.value else None  # an empty key hides those of weaker files

    def list_decisive(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Return the environment that determines requests, with the ``model`` key as ANTHROPIC_MODEL.

        Restrictions by availableModels are not applied, see requests.py.
        """
        effective = self.apply_env(environment)
        model = self.find_model(environment)
        if model:
            effective[MAIN_MODEL] = model.value
        return effective

    def list_model_lists(self) -> tuple[SettingsFile, ...]:
        """Return the files with effective ``availableModels``, the strongest first; a managed list is final."""
        found = tuple(file for file in self.files if file.available is not None)
        return tuple(file for file in found if file.scope == MANAGED) or found

    def add_given(self, text: str, path: str = "") -> Self:
        """Return these settings with `text` as ``--settings``, from the file `path` if given."""
        at = sum(file.scope == MANAGED for file in self.files)
        own = read_settings_text(SettingsFile(FLAG, path or FLAG, data=text.encode()), text)
        return self._replace(files=(*self.files[:at], own, *self.files[at:]))

    def list_ignored_files(self) -> tuple[SettingsFile, ...]:
        """Return the files that Claude Code ignores."""
        return tuple(file for file in self.files if file.trouble)


def read_claude_settings(
    directory: str,
    environment: Mapping[str, str],
    *,
    managed: str = "",
    sources: tuple[str, ...] = SOURCES,
    client: Version | None = None,
    flag: str = "",
    read: dict[Place, SettingsFile | None] | None = None,
) -> ClaudeSettings:
    """Return the settings of Claude Code started in `directory`; the options are those of `list_places`.

    Files in `read` are not read again; new ones are added to it.
    """
    looked = list_places(directory, environment, managed=managed, sources=sources, client=client, flag=flag)
    return read_all(looked, read)


def read_for_shell() -> ClaudeSettings:
    """Return the settings of Claude Code started in this directory by this shell's ``claude``."""
    return read_claude_settings(find_working_directory(), os.environ, flag=os.environ.get("__VXENV_SETTINGS", ""))


def read_all(looked: Iterable[Place], read: dict[Place, SettingsFile | None] | None = None) -> ClaudeSettings:
    """Return the settings in the places `looked`; `read` is as for `read_claude_settings`."""
    looked = tuple(looked)
    read = {} if read is None else read
    for place in looked:
        if place not in read:
            read[place] = read_settings_file(place)
    return ClaudeSettings(tuple(file for place in looked if (file := read[place])), looked)


def read_settings_file(place: Place) -> SettingsFile | None:
    """Return the settings file at `place`, None if it does not exist."""
    try:
        data, trouble = _read_bytes(place.path), ""
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        data, trouble = b"", f"cannot be read: {getattr(error, 'strerror', None) or error}"
    nothing = SettingsFile(place.scope, place.path, trouble=trouble, data=data)
    return nothing if trouble else read_settings_text(nothing, decode_settings(data))


def _read_bytes(path: str) -> bytes:
    """Return the bytes of the file. Raises OSError, and ValueError for a file that Claude Code does not read."""
    data = read_start(path, LARGEST)
    if data is None:
        raise ValueError("not a regular file")
    if len(data) > LARGEST:
        raise ValueError("larger than 2 MiB")
    return data


def decode_settings(data: bytes) -> str:
    """Return `data` decoded like Claude Code does: UTF-16 with its byte order mark, else UTF-8 with replacements."""
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")


def read_settings_text(file: SettingsFile, text: str) -> SettingsFile:
    """Return `file` with the contents of `text`, or with the reason why Claude Code ignores them."""
    from vxenv.claude.schema import list_mistakes  # noqa: PLC0415 - likewise
    from vxenv.text.json_spans import find_lines, list_members, parse_object, skip_blanks  # noqa: PLC0415 - only needed with settings

    start = skip_blanks(text, 0)
    if start == len(text):
        return file  # an empty file is valid
    try:
        whole = parse_object(text)
    except (ValueError, RecursionError) as error:
        trouble = str(error) if isinstance(error, ValueError) else "is nested too deeply"
        return file._replace(trouble=trouble, malformed=True)
    wrong = dict(list_mistakes(whole))
    if wrong and file.scope != MANAGED:
        return file._replace(trouble=f"has {next(iter(wrong.values()))}")
    try:
        top = {member.key: member for member in list_members(text, start)}
        env, overrides = (
            {member.key: member for member in list_members(text, top[key].value_start)}
            if key in top and isinstance(whole[key], dict)
            else {}
            for key in ("env", "modelOverrides")
        )
        values = {name: _convert_to_string(member.value) for name, member in env.items()}
    except RecursionError:
        return file._replace(trouble="is nested too deeply", malformed=True)
    lines = find_lines(text, (member.start for member in (*env.values(), *overrides.values(), *top.values())))

    def make_value(value: str, at: int) -> SettingsValue:
        return SettingsValue(value, file.scope, file.path, lines[at])

    variables = {
        name: make_value(value, env[name].start)
        for name, value in values.items()
        if name and "=" not in name and "\0" not in name + value and name != "__proto__"
    }
    listed = whole.get("availableModels")
    model, flag = whole.get("model"), whole.get("enforceAvailableModels")
    return file._replace(
        env=variables,
        model=make_value(model, top["model"].start) if type(model) is str else None,
        # Invalid managed entries restrict as much as possible.
        available=tuple(entry for entry in listed if type(entry) is str)
        if isinstance(listed, list)
        else (() if "availableModels" in whole else None),
        available_line=lines[top["availableModels"].start] if "availableModels" in top else 0,
        enforce=(flag if isinstance(flag, bool) else True) if "enforceAvailableModels" in whole else None,
        exact=whole["availableModelsMatch"] != "prefix" if "availableModelsMatch" in whole else None,
        overrides={
            key: make_value(member.value, member.start)
            for key, member in overrides.items()
            if type(member.value) is str
        },
        guard=has_guard(whole.get("hooks")),
        keys={key: lines[top[key].start] for key in _NAMED if key in top},
        ignored=tuple(wrong.values()),
    )


def has_guard(hooks: Any) -> bool:  # noqa: ANN401 - JSON
    """Tell whether `hooks`, the value of that key, run `vxenv guard` when a session starts."""
    groups = _get(hooks, "SessionStart", list)
    commands = (_get(hook, "command", str) for group in groups for hook in _get(group, "hooks", list))
    return any(_GUARD.search(command) for command in commands)


def _get(value: Any, key: str, kind: type) -> Any:  # noqa: ANN401 - JSON
    """Return the value of `key` in the object `value`, an empty `kind` if it has another type."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, kind) else kind()


def _convert_to_string(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return `value` converted to a string like in JavaScript."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "[object Object]"
    if isinstance(value, list):
        return ",".join("" if item is None else _convert_to_string(item) for item in _list_leaves(value))
    if type(value) is str:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
    return _render_number(float(value))


def _list_leaves(value: list[Any]) -> Iterator[Any]:
    """Yield the items of `value` and of nested lists, without recursion; None for an empty list."""
    waiting = [iter(value or [None])]
    while waiting:
        for item in waiting[-1]:
            if isinstance(item, list):
                waiting.append(iter(item or [None]))
                break
            yield item
        else:
            waiting.pop()


def _render_number(value: float) -> str:
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e21:  # noqa: PLR2004 - JavaScript writes exponents from here on
        return str(int(value))
    digits, _, exponent = repr(value).partition("e")
    if not exponent:
        return digits
    if -7 < int(exponent) < 0:  # noqa: PLR2004 - likewise
        return f"{value:.{len(digits.replace('.', '').lstrip('-')) - 1 - int(exponent)}f}"
    return f"{digits}e{int(exponent):+d}"


def _is_of_provider(name: str) -> bool:
    known = load_variables().by_name.get(name)
    return known is not None and known.cleared != "never"
